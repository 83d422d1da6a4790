"""List "Document queue": every document that no server has confirmed, of all accounts, and what can be done with it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import size_words
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.documents.file_names import plain_name
from fleetdesk.domain.outbox import Op, OpKind, next_words
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.columns import DocumentColumns
from fleetdesk.ui.documents.queue_paint import QueuePaint
from fleetdesk.ui.documents.rows import DocumentRow, DocumentRows
from fleetdesk.ui.documents.thumbnails import DocumentTools
from fleetdesk.ui.documents.upload_actions import can_cancel, can_identify, can_pause, can_resume, can_retry, candidates
from fleetdesk.ui.documents.upload_speed import UploadPace
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.document_formatting import type_words
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import add_entry, set_tip
from fleetdesk.ui.widgets.labels import Elided, button
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.theme import Tokens

EVERY_MS = 1000
AGAIN = _("An interrupted upload starts from its beginning.")


class DocumentsQueue(QWidget):
    """Buttons "Pause upload", "Resume upload", "Cancel upload", "Retry upload", "Identify"."""

    pause_wanted = Signal(object)
    resume_wanted = Signal(object)
    cancel_wanted = Signal(object)
    retry_wanted = Signal(object)
    identify_wanted = Signal(object, object)  # the op and the document that it is
    picked = Signal(object)

    def __init__(
        self,
        store: Store,
        document_rows: DocumentRows,
        tools: DocumentTools,
        columns: DocumentColumns,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        paused: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._store, self._documents, self._tools = store, document_rows, tools
        self._columns, self._zone = columns, zone
        self.model: RowsModel[DocumentRow] = RowsModel(
            [Column("document", "", self._told, lambda row: row.op.id if row.op else 0, roles=self._hover)]
        )
        self.list, self._pace = QListView(), UploadPace()
        self._paused = paused
        self._paint = QueuePaint(document_rows, columns, tokens, self._line)
        self._total, self._bar = Elided("Dim"), QProgressBar()
        self._build()
        self.model.sort(0)
        self.model.filter(_waits)
        self.model.show_items(document_rows.rows)
        document_rows.changed.connect(self._changed)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(EVERY_MS)
        self._say()

    def _build(self) -> None:
        self.list.setAccessibleName(_("Document queue"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._paint)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._total.setAccessibleName(_("Uploads in all"))
        self._bar.setAccessibleName(_("Uploads done"))
        self._bar.setTextVisible(False)
        self._bar.setObjectName("UploadsBar")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part, stretch in ((self._head(), 0), (self._bar, 0), (self.list, 1)):
            box.addWidget(part, stretch)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("QueueHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 4, 6, 4)
        row.setSpacing(4)
        row.addWidget(self._total, 1)
        buttons = QWidget()
        flow = FlowRow(buttons)  # a narrow dock has them in two lines
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(4)
        row.addWidget(buttons)
        self._acts: list[tuple[QPushButton, Callable[[Op], bool]]] = []
        for text, name, can, hint, do in (
            (
                pgettext("button", "Pause"),
                _("Pause upload"),
                can_pause,
                AGAIN,
                lambda: self._emit(self.pause_wanted, can_pause),
            ),
            (
                pgettext("button", "Resume"),
                _("Resume upload"),
                can_resume,
                AGAIN,
                lambda: self._emit(self.resume_wanted, can_resume),
            ),
            (pgettext("button", "Retry"), _("Retry upload"), self._can_retry, _("Sends it at once"), self._retry),
            (_("Identify ▾"), _("Identify"), can_identify, _("Say which file on the server it is"), self._identify),
            (
                pgettext("button", "Cancel"),
                _("Cancel upload"),
                can_cancel,
                _("Gives the document up"),
                lambda: self._emit(self.cancel_wanted, can_cancel),
            ),
        ):
            made = button(text, name, flat=True, hint=hint)
            made.clicked.connect(lambda _=False, do=do: do())
            flow.addWidget(made)
            self._acts.append((made, can))
        self._which = next(made for made, can in self._acts if can is can_identify)
        return head

    # -- saying

    def _told(self, row: DocumentRow) -> str:
        """Return the whole row as one sentence, for screen readers."""
        return f"{row.name}, {size_words(row.size)}, {self._line(row)}"

    def _hover(self, row: DocumentRow, role: int) -> str | None:
        """Return for the tooltip role the whole text of the row, else None."""
        return formatting.hover(self._told(row).replace(" · ", "\n")) if role == Qt.ItemDataRole.ToolTipRole else None

    def _line(self, row: DocumentRow) -> str:
        parts = [type_words(row.type), self._columns.task(row), self._columns.state(row)]
        if row.op is not None and self._documents.share(row.op) is None:
            parts.append(next_words(row.op, self._store.now().timestamp(), self._paused(row.op.account)))
        return " · ".join(part for part in parts if part)

    def _changed(self, delta: Delta) -> None:
        self.model.touch(delta.changed, delta.gone)
        self._say()

    def _say(self) -> None:
        """Show the line for all uploads, and enable the buttons that make sense."""
        going = [row for row in self.rows() if row.op is not None and not row.op.asks and not row.op.paused]
        sent = sum(each.sent for each in self._documents.progress.values())
        whole = sum(row.size for row in going)
        text = self._pace.words(len(going), sent, whole) if going else _stopped_words(self.model.rowCount())
        self._total.say(f"{text} · {AGAIN}")
        set_tip(self._total, f"{text}\n{AGAIN}")
        self._bar.setMaximum(1000)
        self._bar.setValue(round(1000 * sent / whole) if whole else 0)
        self._enable()

    def _tick(self) -> None:
        """Repaint the list and update the buttons, because time passes without any message."""
        self.list.viewport().update()
        self._enable()

    def set_speed(self, speed: float) -> None:
        """Show the speed of all uploads together, in bytes a second."""
        self._pace.add(speed)
        self._say()

    # -- choosing

    def rows(self) -> list[DocumentRow]:
        """Return the documents in the queue, the oldest first."""
        shown = self.model.keys()
        return [self._documents.rows[key] for key in shown if key in self._documents.rows]

    def chosen(self) -> list[Op]:
        """Return the selected uploads; without a selection the only one, where there is just one."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        keys = [self.model.key(row) for row in rows] or (list(self.model.keys()) if self.model.rowCount() == 1 else [])
        found = (self._documents.rows.get(key or "") for key in keys)
        return [row.op for row in found if row is not None and row.op is not None]

    def _chosen(self) -> None:
        self._enable()
        keys = [self.model.key(index.row()) for index in self.list.selectionModel().selectedIndexes()]
        if len(keys) == 1:
            self.picked.emit(keys[0])

    def _enable(self) -> None:
        ops = self.chosen()
        for made, can in self._acts:
            made.setEnabled(any(can(op) for op in ops))
        self._which.setVisible(any(can_identify(op) for op in ops))

    def _can_retry(self, op: Op) -> bool:
        return can_retry(op, self._store.now().timestamp())

    def _emit(self, signal: object, can: Callable[[Op], bool]) -> None:
        for op in self.chosen():
            if can(op):
                signal.emit(op)  # type: ignore[attr-defined]

    def _retry(self) -> None:
        self._emit(self.retry_wanted, self._can_retry)

    def _identify(self) -> None:
        op = next((op for op in self.chosen() if can_identify(op)), None)
        if op is not None:
            made = self.identify_menu(op)
            made.popup(self._which.mapToGlobal(self._which.rect().bottomLeft()))

    def identify_menu(self, op: Op) -> QMenu:
        """Return the menu of the files on the server that it may be, and of none of them."""
        menu = QMenu(self)
        menu.setAccessibleName(_("Which file is it"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in candidates(op, self._tools.document_store):
            said = (
                type_words(each.type),
                plain_name(each.name or each.file_name or f"#{each.id}"),
                formatting.clock(each.uploaded_at, self._zone),
                plain_name(each.sender or formatting.NOTHING),
            )
            act = add_entry(menu, " · ".join(said))
            act.triggered.connect(lambda _=False, each=each: self.identify_wanted.emit(op, each))
        if menu.isEmpty():
            menu.addAction(_("The server lists no such file now")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(_("None of these: send again")).triggered.connect(lambda: self.retry_wanted.emit(op))
        return menu


def _stopped_words(count: int) -> str:
    return ngettext("{count} stopped or asking", "{count} stopped or asking", count).format(count=count)


def _waits(row: DocumentRow) -> bool:
    return row.op is not None and row.op.kind is OpKind.UPLOAD
