"""Workbooks (XLSX) as records of text. Nothing in them is worked out: a formula is its own text."""

import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import openpyxl

from fleetdesk.errors import UsageError
from fleetdesk.sheets.archive import check_archive
from fleetdesk.sheets.assembling import assemble
from fleetdesk.sheets.cell_text import cell_text
from fleetdesk.sheets.sheet import MAX_COLUMNS, Sheet

_LAST_ROW = 1_048_576
# What openpyxl lets through when the parts of a workbook are damaged or hostile; defusedxml's refusals are ValueErrors.
_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, RecursionError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_workbook(file: BinaryIO, name: str, sheet: str | None) -> Sheet:
    """Reads one sheet: the named one, else the first that is visible."""
    check_archive(file, name)
    try:
        return _read(file, name, sheet)
    except _DAMAGE as error:
        raise UsageError(f"{name} is damaged, or no workbook. Save it as .xlsx again, or as CSV.") from error


def _read(file: BinaryIO, name: str, wanted: str | None) -> Sheet:
    if not openpyxl.DEFUSEDXML:
        raise UsageError(
            "Workbooks are not read without defusedxml. Unset OPENPYXL_DEFUSEDXML, or give the table as CSV."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of looks that it leaves out
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        try:
            visible = {each.title: each for each in book.worksheets if each.sheet_state == "visible"}
            chosen = _chosen(visible, name, wanted)
            headings, rows = assemble(_records(visible[chosen], name), name)
        finally:
            book.close()
    return Sheet(headings, rows, sheet=chosen, sheets=tuple(visible))


def _chosen(visible: dict[str, Any], name: str, wanted: str | None) -> str:
    if not visible:
        raise UsageError(f"{name} has no visible sheet.")
    if wanted is not None and wanted not in visible:
        raise UsageError(f"{name} has no sheet {wanted}. It has: {', '.join(visible)}.")
    return wanted or next(iter(visible))


def _records(sheet: Any, name: str) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    for number, row in enumerate(_rows(sheet), 1):
        if number > _LAST_ROW:
            raise UsageError(f"{name} has rows beyond the last that a workbook can have.")
        yield [] if row.count(None) == len(row) else [cell_text(value) for value in row]


def _rows(sheet: Any) -> Iterable[tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    return rows
