"""Any table of the desk as a file: the rows and columns that are shown, in their order, collected without a halt."""

import asyncio
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.translation import _, ngettext
from fleetdesk.sheets.grid import Cell, Grid
from fleetdesk.sheets.writing import KINDS, write
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.rows import Column, heading_of
from fleetdesk.ui.widgets.table import Table

SLICE = 500
KINDS_TEXT = _("Workbook (*.xlsx);;CSV (*.csv)")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)


def cell_of(column: Column[Any], item: Any) -> Cell:
    """Return the value to write for a cell: the column's own value, a number where it shows one, else its text."""
    if column.value is not None:
        found: Cell = column.value(item)
        return found
    text = column.text(item)
    return float(text) if column.number and _NUMBER.fullmatch(text) else text


async def collect(table: Table, title: str, zone: ZoneInfo) -> Grid:
    """Return the shown table; other events run between slices, and rows removed meanwhile are left out."""
    model, columns = table.rows, table.shown_columns()
    keys = list(model.keys())
    rows: list[list[Cell]] = []
    for start in range(0, len(keys), SLICE):
        items = (model.item(key) for key in keys[start : start + SLICE])
        rows.extend([cell_of(column, item) for column in columns] for item in items if item is not None)
        await asyncio.sleep(0)
    return Grid(title, [heading_of(column) for column in columns], rows, zone)


class Exporter(QObject):
    """Asks for a file and writes a table into it; says how it went."""

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, background: Background, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._zone = background, zone

    def ask(self, table: Table, title: str) -> None:
        """Ask for the file, then write the table; never block."""

        def begin(path: str) -> None:
            self.start(table, title, Path(path))

        pick_file(table, _("Export {title}").format(title=title), KINDS_TEXT, begin, save=f"{title}.xlsx")

    def start(self, table: Table, title: str, path: Path) -> asyncio.Task[None]:
        """Write the table into the file; a name without an ending gets that of a workbook."""
        if path.suffix.casefold() not in KINDS:
            path = path.with_name(f"{path.name}.xlsx")
        return self._background.start(self._export(table, title, path), f"export {title}")

    async def _export(self, table: Table, title: str, path: Path) -> None:
        try:
            grid = await collect(table, title, self._zone)
            if not grid.rows:
                raise UsageError(_("{title} shows no rows to export.").format(title=title))
            await asyncio.to_thread(write, path, grid)
        except FleetError as error:
            self.failed.emit(str(error))
        else:
            self.done.emit(
                ngettext("{count} row is in {file}.", "{count} rows are in {file}.", len(grid.rows)).format(
                    count=len(grid.rows), file=path.name
                )
            )
