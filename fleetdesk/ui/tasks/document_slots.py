"""Two rows in the task form: one slot for each type of document, with how many are filed, wait or are missing."""

from collections import Counter
from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from fleetdesk.base.translation import _, npgettext, pgettext
from fleetdesk.domain.document_rules import missing, need_words, types_of_need
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.statuses import HOLLOW, Colour
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import set_name, set_tip
from fleetdesk.ui.widgets.labels import Button, button
from fleetdesk.ui.widgets.status_icons import dot
from fleetdesk.ui.widgets.theme import Tokens, set_look

ICON_PX = 14
SHORT = {
    DocumentType.IMAGE: pgettext("document", "Image"),
    DocumentType.CMR: pgettext("document", "CMR"),
    DocumentType.DELIVERY_NOTE: pgettext("document", "Delivery note"),
    DocumentType.ORDER: pgettext("document", "Order"),
    DocumentType.OTHER: pgettext("document", "Other"),
    DocumentType.RECEIVER_SIGNATURE: pgettext("document", "Receiver"),
    DocumentType.SENDER_SIGNATURE: pgettext("document", "Sender"),
    DocumentType.CARRIER_SIGNATURE: pgettext("document", "Carrier"),
}
SIGNATURES = (DocumentType.RECEIVER_SIGNATURE, DocumentType.SENDER_SIGNATURE, DocumentType.CARRIER_SIGNATURE)
MARKS = {"filed": (Colour.DONE, "✓"), "waiting": (Colour.PROGRESS, HOLLOW), "missing": (Colour.LATE, "!")}


def _counts_words(filed: int, waiting: int) -> str:
    told = (
        npgettext("documents", "{count} filed", "{count} filed", filed).format(count=filed) if filed else "",
        npgettext("documents", "{count} waiting", "{count} waiting", waiting).format(count=waiting) if waiting else "",
    )
    return ", ".join(filter(None, told))


def _row(owner: QWidget) -> FlowRow:
    row = FlowRow(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    return row


class DocumentSlots(QWidget):
    """Buttons as "CMR: 1 filed", "CMR: 1 waiting", "CMR: missing", "CMR: none"; a click asks for one of the type.

    Those of `signatures` are in a widget of their own, for a row with its own label.
    """

    slot_wanted = Signal(object)
    _task: Task | None = None  # of the class: Qt changes the palette during construction too

    def __init__(
        self, store: Store, document_store: DocumentStore, rules: DocumentRules, tokens: Callable[[], Tokens]
    ) -> None:
        super().__init__()
        self._tokens = tokens
        self._store, self._document_store, self._rules = store, document_store, rules
        self._task: Task | None = None
        self.setAccessibleName(_("Documents of the task"))
        self.signatures = QWidget()
        self.signatures.setAccessibleName(_("Signatures of the task"))
        self.slots = {kind: self._slot(kind) for kind in DocumentType}
        rows = _row(self), _row(self.signatures)
        for kind, made in self.slots.items():
            rows[kind in SIGNATURES].addWidget(made)
        store.outbox_changed.connect(lambda _: self._say())
        document_store.changed.connect(self._on_documents)
        rules.changed.connect(self._say)

    def _slot(self, kind: DocumentType) -> Button:
        made = button(SHORT[kind], kind.words)
        made.setProperty("slot", True)
        made.setIconSize(QSize(ICON_PX, ICON_PX))
        made.clicked.connect(lambda: self.slot_wanted.emit(kind))
        return made

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the theme has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._task is not None:
            self._say()

    def _on_documents(self, keys: Collection[str]) -> None:
        if self._task is not None and self._task.key in keys:
            self._say()

    def show_task(self, task: Task | None) -> None:
        """Show the documents of a task; None keeps what is shown, for a form without a saved task hides the rows."""
        self._task = task
        self._say()

    def _say(self) -> None:
        if self._task is None:
            return
        filed, waiting = self._counts(self._task.key)
        lacking = missing(self._task, filed, waiting, self._rules.rules) if self._known else ()
        for kind, made in self.slots.items():
            need = next((each for each in lacking if kind in types_of_need(each)), None)
            self._show(kind, made, filed[kind], waiting[kind], "" if need is None else need_words(need))

    @property
    def _known(self) -> bool:
        return self._task is not None and self._document_store.is_known(self._task.key)

    def _counts(self, key: str) -> tuple[Counter[str], Counter[str]]:
        filed = Counter(each.type or "" for each in self._document_store.of(key))
        ops = (op for op in self._store.task_store.documents(key) if op.kind is OpKind.UPLOAD)
        there = {each.id for each in self._document_store.of(key)}
        return filed, Counter(str(op.fields.get("type")) for op in ops if op.known.get("file") not in there)

    def _show(self, kind: DocumentType, made: Button, filed: int, waiting: int, need: str) -> None:
        state = "missing" if need else "waiting" if waiting else "filed" if filed else ""
        said = _counts_words(filed, waiting) or self._none_words(need)
        name = _("{type}: {state}").format(type=kind.words, state=said)
        set_name(made, name)
        made.say(f"{SHORT[kind]} {filed + waiting}" if filed + waiting else SHORT[kind])
        made.setIcon(self._icon(state))
        needs = _("This task needs {document}.").format(document=need)
        set_tip(made, f"{name}. {needs}" if need else name)
        set_look(made, state=state)

    def _none_words(self, need: str) -> str:
        if need:
            return pgettext("documents", "missing")
        return pgettext("documents", "none") if self._known else _("not asked yet")

    def _icon(self, state: str) -> QIcon:
        if not state:
            return QIcon()
        colour, mark = MARKS[state]
        return QIcon(dot(self._tokens().of(colour), 2.0, mark))
