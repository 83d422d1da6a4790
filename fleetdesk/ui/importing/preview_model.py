"""The rows of a rehearsal as a table: a tick where the user decides, the state as a sign, what is wrong in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, npgettext, pgettext
from fleetdesk.domain.importing.judged import Judged, row_key
from fleetdesk.domain.importing.mapping import LABELS, PLACE
from fleetdesk.domain.importing.preview import PreviewRow, RowState
from fleetdesk.domain.local_times import on_the_clock
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.rows import Column, Index, RowsModel
from fleetdesk.ui.widgets.status_icons import dot
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole
OTHERS = tuple(name for name in LABELS if name not in ("unit", "order_ref", "start_at", "stop_at", "address"))
"""What a column may be taken for that the list shows only where the file has it."""
STATE_WORDS = {
    RowState.OK: pgettext("row", "good"),
    RowState.WARNING: pgettext("row", "doubtful"),
    RowState.ERROR: pgettext("row", "wrong"),
    RowState.THERE: pgettext("row", "there already"),
}
_MARKS = {RowState.OK: "✓", RowState.WARNING: "!", RowState.ERROR: "✕", RowState.THERE: "–"}
_ORDER = {RowState.ERROR: 0, RowState.WARNING: 1, RowState.OK: 2, RowState.THERE: 3}


def state_count(state: RowState, count: int) -> str:
    """Return in words how many rows are in a state: "3 good"."""
    return {
        RowState.OK: npgettext("rows", "{count} good", "{count} good", count),
        RowState.WARNING: npgettext("rows", "{count} doubtful", "{count} doubtful", count),
        RowState.ERROR: npgettext("rows", "{count} wrong", "{count} wrong", count),
        RowState.THERE: npgettext("rows", "{count} there already", "{count} there already", count),
    }[state].format(count=grouped(count))


def unassigned_count(count: int) -> str:
    """Return in words how many rows have no vehicle."""
    return npgettext(
        "rows", "{count} without a vehicle (kept here)", "{count} without a vehicle (kept here)", count
    ).format(count=grouped(count))


def colour(state: RowState, tokens: Tokens) -> str:
    """Return the colour of a state, as #rrggbb."""
    return {
        RowState.OK: tokens.done,
        RowState.WARNING: tokens.late,
        RowState.ERROR: tokens.stopped,
        RowState.THERE: tokens.silent,
    }[state]


