"""Fills a workbook: text stays text, numbers are numbers, moments are moments of the named zone."""

import math
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from fleetdesk.base.stoppable import Check, never
from fleetdesk.sheets.grid import Cell, Grid
from fleetdesk.sheets.harmless import marked, storable

MAX_ROWS = 1_048_575
_LONGEST = 32_767
_NARROWEST, _WIDEST = 8, 60
_SEEN = 200
_LONGEST_NAME, _NOT_IN_NAMES, _RESERVED = 31, "[]:*?/\\", "history"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def _workbook(file: BinaryIO) -> Any:
    """Return a new workbook; its library is imported by the first, not by each start."""
    import xlsxwriter

    return xlsxwriter.Workbook(file, _OPTIONS)


def fill_workbook(file: BinaryIO, grid: Grid, check: Check = never) -> None:
    """Write the grid as a workbook of one sheet into `file`; `check` is called for each row."""
    with _workbook(file) as book:
        _fill_sheet(book, book.add_worksheet(), grid, check)


def fill_sheets(file: BinaryIO, grids: Sequence[Grid], check: Check = never) -> None:
    """Write each grid as a sheet that is called as the grid is, of one workbook into `file`."""
    with _workbook(file) as book:
        names = set[str]()
        for number, grid in enumerate(grids, 1):
            name = _sheet_name(grid.title, number, names)
            names.add(name.casefold())
            _fill_sheet(book, book.add_worksheet(name), grid, check)


def _sheet_name(title: str, number: int, taken: Collection[str]) -> str:
    """Return a title as Excel takes it for a sheet: at most 31 letters, without some signs, and each name once."""
    name = "".join("_" if each in _NOT_IN_NAMES else each for each in storable(title))[:_LONGEST_NAME].strip("' ")
    if not name or name.casefold() in {*taken, _RESERVED}:
        name = f"{name[: _LONGEST_NAME - 8]} ({number})".strip()
    return name


def _fill_sheet(book: Any, sheet: Any, grid: Grid, check: Check) -> None:
    bold, clock = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    headings = grid.told_headings()
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, _text(heading), bold)
        sheet.set_column(place, place, _width(grid, place, heading))
    for number, row in enumerate(grid.rows, 1):
        check()
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell, grid, clock)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(grid.rows), max(len(headings) - 1, 0))


def _put(sheet: Any, number: int, place: int, cell: Cell, grid: Grid, clock: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, datetime):
        shown = grid.clock(cell)
        if isinstance(shown, datetime):
            sheet.write_datetime(number, place, shown, clock)
        else:
            sheet.write_string(number, place, shown)
    elif isinstance(cell, (int, float)) and math.isfinite(cell):
        sheet.write_number(number, place, cell)
    else:
        sheet.write_string(number, place, _text(marked(str(cell))))


def _text(text: str) -> str:
    """Cut the text to what a workbook's cell holds, because XlsxWriter would leave a longer one out."""
    text = storable(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _width(grid: Grid, place: int, heading: str) -> int:
    if place < len(grid.widths):
        return grid.widths[place]
    longest = max((len(str(row[place])) for row in grid.rows[:_SEEN] if place < len(row)), default=0)
    return min(max(longest, len(heading), _NARROWEST) + 2, _WIDEST)
