"""The widgets of the dock "Documents" and where they stand; what they do is in pane.py."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.columns import ROOM_FOR, DocumentColumns
from fleetdesk.ui.documents.drag_out import DocumentDragOut
from fleetdesk.ui.documents.queue import DocumentsQueue
from fleetdesk.ui.documents.rows import DocumentRow, DocumentRows
from fleetdesk.ui.documents.thumbnails import DocumentTools, icon_size
from fleetdesk.ui.documents.view import DocumentView
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.panel import Empty, ListOrEmpty
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import ROW_PX, Tokens

TEXT_PX, TIGHT_PX = 260, 470
STATE_PX = {False: 176, True: 118}


class DocumentsFrame(QWidget):
    """The parts of the dock "Documents"; `buttons` are for its header.

    Buttons "Add documents", "All documents", "Refresh documents", "Set type", "Save a copy".
    """

    def __init__(
        self,
        store: Store,
        tools: DocumentTools,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        paused: Callable[[str], str],
        drag_out: DocumentDragOut,
    ) -> None:
        super().__init__()
        self.document_rows = DocumentRows(store, tools.document_store)
        self.columns = DocumentColumns(store, self.document_rows, tools, tokens, zone)
        self.model: RowsModel[DocumentRow] = RowsModel(self.columns.columns(), self.columns.exports())
        self.table = Table(self.model, _("Documents"), "name", drag_out.data_for)
        self.queue = DocumentsQueue(store, self.document_rows, tools, self.columns, tokens, zone, paused)
        self.view = DocumentView(tools.looks)
        self.rows = ListOrEmpty(self.table, Empty("", ""))
        self._given_way: set[int] = set()
        self._tight = False
        self.buttons = self._buttons()
        self._build()
        self.table.installEventFilter(self)

    def _build(self) -> None:
        self.table.setIconSize(icon_size(ROW_PX))
        self.table.sortByColumn(self.model.place("when"), Qt.SortOrder.DescendingOrder)
        self.table.setMinimumHeight(2 * ROW_PX)
        self.rows.empty.text.setMinimumWidth(TEXT_PX)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self._left, self._sides = QSplitter(Qt.Orientation.Vertical), QSplitter(Qt.Orientation.Horizontal)
        for splitter, parts, shares in (
            (self._left, (self.rows, self.queue), (3, 2)),
            (self._sides, (self._left, self.view), (5, 3)),
        ):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(6)
            for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
                splitter.addWidget(part)
                splitter.setStretchFactor(place, share)
        self._sides.setSizes([430, 210])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._sides)

    def _buttons(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(4)
        self.set_type = button(_("Type ▾"), _("Set type"), hint=_("What the chosen documents are"))
        self.save_copy = button(
            _("Save copy"), _("Save a copy"), hint=_("Of documents that were filed from this computer")
        )
        self.all_tasks = button(
            _("All tasks"), _("All documents"), hint=_("The documents of all tasks, not of the open one alone")
        )
        self.all_tasks.setCheckable(True)
        self.ask_again = button("⟳", _("Refresh documents"), hint=_("Asks the server which documents there are"))
        self.add = button(
            _("Add documents"), primary=True, hint=_("Files for the open task, or for tasks found by name")
        )
        for made in (self.set_type, self.save_copy, self.all_tasks, self.ask_again, self.add):
            row.addWidget(made)
        return bar

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the columns in when the table has another size."""
        if event.type() == QEvent.Type.Resize:
            self.make_room()
        return super().eventFilter(watched, event)

    def make_room(self) -> None:
        """Hide columns for a while where the name has no room, and show them when it has again."""
        task = self.model.place("task")
        taken = 0 if self.table.isColumnHidden(task) else self.table.columnWidth(task)
        for key, room in ROOM_FOR.items():
            column = self.model.place(key)
            narrow = self.table.width() < room + taken
            if narrow and not self.table.isColumnHidden(column):
                self._given_way.add(column)
                self.table.setColumnHidden(column, True)
            elif not narrow and column in self._given_way:
                self._show_again(column)

        self._tighten(self.table.width() < TIGHT_PX + taken)

    def _tighten(self, tight: bool) -> None:
        """Make the column of the state narrow or wide; its icon says the most of it."""
        if tight != self._tight:
            self._tight = tight
            self.table.setColumnWidth(self.model.place("state"), STATE_PX[tight])

    def show_all_columns(self) -> None:
        """Show the columns hidden for lack of room, so that they are not saved as hidden."""
        for column in tuple(self._given_way):
            self._show_again(column)
        self._tighten(False)

    def _show_again(self, column: int) -> None:
        self._given_way.discard(column)
        self.table.setColumnHidden(column, False)

    def save_layout(self) -> object:
        """Return the sizes of the parts; first show columns hidden for room, so that none is saved so."""
        self.show_all_columns()
        return [self._left.saveState(), self._sides.saveState()]

    def restore_layout(self, saved: object) -> None:
        """Set the sizes of the parts as saved, where they are known, and fit the columns in."""
        if isinstance(saved, list) and len(saved) == 2:
            for splitter, state in zip((self._left, self._sides), saved, strict=True):
                if isinstance(state, QByteArray):
                    splitter.restoreState(state)
