"""Dock "Documents": the documents of the open task or of all, those that wait here among them, and a look at each."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.count_words import count_documents
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.keys import task_key
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.sync.document_service import Progress
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.drag_out import DocumentDragOut
from fleetdesk.ui.documents.frame import DocumentsFrame
from fleetdesk.ui.documents.rows import DocumentRow
from fleetdesk.ui.documents.thumbnails import DocumentTools
from fleetdesk.ui.documents.view import DocumentWindow, Shown
from fleetdesk.ui.widgets.document_formatting import NO_FILES
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.panel import Panel, Placement, Side
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import Tokens

NOT_ASKED = _("Press ⟳ to ask the server which documents there are.")
DROP = _("Drop files here, or press Add documents.")


class DocumentsPane(Panel):
    """Dock "Documents": shows those of the task opened last, or of all, and emits what the user wants of them."""

    add_wanted = Signal()
    look_wanted = Signal(str)  # the key of a task, or nothing for those of all tasks
    retype_wanted = Signal(object, object)  # a document and its new DocumentType
    edit_wanted = Signal(object, object)  # an upload that has not begun, and its changed fields
    turned = Signal(str)  # the key of the task whose documents are shown now
    save_wanted = Signal(object)  # a document whose copy is here

    def __init__(
        self,
        store: Store,
        tools: DocumentTools,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        paused: Callable[[str], str],
        drag_out: DocumentDragOut,
    ) -> None:
        super().__init__(_("Documents"), Placement(Side.MIDDLE, tabbed=True))
        self._store, self.tools = store, tools
        self._parts = parts = DocumentsFrame(store, tools, tokens, zone, paused, drag_out)
        self.document_rows, self.columns, self.model = parts.document_rows, parts.columns, parts.model
        self.table, self.queue, self.view = parts.table, parts.queue, parts.view
        self.set_type, self.save_copy, self.all_tasks = parts.set_type, parts.save_copy, parts.all_tasks
        self.box.addWidget(parts, 1)
        self.header.add(*parts.buttons)
        self.task_key = ""
        self._asking: set[str] = set()
        self._trouble: dict[str, str] = {}
        self._chosen_row: DocumentRow | None = None
        self.document_rows.changed.connect(self._changed)
        tools.document_store.changed.connect(lambda _: self._say())
        tools.looks.arrived.connect(lambda _: self._repaint())
        self.table.chosen.connect(lambda _: self._show_chosen())
        self.table.chosen.connect(lambda keys: drag_out.prepare(self._documents_of(keys)))
        self.table.opened.connect(lambda _: self.open_large())
        self.table.menu_wanted.connect(self._menu)
        self.view.large_wanted.connect(self.open_large)
        self.queue.picked.connect(self._show_waiting)
        self.all_tasks.toggled.connect(self._switched)
        parts.ask_again.clicked.connect(self._ask)
        parts.add.clicked.connect(self.add_wanted)
        self.save_copy.clicked.connect(self._save)
        self.set_type.clicked.connect(self._popup_types)
        self.model.filter(self._wanted)
        self.model.show_items(self.document_rows.rows)
        self._say()
        self._show_chosen()

    def _documents_of(self, keys: Sequence[str]) -> list[tuple[str, Document]]:
        rows = ((key, self.document_rows.rows.get(key)) for key in keys)
        return [(key, row.document) for key, row in rows if row is not None and row.document is not None]

    # -- what is shown

    def show_task(self, task: Task | None) -> None:
        """Show the documents of another task; none for None, unless those of all tasks are shown."""
        key = task.key if task else ""
        if key != self.task_key:
            self.task_key = key
            self._narrow()
            self.turned.emit(key)

    @property
    def everything(self) -> bool:
        """Return whether the documents of all tasks are shown."""
        return self.all_tasks.isChecked()

    def _wanted(self, row: DocumentRow) -> bool:
        return self.everything or row.task == self.task_key

    def _switched(self, everything: bool) -> None:
        self._narrow()
        if everything and not self._known():
            self.look_wanted.emit("")

    def _narrow(self) -> None:
        self.refresh()
        self.model.filter(self._wanted)
        self._say()
        self._show_chosen()

    def tables(self) -> Sequence[Table]:
        """Return the table of documents."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Clear the selection; return whether there was one."""
        return clear_list(self.table)

    def save_layout(self) -> object:
        """Return the sizes of the parts."""
        return self._parts.save_layout()

    def restore_layout(self, saved: object) -> None:
        """Set the sizes of the parts as saved."""
        self._parts.restore_layout(saved)
        self.refresh()

    def refresh(self) -> None:
        """Show or hide the column of the task as the switch says."""
        self.table.setColumnHidden(self.model.place("task"), not self.everything)

    def set_progress(self, found: Sequence[Progress]) -> None:
        """Show how much of each upload is sent, as DocumentService.moved reports it."""
        self.document_rows.set_progress(found)
        self.queue.set_speed(sum(each.speed for each in found))

    def say_asking(self, key: str, asking: bool, trouble: str = "") -> None:
        """Show that the server is asked for a task's documents (all without a key), or has answered."""
        (self._asking.add if asking else self._asking.discard)(key)
        self._trouble[key] = trouble
        self._say()

    def _changed(self, delta: Delta) -> None:
        chosen = self._chosen_row
        self.model.touch(delta.changed, delta.gone)
        if chosen and chosen.key in delta.gone and chosen.op:
            self._follow(chosen)
        elif chosen and (chosen.key in delta.changed or chosen.key in delta.gone):
            self._show_chosen()
        self._say()

    def _follow(self, before: DocumentRow) -> None:
        """Select the document on the server that the chosen upload has become."""
        there = [row.key for row in self.document_rows.of(before.task) if row.document and row.name == before.name]
        if there:
            self.table.show_selection((there[-1],))
        self._show_chosen()

    def _repaint(self) -> None:
        self.table.viewport().update()
        self.queue.list.viewport().update()

    # -- saying

    def _say(self) -> None:
        shown = self.model.rowCount()
        waiting = self.queue.model.rowCount()
        self.queue.setVisible(waiting > 0)
        task = self._store.tasks.get(self.task_key)
        of = _("all tasks") if self.everything else task.name if task else ""
        said = [self._counted(shown), of]
        self.say_count(" · ".join(part for part in said if part))
        if shown:
            self._parts.rows.show_list()
        else:
            self._parts.rows.show_empty(self._title(), self._advice())

    def _counted(self, shown: int) -> str:
        """Return the number of documents in words; that they may be old where asking has failed."""
        if self._where in self._asking:
            return _("asking …")
        count = count_documents(shown) if shown or self._known() else ""
        trouble = self._trouble.get(self._where) if count else ""
        return (
            _("{documents}, not asked anew: {trouble}").format(documents=count, trouble=trouble) if trouble else count
        )

    @property
    def _where(self) -> str:
        return "" if self.everything else self.task_key

    def _title(self) -> str:
        if not self.everything and not self.task_key:
            return _("No task open")
        return _("No documents yet") if self._known() else _("Not asked yet")

    def _advice(self) -> str:
        if not self.everything and not self.task_key:
            return _("Open a task to see its documents and to add some, or press All tasks.")
        if self._where in self._asking:
            return _("Asking the server …")
        if self._trouble.get(self._where):
            return self._trouble[self._where]
        return DROP if self._known() else NOT_ASKED

    def _known(self) -> bool:
        """Return whether a server has listed the documents; a task not yet created has none there."""
        document_store = self.tools.document_store
        if self.everything:
            return any(document_store.is_known(task_key(account, "")) for account in self._store.links)
        task = self._store.tasks.get(self.task_key)
        return document_store.is_known(self.task_key) or bool(task and task.id is None)

    # -- what can be done

    def chosen(self) -> list[DocumentRow]:
        """Return the selected documents."""
        return [row for key in self.table.selected_keys() if (row := self.document_rows.rows.get(key)) is not None]

    def _show_chosen(self) -> None:
        rows = self.chosen()
        self._chosen_row = rows[0] if len(rows) == 1 else None
        self.set_type.setEnabled(bool(rows))
        self.save_copy.setEnabled(any(self._can_save(row) for row in rows))
        self.view.setVisible(bool(rows))  # before anything is chosen the room is the list's
        if len(rows) == 1:
            self._show(rows[0])
        else:
            self.view.show_nothing("", _chosen_words(len(rows)) if rows else "")

    def _show_waiting(self, key: str) -> None:
        """Show the document chosen in the queue, and select it in the table where it is listed."""
        if self.model.row(key) is not None:
            self.table.show_selection((key,))
            self._show_chosen()
        elif key in self.document_rows.rows:
            self._chosen_row = self.document_rows.rows[key]
            self.view.show()
            self._show(self._chosen_row)

    def _show(self, row: DocumentRow) -> None:
        path = self.columns.copy_of(row)
        if path is None:
            self.view.show_nothing("", NO_FILES)
        else:
            self.view.show_document(Shown(path, row.name))

    def open_large(self) -> DocumentWindow | None:
        """Open the shown document in its own window; return that, None without a document."""
        if self.view.shown is None:
            return None
        window = DocumentWindow(self.tools.looks, self.view.shown, self)
        window.show()
        return window

    def _can_save(self, row: DocumentRow) -> bool:
        return row.document is not None and self.columns.copy_of(row) is not None

    def _save(self) -> None:
        for row in self.chosen():
            if self._can_save(row):
                self.save_wanted.emit(row.document)

    def _ask(self) -> None:
        self.tools.looks.forget_failed()
        if self.everything or self.task_key:
            self.look_wanted.emit(self._where)

    def _give_type(self, kind: DocumentType) -> None:
        """Ask for another type of the chosen documents, on the server or in their waiting uploads."""
        for row in self.chosen():
            if row.document is not None and row.type != kind:
                self.retype_wanted.emit(row.document, kind)
            elif row.op is not None and row.type != kind:
                self.edit_wanted.emit(row.op, {"type": kind.value})

    def types_menu(self, parent: QWidget) -> QMenu:
        """Return the menu of the document types, with that of the chosen documents ticked."""
        menu = QMenu(_("Set type"), parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kinds = {row.type for row in self.chosen()}
        for kind in DocumentType:
            act = add_entry(menu, kind.words)
            act.setCheckable(True)
            act.setChecked(kinds == {kind.value})
            act.triggered.connect(lambda _=False, kind=kind: self._give_type(kind))
        return menu

    def _popup_types(self) -> None:
        self.types_menu(self.set_type).popup(self.set_type.mapToGlobal(self.set_type.rect().bottomLeft()))

    def row_menu(self) -> QMenu:
        """Return the menu of the chosen documents, with the reason why some actions are disabled."""
        menu, rows = QMenu(self), self.chosen()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        has_copy = any(self.columns.copy_of(row) is not None for row in rows)
        menu.addAction(_("Open large\tEnter"), self.open_large).setEnabled(len(rows) == 1 and has_copy)
        menu.addMenu(self.types_menu(menu))
        menu.addAction(_("Save a copy …"), self._save).setEnabled(self.save_copy.isEnabled())
        if not has_copy:
            menu.addSeparator()
            add_entry(menu, NO_FILES).setEnabled(False)
        return menu

    def _menu(self, place: QPoint) -> None:
        if self.chosen():
            self.row_menu().popup(place)


def _chosen_words(count: int) -> str:
    return ngettext("{count} document chosen.", "{count} documents chosen.", count).format(count=grouped(count))
