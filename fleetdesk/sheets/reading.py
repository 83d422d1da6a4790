"""Opens a table's file: says what it is before reading it, and refuses with a sentence what it cannot be."""

import stat
from pathlib import Path

from fleetdesk.errors import UsageError
from fleetdesk.sheets.assembling import assemble
from fleetdesk.sheets.encodings import decode
from fleetdesk.sheets.kinds import told_by_bytes, told_by_text
from fleetdesk.sheets.separated import records
from fleetdesk.sheets.sheet import MAX_BYTES, Sheet
from fleetdesk.sheets.workbook import read_workbook


def read(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None,
    heading_line: int | None = None,
) -> Sheet:  # fmt: skip
    """Reads a CSV or XLSX file; what it is, is seen from its content. Blocks: call it in a thread.

    `encoding`, `delimiter`, `sheet` and `heading_line` (a row's number from 1) take the place of a guess. Whatever is
    wrong is a UsageError with a sentence.
    """
    _check_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(8)
            file.seek(0)
            if start.startswith(b"PK"):
                return read_workbook(file, path.name, sheet, heading_line)
            return _read_text(file.read(MAX_BYTES + 1), path.name, encoding, delimiter, heading_line)
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


def _read_text(data: bytes, name: str, encoding: str | None, delimiter: str | None, line: int | None) -> Sheet:
    if len(data) > MAX_BYTES:
        raise UsageError(f"{name} grows while it is read. Try again when it is finished.")
    if what := told_by_bytes(data) or told_by_text(data[:4096].decode("latin-1")):
        raise UsageError(f"{name} {what}")
    text, used = decode(data, name, encoding)
    if what := told_by_text(text):
        raise UsageError(f"{name} {what}")
    rows, mark = records(text, name, delimiter)
    at, headings, body = assemble(rows, name, line, mark)
    return Sheet(headings, body, encoding=used, delimiter=mark, heading_line=at)
