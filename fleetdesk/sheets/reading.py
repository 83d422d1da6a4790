"""Opens a table's file: says what it is before reading it, and refuses with a sentence what it cannot be."""

from pathlib import Path
from typing import BinaryIO

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.reader.files import opened, shown
from fleetdesk.sheets.assembling import assemble
from fleetdesk.sheets.encodings import decode
from fleetdesk.sheets.kinds import told_by_bytes, told_by_text
from fleetdesk.sheets.separated import records
from fleetdesk.sheets.sheet import MAX_BYTES, Sheet


def read(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    heading_line: int | None = None,
) -> Sheet:
    """Read a CSV or XLSX file; what it is, is seen from its content. Blocks: call it in a thread.

    `encoding`, `delimiter`, `sheet` and `heading_line` (a row's number from 1) take the place of a guess. Whatever is
    wrong is a UsageError with a sentence.
    """
    with opened(path, MAX_BYTES) as file:
        try:
            start = file.read(8)
            file.seek(0)
            if start.startswith(b"PK"):
                return _read_workbook(file, shown(path), sheet, heading_line)
            return _read_text(file.read(MAX_BYTES + 1), shown(path), encoding, delimiter, heading_line)
        except OSError as error:
            raise UsageError(
                _("{file} cannot be read: {reason}.").format(file=shown(path), reason=error.strerror or error)
            ) from error


def _read_workbook(file: BinaryIO, name: str, sheet: str | None, line: int | None) -> Sheet:
    from fleetdesk.sheets.workbook import read_workbook  # its library takes longer to load than a text to be read

    return read_workbook(file, name, sheet, line)


def _read_text(data: bytes, name: str, encoding: str | None, delimiter: str | None, line: int | None) -> Sheet:
    if len(data) > MAX_BYTES:
        raise UsageError(_("{file} grows while it is read. Try again when it is finished.").format(file=name))
    if what := told_by_bytes(data) or told_by_text(data[:4096].decode("latin-1")):
        raise UsageError(what.format(file=name))
    text, used = decode(data, name, encoding)
    if what := told_by_text(text):
        raise UsageError(what.format(file=name))
    rows, mark = records(text, name, delimiter)
    at, headings, body = assemble(rows, name, line, mark)
    return Sheet(headings, body, encoding=used, delimiter=mark, heading_line=at)
