"""The widgets of the dock "Documents" and where they stand; what they do is in pane.py."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.columns import DocumentColumns
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

TEXT_PX = 260


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
        self.buttons = self._buttons()
        self._build()

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

    def _buttons(self) -> tuple[QWidget, ...]:
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
        return self.set_type, self.save_copy, self.all_tasks, self.ask_again, self.add

    def save_layout(self) -> object:
        """Return the sizes of the parts."""
        return [self._left.saveState(), self._sides.saveState()]

    def restore_layout(self, saved: object) -> None:
        """Set the sizes of the parts as saved, where they are known."""
        if isinstance(saved, list) and len(saved) == 2:
            for splitter, state in zip((self._left, self._sides), saved, strict=True):
                if isinstance(state, QByteArray):
                    splitter.restoreState(state)
