"""Any table of the desk as a file: its rows in their order, the columns in sight or everything known of them."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.stoppable import in_stoppable_thread
from fleetdesk.base.translation import _, ngettext
from fleetdesk.sheets.grid import Cell, Grid
from fleetdesk.sheets.writing import KINDS, write
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.dialogs import pick_kind
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.file_writing import with_ending
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.rows import Column, RowsModel, heading_of
from fleetdesk.ui.widgets.table import Table

SLICE_S = 0.008  # so long the cells of rows are made at once


class Export(NamedTuple):
    """A table that a menu exports, and the words of the command. Nobody asks for the table before it is exported."""

    menu: Menu
    text: str
    table: Callable[[], Table]


class _Kind(NamedTuple):
    everything: bool
    ending: str


KINDS_BY_TEXT = {
    _("Workbook, the columns in sight (*.xlsx)"): _Kind(False, ".xlsx"),
    _("Workbook, everything known (*.xlsx)"): _Kind(True, ".xlsx"),
    _("CSV, the columns in sight (*.csv)"): _Kind(False, ".csv"),
    _("CSV, everything known (*.csv)"): _Kind(True, ".csv"),
}
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)


def cell_of(column: Column[Any], item: Any) -> Cell:
    """Return the value to write for a cell: the column's own value, a number where it shows one, else its text."""
    if column.value is not None:
        found: Cell = column.value(item)
        return found
    text = column.text(item)
    return float(text) if column.number and _NUMBER.fullmatch(text) else text


def written_columns(table: Table, *, everything: bool) -> list[ExportColumn]:
    """Return the columns of a file: those that the table shows, in its order, or with `everything` all there are."""
    exports, shown = table.rows.exports, table.shown_columns()
    hidden = [column for column in table.rows.columns if column not in shown]
    made = [each for column in shown for each in _written(column, exports)]
    made += exports.always
    if everything:
        made += [each for column in hidden for each in _written(column, exports)]
        made += exports.more
    return list({each.heading: each for each in reversed(made)}.values())[::-1]


def _written(column: Column[Any], exports: Exports[Any]) -> Sequence[ExportColumn]:
    own = ExportColumn(heading_of(column), lambda item: cell_of(column, item))
    return exports.instead.get(column.key, (own,))


async def in_slices(model: RowsModel[Any], keys: Iterable[str]) -> AsyncIterator[Any]:
    """Yield the items of these rows; other events run between slices, and rows removed meanwhile are left out."""
    ends = time.monotonic() + SLICE_S
    for key in keys:
        item = model.item(key)
        if item is not None:
            yield item
        if time.monotonic() > ends:
            await asyncio.sleep(0)
            ends = time.monotonic() + SLICE_S


async def collect(table: Table, title: str, zone: ZoneInfo, *, everything: bool = False) -> Grid:
    """Return the shown rows; other events run between slices, and rows removed meanwhile are left out."""
    model, columns = table.rows, written_columns(table, everything=everything)
    keys = list(model.keys())
    for column in model.columns if everything else table.shown_columns():
        if column.ready is not None:
            await column.ready([item for key in keys if (item := model.item(key)) is not None])
    rows = [[column.value(item) for column in columns] async for item in in_slices(model, keys)]
    return Grid(title, [column.heading for column in columns], rows, zone)


class Exporter(QObject):
    """Asks for a file and writes a table into it; says how it went."""

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, long_work: LongWork, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._long_work, self._zone = long_work, zone

    def ask(self, table: Table, title: str) -> None:
        """Ask for the file, then write the table; never block."""

        def begin(path: str, kind: str) -> None:
            wanted = KINDS_BY_TEXT[kind]
            self.start(table, title, Path(path), everything=wanted.everything, ending=wanted.ending)

        heading = _("Export {title}").format(title=title)
        pick_kind(table, heading, list(KINDS_BY_TEXT), begin, f"{title}.xlsx")

    def start(
        self, table: Table, title: str, path: Path, *, everything: bool = False, ending: str = ".xlsx"
    ) -> asyncio.Task[None]:
        """Write the table into the file; a name without an ending gets the one that is given."""
        path = with_ending(path, KINDS, ending)
        export = self._export(table, title, path, everything=everything)
        sentence = _("{title} is being written into {file} …").format(title=title, file=readable(path.name, NAME))
        return self._long_work.start(export, f"export {title}", sentence)

    async def _export(self, table: Table, title: str, path: Path, *, everything: bool) -> None:
        try:
            grid = await collect(table, title, self._zone, everything=everything)
            if not grid.rows:
                raise UsageError(_("{title} shows no rows to export.").format(title=title))
            await in_stoppable_thread(lambda check: write(path, grid, check=check))
        except FleetError as error:
            self.failed.emit(str(error))
        else:
            self.done.emit(
                ngettext("{count} row is in {file}.", "{count} rows are in {file}.", len(grid.rows)).format(
                    count=len(grid.rows), file=path.name
                )
            )
