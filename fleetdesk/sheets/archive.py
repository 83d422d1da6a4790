"""Looks at a workbook's archive before it is unpacked, and refuses what is no workbook or would fill the memory."""

import zipfile
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.sheets.sheet import MAX_BYTES, MAX_RATIO

MAX_MEMBERS = 1_000
_SMALL = 100_000  # so little does no harm, however well it is packed
_ENCRYPTED = 0x1
_SAVE = _("Save it as .xlsx or CSV.")
_OTHERS = (
    ("xl/workbook.bin", _("is a binary workbook (.xlsb). {save}").format(save=_SAVE)),
    ("word/document.xml", _("is a text document of Word, and no XLSX workbook. Save its table as .xlsx or CSV.")),
    ("ppt/presentation.xml", _("is a presentation, and no XLSX workbook. Save the table as .xlsx or CSV.")),
    ("index/document.iwa", _("is a sheet of Numbers. {save}").format(save=_SAVE)),
    ("index.zip", _("is a sheet of Numbers. {save}").format(save=_SAVE)),
)


def part_name(member: str) -> str:
    """The name of a part as it is compared: some writers use capitals and backslashes."""
    return member.replace("\\", "/").lstrip("/").casefold()


def check_archive(file: BinaryIO, name: str) -> None:
    """A UsageError unless this is a workbook whose parts are few, small, not packed too well, and not locked."""
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
            _("{name} is damaged: its archive cannot be opened. Get the file again.").format(name=name)
        ) from error
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UsageError(_("{name} has a password. Save it without one.").format(name=name))
    if what := _what(kind, [part_name(member.filename) for member in members]):
        raise UsageError(f"{name} {what}")
    _check_sizes(members, name)


def _what(kind: bytes, names: Iterable[str]) -> str:
    """What follows the file's name in a sentence on what it is; empty for a workbook."""
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        what = _("sheet (.ods)") if b"spreadsheet" in kind else "document"
        return _("is an OpenDocument {what}. {save}").format(what=what, save=_SAVE)
    found = set(names)
    if other := next((said for part, said in _OTHERS if part in found), ""):
        return other
    if "xl/workbook.xml" in found or "[content_types].xml" in found:
        return ""
    return _("is an archive, and no XLSX workbook. Take the table out of it, or save the table as .xlsx or CSV.")


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    whole = sum(member.file_size for member in members)
    if whole > MAX_BYTES or len(members) > MAX_MEMBERS:
        raise UsageError(
            _("{name} unpacks to {whole} MB; at most {max_bytes} MB are read.").format(
                name=name, whole=whole // 1_000_000, max_bytes=MAX_BYTES // 1_000_000
            )
        )
    if any(each.file_size > _SMALL and each.file_size > MAX_RATIO * each.compress_size for each in members):
        raise UsageError(
            _("{name} is packed more than {max_ratio} to 1, as no honest workbook is. It is not opened.").format(
                name=name, max_ratio=MAX_RATIO
            )
        )
