"""Writes a grid as CSV or XLSX, whole or not at all, so that no spreadsheet runs anything of it."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.stoppable import Check, never
from fleetdesk.base.translation import _
from fleetdesk.sheets.grid import Cell, Grid
from fleetdesk.sheets.harmless import harmless
from fleetdesk.sheets.whole import write_export
from fleetdesk.sheets.workbook_out import MAX_ROWS, fill_workbook

KINDS = {".csv": "CSV", ".xlsx": "XLSX"}


def write(path: Path, grid: Grid, *, delimiter: str = ";", check: Check = never) -> None:
    """Write the grid in the kind that the file's name ends with. Blocks: call it in a thread.

    `check` is called for each row, and may raise to end it: then nothing is written.
    """
    kind = path.suffix.casefold()
    if kind == ".xlsx":
        if len(grid.rows) > MAX_ROWS:
            raise UsageError(_("A workbook holds at most {count} rows. Export as CSV.").format(count=grouped(MAX_ROWS)))
        write_export(path, lambda file: fill_workbook(file, grid, check))
    elif kind == ".csv":
        write_export(path, lambda file: _fill_csv(file, grid, delimiter, check))
    else:
        raise UsageError(_("{file} ends with neither .csv nor .xlsx. Name it so.").format(file=path.name))


def _fill_csv(file: BinaryIO, grid: Grid, delimiter: str, check: Check) -> None:
    """Write UTF-8 with its mark, by which spreadsheets know it; every text in quotes."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([harmless(each) for each in grid.told_headings()])
    for row in grid.rows:
        check()
        writer.writerow([_cell(cell, grid) for cell in row])
    text.flush()
    text.detach()


def _cell(cell: Cell, grid: Grid) -> str | float:
    if isinstance(cell, datetime):
        return str(grid.clock(cell))
    if cell is None:
        return ""
    return cell if isinstance(cell, (int, float)) else harmless(cell)
