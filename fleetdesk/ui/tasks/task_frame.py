"""The widgets of the task dock and where they stand; what they do is in task_pane.py."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.conflict_panel import AskingPanel
from fleetdesk.ui.tasks.document_slots import DocumentSlots
from fleetdesk.ui.tasks.fact_view import FactView
from fleetdesk.ui.tasks.form import TaskForm
from fleetdesk.ui.tasks.form_context import FormContext
from fleetdesk.ui.tasks.status_buttons import StatusButtons
from fleetdesk.ui.widgets.address_search import AddressBook
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.labels import Paragraph, button, label
from fleetdesk.ui.widgets.panel import Empty, scrolling
from fleetdesk.ui.widgets.theme import Tokens


class TaskFrame(QWidget):
    """The parts of the dock "Task"; buttons "Save task", "Discard changes", "Nearest vehicles"."""

    place_wanted = Signal()
    copy_wanted = Signal()
    templates_wanted = Signal()

    def __init__(
        self,
        store: Store,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        context: FormContext,
        documents: DocumentStore,
        rules: DocumentRules,
        book: AddressBook,
    ) -> None:
        super().__init__()
        self.form, self.status = TaskForm(zone, context.now, book), StatusButtons()
        self.slots = DocumentSlots(store, documents, rules, tokens)
        self.asking = AskingPanel(zone, lambda: store.now().timestamp())
        self.account, self.account_row = QComboBox(), QWidget()
        self.state, self.facts = QLineEdit(), Paragraph("Dim", lines=6)
        self.fact = FactView(tokens, zone, store.now)
        self.trouble = Paragraph("FieldNote", lines=2, steady=True)
        self.save = button(_("Save task   Ctrl+S"), _("Save task"), primary=True)
        self.discard = button(_("Discard changes"))
        self.nearest = button(_("Nearest vehicles"), hint=_("Who could be there first, with the reason"))
        self.more = self._more()
        self._build()

    def show_form(self, whether: bool) -> None:
        """Show the form, or in its place the text that no task is open."""
        self._stack.setCurrentIndex(0 if whether else 1)

    def show_documents(self, task: Task | None) -> None:
        """Show the document slots of a task; none for None, and for a task that is not saved yet."""
        self.slots.show_task(task)
        for row in (self.slots, self.slots.signatures):
            self.form.show_row(row, task is not None)

    def _build(self) -> None:
        self.state.setReadOnly(True)
        self.state.setAccessibleName(_("Status"))
        self.form.insert(_("Signatures"), self.slots.signatures)
        self.form.insert(_("Documents"), self.slots)
        self.form.insert(_("Set to"), self.status)
        self.form.insert(_("Status"), self.state)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._filled())
        self._stack.addWidget(Empty(_("No task open"), _("Choose a task in the list above, or press T for a new one.")))

    def _more(self) -> QWidget:
        """Return the button with the menu of the less frequent actions on a task."""
        made, menu = button(_("More ▾"), _("More for the task"), flat=True), QMenu(self)
        for text, do in (
            (_("Show on map"), self.place_wanted.emit),
            (_("Copy of the task"), self.copy_wanted.emit),
            (_("From a template"), self.templates_wanted.emit),
        ):
            add_entry(menu, text).triggered.connect(do)
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _filled(self) -> QWidget:
        filled, body = QWidget(), QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.form)
        self.facts.setContentsMargins(12, 0, 12, 8)
        inside.addWidget(self.facts)
        inside.addWidget(self.fact)
        inside.addStretch(1)
        self.scrolled = scrolling(body)
        box = QVBoxLayout(filled)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for each, stretch in ((self.asking, 0), (self._accounts(), 0), (self.scrolled, 1), (self._footer(), 0)):
            box.addWidget(each, stretch)
        return filled

    def _accounts(self) -> QWidget:
        """Return the row that chooses the account of a new task, shown only where there are several."""
        row = QHBoxLayout(self.account_row)
        row.setContentsMargins(12, 8, 12, 0)
        self.account.setAccessibleName(_("Task account"))
        row.addWidget(label(_("Account"), "Field"))
        row.addWidget(self.account, 1)
        self.account_row.hide()
        return self.account_row

    def _footer(self) -> QWidget:
        footer = QWidget()
        footer.setObjectName("Footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(footer)
        box.setContentsMargins(12, 7, 12, 8)
        self.trouble.setAccessibleName(_("Task answer"))
        self.trouble.setProperty("wrong", True)
        self.trouble.hide()
        buttons = QWidget()
        row = FlowRow(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for each in (self.save, self.discard, self.nearest):
            row.addWidget(each)
        box.addWidget(self.trouble)
        box.addWidget(buttons)
        return footer
