"""A table model over keyed items with its own order: sorts and filters in Python, and touches only what changed.

QSortFilterProxyModel over a Python model takes seconds at 10,000 rows, because it asks data() for each comparison;
sorting a list of keys takes milliseconds (both are in the benchmark). What takes longer is arranged a few milliseconds
at a time between other events, and a change of a few rows moves just these.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer

from fleetdesk.base.readable import readable
from fleetdesk.ui.widgets.exports import Exports
from fleetdesk.ui.widgets.sort_filter import NOWHERE, Arranging
from fleetdesk.ui.widgets.sorted_keys import Ordered, arranged

Item = TypeVar("Item")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
KEY_ROLE = Role.UserRole
_TEXT, _ALIGNMENT = (int(Role.DisplayRole), int(Role.AccessibleTextRole)), int(Role.TextAlignmentRole)
_CELL = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
FEW = 100
PAINT_MS = 100
"""How long many rows that changed wait for others before all in view are painted once."""
SEARCHED = 4000  # letters of a text that a search looks through


@dataclass(frozen=True)
class Column(Generic[Item]):
    """One column: its heading, text and order; `roles` answers any other role, `value` what an export writes.

    `key` names it in code and in saved layouts, so it stays when the heading changes; `hidden` is for the first start.
    `ready` looks up what the texts of some items need, which a file waits for and a view does not.
    `stays` says that the order is by what an item is, not by what it does: one that has only moved keeps its row.
    `width` is in pixels at a text of 13. Where the table is too narrow, columns give way by `rank`, the highest first;
    one of rank 0 keeps what its texts need. `least` is what is left of one that has given way.
    """

    key: str
    title: str
    text: Callable[[Item], str]
    order: Callable[[Item], Any]
    width: int = 80
    number: bool = False
    roles: Callable[[Item, int], Any] | None = None
    hint: str = ""
    value: Callable[[Item], Any] | None = None
    hidden: bool = False
    rank: int = 0
    least: int = 44
    ready: Callable[[Sequence[Item]], Awaitable[None]] | None = None
    stays: bool = False


def everything(_item: object) -> bool:
    """Leave every item, as a filter; rows whose order stays need not be looked at then."""
    return True


def heading_of(column: Column[Any]) -> str:
    """Return the heading of a column; one of icons has no title, and its hint begins with what it shows."""
    return column.title or column.hint.partition(":")[0]


class RowsModel(Arranging, Generic[Item]):
    """Rows of `items`, those that `keep` wants, in the order of one column; `exports` is what a file of them holds."""

    def __init__(self, columns: Sequence[Column[Item]], exports: Exports[Item] | None = None) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.exports: Exports[Item] = Exports() if exports is None else exports
        self._items: Mapping[str, Item] = {}
        self._keep: Callable[[Item], bool] = everything
        self._sorted_by, self._descending = 1, False
        self._held = False
        self._waiting: set[str] = set()
        self._painting = QTimer(self, singleShot=True, interval=PAINT_MS)
        self._painting.timeout.connect(self.repaint_all)

    def place(self, key: str) -> int:
        """Return the index of the column with this key."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows shown now."""
        return 0 if parent.isValid() else len(self._shown.keys)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns, with the hidden ones."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what the view asks for one cell; None where there is nothing."""
        key = self.key(index.row())
        item = self._items.get(key) if key is not None else None
        if item is None:
            return None
        column = self.columns[index.column()]
        if role in _TEXT:
            return readable(column.text(item))
        if role == _ALIGNMENT:
            return NUMBER if column.number else WORDS
        if role == KEY_ROLE:
            return key
        return column.roles(item, role) if column.roles else None

    def text(self, row: int, column: int) -> str:
        """Return the text of one cell; none where its item is gone."""
        item = self._items.get(self.key(row) or "")
        return "" if item is None else readable(self.columns[column].text(item))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags of a cell; every row can be dragged where its view allows that."""
        return _CELL if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a column's heading, its alignment, or the hint for its tooltip."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return column.title + (self._arrow if section == self._sorted_by and column.title else "")
        if role == Role.TextAlignmentRole:
            return NUMBER if column.number else WORDS
        return (column.hint or None) if role == Role.ToolTipRole else None

    @property
    def _arrow(self) -> str:
        """Return the sort arrow for the heading's text, because Qt's own lies over right-aligned headings."""
        return " ▾" if self._descending else " ▴"

    def key(self, row: int) -> str | None:
        """Return the key of a shown row, or None."""
        return self._shown.keys[row] if 0 <= row < len(self._shown.keys) else None

    def item(self, key: str) -> Item | None:
        """Return the item with a key, or None."""
        return self._items.get(key)

    def row(self, key: str) -> int | None:
        """Return the row that shows a key, or None."""
        return self._shown.row(key)

    def keys(self) -> Sequence[str]:
        """Return the shown keys in order."""
        return self._shown.keys

    def shown_items(self) -> dict[str, Item]:
        """Return the shown items by their keys, in order."""
        return {key: item for key in self._shown.keys if (item := self._items.get(key)) is not None}

    @property
    def held(self) -> bool:
        """Return whether every row stays in its place now."""
        return self._held

    def hold(self) -> None:
        """Let every row stay in its place while data arrives, because the pointer is over them; texts still change.

        Rows that are added, removed or moved wait for release(); sorting and filtering by the user does not.
        """
        self._held = True

    def release(self) -> None:
        """Bring the rows to where they belong after hold()."""
        self._held = False
        waiting, self._waiting = self._waiting, set()
        if waiting:
            self.touch(waiting)
            self.settled.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows with equal values keep the order of their keys, so that none jumps."""
        self._sorted_by, self._descending = column, order is Qt.SortOrder.DescendingOrder
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.arrange()

    def filter(self, keep: Callable[[Item], bool]) -> None:
        """Show only the items for which `keep` is true; `everything` shows all of them."""
        self._keep = keep
        self.arrange()

    def show_items(self, items: Mapping[str, Item]) -> None:
        """Show the values of this mapping; it may change later, followed by touch()."""
        self._items = items
        self.arrange()

    def touch(self, changed: Iterable[str], gone: Iterable[str] = (), *, only_moved: bool = False) -> None:
        """Move the rows of changed items where need be, then repaint them; of many changes all that is in view.

        `only_moved` says that items do other things than before and none is new or has another name.
        """
        changed, gone = tuple(changed), tuple(gone)
        if self._sliced.busy:
            self._meanwhile.update(changed, gone)
        if self._bringing:
            return
        keep_rows = only_moved and self._keep is everything and self.columns[self._sorted_by].stays
        moving = [] if keep_rows else self._moving((*changed, *gone))
        if self._held:
            self._waiting.update(moving)
        elif len(moving) > FEW:
            if not self._sliced.busy:  # else they are looked at again when it is done
                self.arrange_changed()
        else:
            for key in moving:
                self._settle(key, self._items.get(key))
        if len(changed) <= FEW:
            self._repaint(sorted(row for row in map(self._shown.row, changed) if row is not None))
        elif not self._painting.isActive():
            self._painting.start()

    def _moving(self, keys: Iterable[str]) -> list[str]:
        """Return the keys of items that are added, removed or moved to another row."""
        items, keep, order, of = self._items, self._keep, self.columns[self._sorted_by].order, self._shown.of
        moving = []
        for key in keys:
            item = items.get(key)
            if item is None or not keep(item):
                if key in of:
                    moving.append(key)
            elif key not in of or of[key] != order(item):
                moving.append(key)
        return moving

    def repaint_all(self) -> None:
        """Say that all rows have changed: Qt paints what is in view alone, and finding many rows takes longer."""
        if self._shown.keys:
            self._repaint_span(0, len(self._shown.keys) - 1)

    def _order(self, item: Item) -> Any:
        return self.columns[self._sorted_by].order(item)

    def _settle(self, key: str, item: Item | None) -> None:
        """Add, remove or move the row of one item; the rows stay selected."""
        row = self._shown.row(key)
        if item is None or not self._keep(item):
            if row is not None:
                self.beginRemoveRows(NOWHERE, row, row)
                self._shown.take(row)
                self.endRemoveRows()
            return
        order = self._order(item)
        place = self._shown.place(key, order)
        if row is None:
            self.beginInsertRows(NOWHERE, place, place)
            self._shown.put(place, key, order)
            self.endInsertRows()
        else:
            self._move(row, place, key, order)

    def _move(self, row: int, place: int, key: str, order: Any) -> None:
        moves = place not in (row, row + 1) and self.beginMoveRows(NOWHERE, row, row, NOWHERE, place)
        self._shown.take(row)
        self._shown.put(place - (place > row), key, order)
        if moves:
            self.endMoveRows()

    def _repaint(self, rows: Sequence[int]) -> None:
        """Say that rows have changed, in as few spans as possible."""
        start = 0
        for place in range(len(rows)):
            if place + 1 == len(rows) or rows[place + 1] != rows[place] + 1:
                self._repaint_span(rows[start], rows[place])
                start = place + 1

    def _repaint_span(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _wanted(self) -> Iterator[Ordered | None]:
        """Return the work that sorts and filters all items as is wanted now."""
        self._waiting.clear()
        return arranged(self._items, self._keep, self.columns[self._sorted_by].order, self._descending)

    def _how_many(self) -> int:
        return len(self._items)
