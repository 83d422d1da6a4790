"""The widgets of the task dock and where they stand; what they do is in task_pane.py."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.document_rules import Rule
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.conflict_panel import AskingPanel
from fleetdesk.ui.tasks.document_slots import DocumentSlots
from fleetdesk.ui.tasks.form import TaskForm
from fleetdesk.ui.tasks.form_context import FormContext
from fleetdesk.ui.tasks.status_buttons import StatusButtons
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.labels import Paragraph, button, label
from fleetdesk.ui.widgets.panel import Empty, Panel, Placement, Side, scrolling
from fleetdesk.ui.widgets.theme import Tokens


class TaskFrame(Panel):
    """Dock "Task"; buttons "Save task", "Discard changes", "Nearest vehicles"."""

    save_wanted = Signal()
    status_wanted = Signal(object)
    nearest_wanted = Signal()
    copy_wanted = Signal()
    templates_wanted = Signal()
    shown_on_map = Signal(float, float)
    kept_aside = Signal(str)
    account_changed = Signal(str)
    place_wanted = Signal()
    task_shown = Signal(object)  # the Task whose form is open, or None

    def __init__(
        self,
        store: Store,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        context: FormContext,
        documents: DocumentStore,
        rules: Sequence[Rule],
    ) -> None:
        super().__init__(_("Task"), Placement(Side.RIGHT, tall=560))
        self._store, self._zone = store, zone
        self.form, self.status = TaskForm(zone, context.now), StatusButtons()
        self.slots = DocumentSlots(store, documents, rules, tokens)
        self.asking = AskingPanel(zone, lambda: store.now().timestamp())
        self.account = QComboBox()
        self._account_row = QWidget()
        self._state, self._facts, self._trouble = (
            QLineEdit(),
            Paragraph("Dim", lines=6),
            Paragraph("FieldNote", lines=2, steady=True),
        )
        self._build()

    def _build(self) -> None:
        self._state.setReadOnly(True)
        self._state.setAccessibleName(_("Status"))
        self.form.insert("", self.slots)
        self.form.insert("", self.status)
        self.form.insert(_("Status"), self._state)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._filled())
        self._stack.addWidget(Empty(_("No task open"), _("Choose a task in the list above, or press T for a new one.")))
        self.box.addWidget(holder, 1)
        self.header.add(self._more())

    def _more(self) -> QWidget:
        """What is done with a task now and then, behind one button."""
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
        self._facts.setContentsMargins(12, 0, 12, 8)
        inside.addWidget(self._facts)
        inside.addStretch(1)
        scroll = scrolling(body)
        box = QVBoxLayout(filled)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for each, stretch in ((self.asking, 0), (self._accounts(), 0), (scroll, 1), (self._footer(), 0)):
            box.addWidget(each, stretch)
        return filled

    def _accounts(self) -> QWidget:
        """Where a new task belongs; only there when there is a choice."""
        row = QHBoxLayout(self._account_row)
        row.setContentsMargins(12, 8, 12, 0)
        self.account.setAccessibleName(_("Task account"))
        row.addWidget(label(_("Account"), "Field"))
        row.addWidget(self.account, 1)
        self._account_row.hide()
        return self._account_row

    def _footer(self) -> QWidget:
        footer = QWidget()
        footer.setObjectName("Footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(footer)
        box.setContentsMargins(12, 7, 12, 8)
        self._trouble.setAccessibleName(_("Task answer"))
        self._trouble.setProperty("wrong", True)
        self._trouble.hide()
        self.save = button(_("Save task   Ctrl+S"), _("Save task"), primary=True)
        self.discard = button(_("Discard changes"))
        self.nearest = button(_("Nearest vehicles"), hint=_("Who could be there first, with the reason"))
        for made, do in ((self.save, self.save_wanted.emit), (self.nearest, self.nearest_wanted.emit)):
            made.clicked.connect(do)
        row = QHBoxLayout()
        for each in (self.save, self.discard):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.nearest)
        box.addWidget(self._trouble)
        box.addLayout(row)
        return footer