class ImportModel(RowsModel[PreviewRow]):
    """Rows by their number; `without` holds the numbers of those that are unticked; once `closed`, none can change."""

    ticked = Signal()
    mended = Signal(int, str, str)  # the row's number in the file, what its column is taken for, the new text

    def __init__(self, tokens: Callable[[], Tokens]) -> None:
        self._tokens, self._zone = tokens, ZoneInfo("UTC")
        self.without: set[int] = set()
        self.mapped: frozenset[str] = frozenset()
        self.closed = False
        super().__init__(self._make())

    def _make(self) -> list[Column[PreviewRow]]:
        told = ("unit", pgettext("column", "Vehicle"), 90), ("order_ref", pgettext("column", "Reference"), 140)
        start, stop = pgettext("column", "Start"), pgettext("column", "Stop")
        return [
            Column(
                "icon",
                "",
                lambda row: STATE_WORDS[row.state],
                lambda row: (_ORDER[row.state], row.number),
                48,
                roles=self._state,
                hint=_("State: a tick sends the row"),
            ),
            Column(
                "row", pgettext("column", "Row"), lambda row: str(row.number), lambda row: row.number, 54, number=True
            ),
            *(
                Column(name, title, self._teller(name), self._teller(name), width, roles=self._plain)
                for name, title, width in told
            ),
            Column("start", start, self._teller("start_at"), self._sorter("start_at"), 140, roles=self._plain),
            Column("stop", stop, self._teller("stop_at"), self._sorter("stop_at"), 140, roles=self._plain),
            Column(
                "what_is_wrong",
                pgettext("column", "What is wrong"),
                lambda row: row.sentence,
                lambda row: row.sentence,
                300,
                roles=self._wrong,
            ),
            Column("where", pgettext("column", "Where"), self._where, self._where, 120, roles=self._plain),
            *(self._cell_column(name) for name in OTHERS),
        ]

    def _cell_column(self, name: str) -> Column[PreviewRow]:
        tell = self._teller(name)
        return Column(name, LABELS[name], tell, tell, 120, roles=self._plain, hidden=True)

    def _teller(self, name: str) -> Callable[[PreviewRow], str]:
        """Return the function that gives the cell as in the file, and for a time how it was understood."""

        def tell(row: PreviewRow) -> str:
            value = row.fields.get(name)
            if isinstance(value, datetime):
                return on_the_clock(value, self._zone)
            return row.cells.get(name) or str(value or "")

        return tell

    def _sorter(self, name: str) -> Callable[[PreviewRow], tuple[bool, float, str]]:
        """Return the function for a column's sort key: times in order, before them unreadable cells."""

        def order(row: PreviewRow) -> tuple[bool, float, str]:
            value = row.fields.get(name)
            known = isinstance(value, datetime)
            return known, value.timestamp() if isinstance(value, datetime) else 0.0, row.cells.get(name, "")

        return order

    def _where(self, row: PreviewRow) -> str:
        place = row.cells.get(PLACE) or ", ".join(filter(None, (row.cells.get("lat"), row.cells.get("lon"))))
        return row.cells.get("address") or place

    def _state(self, row: PreviewRow, role: int) -> Any:
        if role == Role.DecorationRole:
            return dot(colour(row.state, self._tokens()), 2.0, _MARKS[row.state])
        if role == Role.CheckStateRole and row.draft is not None:
            return Qt.CheckState.Unchecked if row.number in self.without else Qt.CheckState.Checked
        return formatting.hover(STATE_WORDS[row.state]) if role == Role.ToolTipRole else None

    def _wrong(self, row: PreviewRow, role: int) -> Any:
        if role == Role.ForegroundRole and row.state is RowState.ERROR:
            return QColor(self._tokens().stopped)
        if role == Role.ToolTipRole:
            return formatting.hover(
                "\n".join(f"{each.column}: {each.sentence}" for each in (*row.errors, *row.warnings))
            )
        return None

    def _plain(self, row: PreviewRow, role: int) -> Any:
        return QColor(self._tokens().dim) if role == Role.ForegroundRole and row.state is RowState.THERE else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the data as the columns give it, without the words of the state, which is shown as an icon.

        What is edited is the cell as it stands in the file.
        """
        if role == Role.EditRole and (target := self._target(index)):
            row = self.item(self.key(index.row()) or "")
            return row.cells.get(target, "") if row else None
        return None if index.column() == 0 and role == Role.DisplayRole else super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags of a cell; the first column has a tick, and cells of the file can be mended."""
        flags = super().flags(index)
        if index.column() == 0:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if self._target(index) else flags

    def _target(self, index: Index) -> str:
        """Return what the column of a cell that can be mended is taken for; empty for any other cell."""
        key = self.columns[index.column()].key
        target = {"start": "start_at", "stop": "stop_at", "where": "address"}.get(key, key)
        return "" if self.closed or target not in self.mapped else target

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Tick or untick a row that can be sent, or mend a cell of the file; return whether that was possible."""
        row = self.item(self.key(index.row()) or "")
        if role == Role.EditRole and row is not None and (target := self._target(index)):
            self.mended.emit(row.number, target, str(value))
            return True
        if role != Role.CheckStateRole or row is None or row.draft is None or self.closed:
            return False
        (self.without.discard if Qt.CheckState(value) is Qt.CheckState.Checked else self.without.add)(row.number)
        self.touch([row_key(row.number)])
        self.ticked.emit()
        return True

    def show_judged(self, judged: Judged) -> None:
        """Show the rows of a rehearsal; what was unticked stays so."""
        self._zone = ZoneInfo(judged.rehearsal.zone)
        self.mapped = frozenset(filter(None, judged.rehearsal.mapping))
        self.without = {number for number in self.without if row_key(number) in judged.rows}
        self.show_items(judged.rows)
        self.repaint_all()
