"""Workbooks (XLSX) as tables of text. Nothing in them is worked out: of a formula the result that the file holds."""

import warnings
import zipfile
import zlib
from itertools import islice
from typing import Any, BinaryIO

import openpyxl

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.sheets.archive import check_archive
from fleetdesk.sheets.assembling import SOUGHT, assemble, names_fields
from fleetdesk.sheets.package import ordinary
from fleetdesk.sheets.shared_texts import Reader
from fleetdesk.sheets.sheet import Sheet
from fleetdesk.sheets.sheet_rows import records

# What openpyxl lets through when the parts of a workbook are damaged or hostile; defusedxml's refusals are ValueErrors.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_workbook(file: BinaryIO, name: str, sheet: str | None, line: int | None = None) -> Sheet:
    """Read the named sheet, else the first visible one that begins like a table of tasks, or like a table."""
    check_archive(file, name)
    try:
        return _read(ordinary(file), name, sheet, line)
    except _DAMAGE as error:
        raise UsageError(
            _("{file} is damaged, or no workbook. Save it as .xlsx again, or as CSV.").format(file=name)
        ) from error


def _read(file: BinaryIO, name: str, wanted: str | None, line: int | None) -> Sheet:
    if not openpyxl.DEFUSEDXML:
        raise UsageError(
            _("Workbooks are not read without defusedxml. Unset OPENPYXL_DEFUSEDXML, or give the table as CSV.")
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of looks that it leaves out
        reader = Reader(file, read_only=True, keep_links=False, data_only=True)
        reader.read()
        book = reader.wb
        try:
            sheets = {each.title: each for each in book.worksheets}
            visible = {title: each for title, each in sheets.items() if each.sheet_state == "visible"}
            chosen = _named(sheets, name, wanted) if wanted is not None else _first(visible, name)
            where = _("{file}, sheet {sheet},").format(file=name, sheet=chosen) if len(sheets) > 1 else name
            at, headings, rows = assemble(records(sheets[chosen], where), where, line)
        finally:
            book.close()
    return Sheet(headings, rows, sheet=chosen, sheets=tuple(visible), heading_line=at)


def _named(sheets: dict[str, Any], name: str, wanted: str) -> str:
    plain = {each.strip().casefold(): each for each in sheets}
    found = wanted if wanted in sheets else plain.get(wanted.strip().casefold())
    if found is None:
        raise UsageError(
            _("{file} has no sheet {sheet}. It has: {sheets}.").format(
                file=name, sheet=wanted, sheets=", ".join(sheets)
            )
        )
    return found


def _first(visible: dict[str, Any], name: str) -> str:
    """Return the first sheet that begins with the headings of tasks, else the first that holds rows."""
    if not visible:
        raise UsageError(
            _("{file} has no visible sheet. Show the sheet with the table, and save it.").format(file=name)
        )
    if len(visible) == 1:
        return next(iter(visible))
    starts = {title: list(islice(records(each, name), SOUGHT)) for title, each in visible.items()}
    with_rows = [title for title, start in starts.items() if sum(map(bool, map(any, start))) > 1]
    if not with_rows:
        raise UsageError(
            _("{file} holds no table in its sheets {sheets}.").format(file=name, sheets=", ".join(visible))
        )
    return next((title for title in with_rows if names_fields(starts[title])), with_rows[0])
