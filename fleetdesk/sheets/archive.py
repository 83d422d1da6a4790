"""Looks at a workbook's archive before it is unpacked, and refuses what is no workbook or would fill the memory."""

import zipfile
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.sheets.sheet import MAX_RATIO, MAX_UNPACKED_BYTES

MAX_MEMBERS = 1_000
_SMALL = 100_000  # so little does no harm, however well it is packed
_ENCRYPTED = 0x1
_SAVE = _("Save it as .xlsx or CSV.")
_NUMBERS = together(_("{file} is a sheet of Numbers."), _SAVE)
_OTHERS = (
    ("xl/workbook.bin", together(_("{file} is a binary workbook (.xlsb)."), _SAVE)),
    (
        "word/document.xml",
        _("{file} is a text document of Word, and no XLSX workbook. Save its table as .xlsx or CSV."),
    ),
    ("ppt/presentation.xml", _("{file} is a presentation, and no XLSX workbook. Save the table as .xlsx or CSV.")),
    ("index/document.iwa", _NUMBERS),
    ("index.zip", _NUMBERS),
)


def part_name(member: str) -> str:
    """Return the name of a part for comparison: some writers use capitals and backslashes."""
    return member.replace("\\", "/").lstrip("/").casefold()


def check_archive(file: BinaryIO, name: str) -> None:
    """Raise a UsageError unless this is a workbook whose parts are few, small, not packed too well, and not locked."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            kind = archive.read("mimetype")[:80] if "mimetype" in archive.namelist() else b""
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        ValueError,
        LookupError,
        OverflowError,
        RuntimeError,
        zlib.error,
    ) as error:
        raise UsageError(
            _("{file} is damaged: its archive cannot be opened. Get the file again.").format(file=name)
        ) from error
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UsageError(_("{file} has a password. Save it without one.").format(file=name))
    if what := _what(kind, [part_name(member.filename) for member in members]):
        raise UsageError(what.format(file=name))
    _check_sizes(members, name)


def _what(kind: bytes, names: Iterable[str]) -> str:
    """Return a sentence on what the {file} is; empty for a workbook."""
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        sheet, document = _("{file} is an OpenDocument sheet (.ods)."), _("{file} is an OpenDocument document.")
        return together(sheet if b"spreadsheet" in kind else document, _SAVE)
    found = set(names)
    if other := next((said for part, said in _OTHERS if part in found), ""):
        return other
    if "xl/workbook.xml" in found or "[content_types].xml" in found:
        return ""
    return _("{file} is an archive, and no XLSX workbook. Take the table out of it, or save the table as .xlsx or CSV.")


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    whole = sum(member.file_size for member in members)
    if whole > MAX_UNPACKED_BYTES or len(members) > MAX_MEMBERS:
        raise UsageError(
            _("{file} unpacks to {size} MB; at most {most} MB are read.").format(
                file=name, size=number(whole // 1_000_000), most=number(MAX_UNPACKED_BYTES // 1_000_000)
            )
        )
    if any(each.file_size > _SMALL and each.file_size > MAX_RATIO * each.compress_size for each in members):
        raise UsageError(
            _("{file} is packed more than {ratio} to 1, as no honest workbook is. It is not opened.").format(
                file=name, ratio=MAX_RATIO
            )
        )
