"""A table model over keyed items with its own order: sorts and filters in Python, and touches only what changed.

QSortFilterProxyModel over a Python model takes seconds at 10,000 rows, because it asks data() for each comparison;
sorting a list of keys takes milliseconds (both are in the benchmark).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Item = TypeVar("Item")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole
KEY_ROLE = Role.UserRole
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Item]):
    """One column: its heading, text and order; `roles` answers any other role, `value` what an export writes."""

    title: str
    text: Callable[[Item], str]
    order: Callable[[Item], Any]
    width: int = 80
    number: bool = False
    roles: Callable[[Item, int], Any] | None = None
    hint: str = ""
    value: Callable[[Item], Any] | None = None


class RowsModel(QAbstractTableModel, Generic[Item]):
    """Rows of `items`, those that `keep` wants, in the order of one column."""

    def __init__(self, columns: Sequence[Column[Item]], parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._items: Mapping[str, Item] = {}
        self._keys: list[str] = []
        self._row_of: dict[str, int] = {}
        self._order_of: dict[str, Any] = {}
        self._keep: Callable[[Item], bool] = lambda item: True
        self._sorted_by, self._descending = 1, False

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Rows shown now."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Columns, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What the view asks for one cell."""
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        key, column = self._keys[index.row()], self.columns[index.column()]
        item = self._items.get(key)
        if item is None:
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return column.text(item)
        if role == Role.TextAlignmentRole:
            return NUMBER if column.number else WORDS
        if role == KEY_ROLE:
            return key
        return column.roles(item, role) if column.roles else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """A column's heading, its alignment, and on hover what it means."""
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
        """In the heading's own text: Qt's arrow lies over right-aligned headings."""
        return " ▾" if self._descending else " ▴"

    def key(self, row: int) -> str | None:
        """The key of a shown row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def item(self, key: str) -> Item | None:
        """What is shown under a key."""
        return self._items.get(key)

    def row(self, key: str) -> int | None:
        """The row where a key is shown."""
        return self._row_of.get(key)

    def keys(self) -> Sequence[str]:
        """The shown keys in order."""
        return self._keys

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders by a column; equal rows keep the order of their keys, so nothing jumps."""
        self._sorted_by, self._descending = column, order is Qt.SortOrder.DescendingOrder
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.arrange()

    def filter(self, keep: Callable[[Item], bool]) -> None:
        """Shows only the items that `keep` wants."""
        self._keep = keep
        self.arrange()

    def show_items(self, items: Mapping[str, Item]) -> None:
        """Takes the mapping whose values are shown; it may change later, followed by touch()."""
        self._items = items
        self.arrange()

    def touch(self, changed: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Some items changed: rearranged where need be, then repainted in as few spans as possible."""
        changed = tuple(changed)
        if any(True for _ in gone) or self._must_arrange(changed):
            self.arrange()
        self._repaint(sorted(row for row in map(self._row_of.get, changed) if row is not None))

    def _must_arrange(self, changed: Sequence[str]) -> bool:
        return any(self._moves(key, self._items.get(key)) for key in changed)

    def _moves(self, key: str, item: Item | None) -> bool:
        """Whether an item comes, goes, or belongs elsewhere in the order."""
        if item is None or not self._keep(item):
            return key in self._row_of
        return key not in self._row_of or self._order_of.get(key) != self.columns[self._sorted_by].order(item)

    def _repaint(self, rows: Sequence[int]) -> None:
        last, start = len(self.columns) - 1, 0
        for place in range(len(rows)):
            if place + 1 == len(rows) or rows[place + 1] != rows[place] + 1:
                self.dataChanged.emit(self.index(rows[start], 0), self.index(rows[place], last))
                start = place + 1

    def _arranged(self) -> list[str]:
        order = self.columns[self._sorted_by].order
        wanted = [key for key, item in self._items.items() if self._keep(item)]
        self._order_of = {key: order(self._items[key]) for key in wanted}
        wanted.sort()
        wanted.sort(key=self._order_of.__getitem__, reverse=self._descending)
        return wanted

    def arrange(self) -> None:
        """Brings the rows to what is wanted: removed and added at the end, then moved, so that no reset is needed."""
        wanted = self._arranged()
        if wanted == self._keys:
            return
        wanted_set = set(wanted)
        kept = [key for key in self._keys if key in wanted_set]
        if len(kept) < len(self._keys):
            self._remove(kept)
        added = [key for key in wanted if key not in self._row_of]
        if added:
            self.beginInsertRows(NOWHERE, len(kept), len(kept) + len(added) - 1)
            self._set_keys([*kept, *added])
            self.endInsertRows()
        self._reorder(wanted)

    def _remove(self, kept: list[str]) -> None:
        kept_set = set(kept)
        self._reorder([*kept, *(key for key in self._keys if key not in kept_set)])
        self.beginRemoveRows(NOWHERE, len(kept), len(self._keys) - 1)
        self._set_keys(kept)
        self.endRemoveRows()

    def _reorder(self, keys: list[str]) -> None:
        if keys == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        names = [self._keys[index.row()] for index in before]
        self._set_keys(keys)
        after = [self.index(self._row_of[name], index.column()) for name, index in zip(names, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _set_keys(self, keys: list[str]) -> None:
        self._keys = list(keys)
        self._row_of = {key: row for row, key in enumerate(keys)}
