"""The look and the keys that all tables share: 24 px rows, no grid, one column takes the rest."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    Property,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fleetdesk.base.translation import source
from fleetdesk.ui.widgets.column_sizing import ColumnSizing
from fleetdesk.ui.widgets.drag_data import called, carry, carry_data
from fleetdesk.ui.widgets.drops import Drops
from fleetdesk.ui.widgets.foreign_text import add_entry, set_name
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.steady_rows import SteadyRows
from fleetdesk.ui.widgets.table_copy import copy_rows
from fleetdesk.ui.widgets.theme import row_px

Keys = tuple[str, ...]


class Table(QTableView):
    """A table over a RowsModel; selection goes in and out as keys. The column named `stretch` takes the room left."""

    chosen = Signal(object)
    opened = Signal(str)
    menu_wanted = Signal(object)

    def __init__(
        self, model: RowsModel[Any], name: str, stretch: str, outward: Callable[[Keys], QMimeData | None] | None = None
    ) -> None:
        super().__init__()
        self._steady = SteadyRows(self, model)  # first: Qt scrolls as soon as rows are sorted
        self.rows, self.key = model, source(name)  # the key is what the layout file knows it by
        self._quiet = False
        self._offered = ""
        self._outward = outward  # what rows are for other programs
        self.setDragEnabled(outward is not None)
        self._over: str | None = None
        self._selected: frozenset[str] = frozenset()
        self._stretch = model.place(stretch)
        self.setModel(model)
        set_name(self, name)
        self._dress()
        self.sizing = ColumnSizing(self, model, self._stretch)
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.key(index.row()) or ""))

    @property
    def least_px(self) -> int:
        """Return the least width in pixels at which no column scrolls out of sight."""
        return self.sizing.least_px()

    def _get_density(self) -> str:
        return self._density

    def _set_density(self, density: str) -> None:
        self._density = density
        self.verticalHeader().setDefaultSectionSize(row_px(self.fontMetrics().height(), density))

    density = Property(str, _get_density, _set_density)
    """How close the rows stand, a key of ROWS_PX; the style sheet sets it."""

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().setVisible(False)
        # Fixed: ResizeToContents asks for every row (0.4 s at 10,000).
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_density("usual")
        self._dress_header(self.horizontalHeader())

    def _dress_header(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
        # One of its own, always empty: Qt asks for every selected cell before it paints a heading (0.2 s of 10,000).
        header.setSelectionModel(QItemSelectionModel(self.rows, header))
        header.setMinimumSectionSize(22)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(self.rows.columns):
            self.setColumnHidden(number, column.hidden)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSortingEnabled(True)
        header.setSortIndicatorShown(False)
        self.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    def show_selection(self, keys: tuple[str, ...]) -> None:
        """Select the rows of these keys and scroll to a single one, without telling of the change."""
        if any(self.rows.row(key) is None for key in keys):
            self._steady.release()
        rows = sorted(row for row in map(self.rows.row, keys) if row is not None)
        self._quiet = True
        try:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self._ranges(rows), flags)
            if len(rows) == 1:
                index = self.rows.index(rows[0], 1)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.scrollTo(index)
        finally:
            self._quiet = False

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to an index, unless the pointer keeps the rows: Qt would after a press on a row that is cut."""
        if not self._steady.holding:
            super().scrollTo(index, hint)

    def _ranges(self, rows: list[int]) -> QItemSelection:
        selection, last, start = QItemSelection(), self.rows.columnCount() - 1, 0
        for place in range(len(rows)):
            if place + 1 == len(rows) or rows[place + 1] != rows[place] + 1:
                first, end = self.rows.index(rows[start], 0), self.rows.index(rows[place], last)
                selection.select(first, end)
                start = place + 1
        return selection

    def _selection_moved(self) -> None:
        """Tell what is selected where it is something else: Qt says so too when rows come above a selected one."""
        keys = self.selected_keys()
        before, self._selected = self._selected, frozenset(keys)
        if self._selected != before and not self._quiet:
            self.chosen.emit(keys)

    def selected_keys(self) -> tuple[str, ...]:
        """Return the keys of the selected rows, from the top."""
        selection = self.selectionModel().selection()
        spans = sorted((each.top(), each.bottom()) for each in selection.toList())
        keys = self.rows.keys()
        return tuple(key for top, bottom in spans for key in keys[top : bottom + 1])

    def shown_columns(self) -> list[Column[Any]]:
        """Return the columns that are not hidden, in the order on the screen."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [self.rows.columns[column] for column in order if not self.isColumnHidden(column)]

    # -- dragging

    def offer_drag(self, mime: str) -> None:
        """Let the selected rows be dragged; pressing a row outside the selection selects and drags it alone."""
        self._offered = mime
        self.setDragEnabled(True)

    def accept_drop(self, mime: str) -> Drops:
        """Accept these drags on rows, and frame the row below them; the Drops tell on which key they fall."""
        self.setDropIndicatorShown(False)
        drops = Drops(self.viewport(), (mime,), lambda _mime, place: self.rows.key(self.rowAt(round(place.y()))))
        drops.hovered.connect(lambda _mime, _keys, onto, _at: self._mark(onto))
        drops.left.connect(lambda: self._mark(None))
        return drops

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the selected rows, named by their second column."""
        keys = self.selected_keys()
        if self._outward is not None and (data := self._outward(keys)) is not None:
            carry_data(self.viewport(), data, called([url.fileName() for url in data.urls()]))
        elif self._offered and keys:
            rows = (self.rows.row(key) for key in keys)
            names = [str(self.rows.index(row, 1).data()) for row in rows if row is not None]
            carry(self.viewport(), self._offered, keys, called(names, self._offered))

    def _mark(self, key: str | None) -> None:
        if key != self._over:
            self._over = key
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and a frame around the one below a drag; with the focus, around the list and its row."""
        super().paintEvent(event)
        row = None if self._over is None else self.rows.row(self._over)
        painter = QPainter(self.viewport())
        if self.hasFocus():
            self._frame(painter, self.viewport().rect())
            self._frame(painter, self._row_rect(self.currentIndex().row()))
        if row is not None:
            self._frame(painter, self._row_rect(row))
        painter.end()

    def _row_rect(self, row: int) -> QRect:
        if row < 0:
            return QRect()
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def _frame(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def enter(self) -> None:
        """Take the keyboard, with the selected row or else the first one selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.selectionModel().hasSelection() and self.rows.rowCount():
            self.selectRow(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus; where no row is the current one, the first becomes it."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            shown = next(place for place in range(self.rows.columnCount()) if not self.isColumnHidden(place))
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.rows.index(0, shown), flags)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint the list without its frame."""
        super().focusOutEvent(event)
        self.viewport().update()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row with Enter, copy the selected ones with Ctrl+C; leave every other key to Qt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.rows.key(self.currentIndex().row()) or "")
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_rows(self)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected rows; on the Menu key below the current one, which gets selected."""
        current = self.currentIndex()
        if event.reason() != QContextMenuEvent.Reason.Keyboard or not current.isValid():
            self.menu_wanted.emit(event.globalPos())
            return
        if not self.selectionModel().hasSelection():
            self.selectRow(current.row())
        self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(current).bottomLeft()))

    def repaint_ages(self) -> None:
        """Paint the visible rows again, because ages grow without any message."""
        self.viewport().update()

    def repaint_column(self, key: str) -> None:
        """Paint the visible cells of one column again, where no other changes with the time."""
        place = self.rows.place(key)
        width, height = self.columnWidth(place), self.viewport().height()  # a hidden one has no width
        self.viewport().update(self.columnViewportPosition(place), 0, width, height)


class CutInTheMiddle(QStyledItemDelegate):
    """For a column whose texts differ in their ends, such as references."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Set the options as Qt does, with the ellipsis in the middle."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


def attach_columns_menu(table: Table, make_menu: Callable[[], Any]) -> None:
    """Show the menu of the columns on a right click on the headings."""
    header = table.horizontalHeader()
    header.customContextMenuRequested.connect(lambda place: make_menu().popup(header.mapToGlobal(place)))


def columns_menu(table: Table) -> QMenu:
    """Make a menu with a tick for each column that has a heading."""
    menu = QMenu(table)
    for number, column in enumerate(table.rows.columns):
        if column.title:
            action = add_entry(menu, column.title)
            action.setCheckable(True)
            action.setChecked(not table.isColumnHidden(number))
            action.toggled.connect(lambda on, number=number: table.setColumnHidden(number, not on))
    return menu
