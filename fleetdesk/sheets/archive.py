"""Looks at a workbook's archive before it is unpacked, and refuses what would fill the memory."""

import zipfile
from typing import BinaryIO

from fleetdesk.errors import UsageError
from fleetdesk.sheets.sheet import MAX_BYTES, MAX_RATIO

MAX_MEMBERS = 1_000
_SMALL = 100_000  # so little does no harm, however well it is packed
_ENCRYPTED = 0x1


def check_archive(file: BinaryIO, name: str) -> None:
    """A UsageError unless this is a workbook whose parts are few, small, not packed too well, and not locked."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, LookupError, OverflowError) as error:
        raise UsageError(f"{name} is damaged: its archive cannot be opened. Get the file again.") from error
    names = {member.filename for member in members}
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UsageError(f"{name} has a password. Save it without one.")
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise UsageError(f"{name} is no XLSX workbook. Save the table as .xlsx or CSV.")
    _check_sizes(members, name)


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    whole = sum(member.file_size for member in members)
    if whole > MAX_BYTES or len(members) > MAX_MEMBERS:
        raise UsageError(f"{name} unpacks to {whole // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} MB are read.")
    if any(each.file_size > _SMALL and each.file_size > MAX_RATIO * each.compress_size for each in members):
        raise UsageError(f"{name} is packed more than {MAX_RATIO} to 1, as no honest workbook is. It is not opened.")
