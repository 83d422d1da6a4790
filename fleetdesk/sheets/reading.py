"""Opens a table's file: says what it is before reading it, and refuses with a sentence what it cannot be."""

import stat
from pathlib import Path

from fleetdesk.errors import UsageError
from fleetdesk.sheets.assembling import assemble
from fleetdesk.sheets.encodings import decode
from fleetdesk.sheets.separated import records
from fleetdesk.sheets.sheet import MAX_BYTES, Sheet
from fleetdesk.sheets.workbook import read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"{\\rtf": "a text document",
}


def read(path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None) -> Sheet:
    """Reads a CSV or XLSX file; what it is, is seen from its content. Blocks: call it in a thread.

    `encoding`, `delimiter` and `sheet` take the place of a guess. Whatever is wrong is a UsageError with a sentence.
    """
    _check_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(8)
            file.seek(0)
            if start.startswith(b"PK"):
                return read_workbook(file, path.name, sheet)
            _refuse_others(start, path.name)
            return _read_text(file.read(MAX_BYTES + 1), path.name, encoding, delimiter)
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _check_file(path: Path) -> None:
    """Before a byte is read: pipes would block, and sizes are known."""
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise UsageError(f"{path.name or path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{path.name or path} is a folder. Choose a CSV or XLSX file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path.name} is no ordinary file.")
    if found.st_size == 0:
        raise UsageError(f"{path.name} is empty.")
    if found.st_size > MAX_BYTES:
        raise UsageError(
            f"{path.name} has {found.st_size // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} MB are read. Split it."
        )


def _refuse_others(start: bytes, name: str) -> None:
    if start == _OLE:
        raise UsageError(f"{name} is a workbook with a password, or an old .xls. Save it as .xlsx without a password.")
    for magic, what in _OTHERS.items():
        if start.startswith(magic):
            raise UsageError(f"{name} is {what}, not a table. Choose a CSV or XLSX file.")


def _read_text(data: bytes, name: str, encoding: str | None, delimiter: str | None) -> Sheet:
    if len(data) > MAX_BYTES:
        raise UsageError(f"{name} grows while it is read. Try again when it is finished.")
    text, used = decode(data, name, encoding)
    rows, mark = records(text, name, delimiter)
    headings, body = assemble(rows, name)
    return Sheet(headings, body, encoding=used, delimiter=mark)
