"""Dock "Outbox": every write that no server has confirmed, in words, with what will happen next."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, npgettext, pgettext
from fleetdesk.domain.outbox import Op, next_words, state_words, what
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.status_icons import op_icon
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole
EVERY_MS = 1000

NOTHING = (_("Nothing waits"), _("Every change you made is confirmed by its server."))

EXPORTS: Exports[Op] = Exports(
    instead={"saved": (ExportColumn(pgettext("column", "Saved"), lambda op: _moment(op.created_at)),)}
)


class OutboxPane(LatePanel):
    """Table "Outbox"; buttons "Send now", "Edit unsent", "Discard unsent"."""

    retry_wanted = Signal(object)
    edit_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(
        self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo, paused: Callable[[str], str]
    ) -> None:
        super().__init__(_("Outbox"), Placement(Side.MIDDLE, tabbed=True))
        self._store, self._tokens, self._zone, self._paused = store, tokens, zone, paused
        self._ops = store.task_store.waiting

    def build(self) -> None:
        """Build list and buttons."""
        self.model: RowsModel[Op] = RowsModel(self._columns(), EXPORTS)
        self.table = Table(self.model, _("Outbox"), "next")
        self._rows = ListOrEmpty(self.table, Empty(*NOTHING))
        self._lay_out()
        self.model.show_items(self._ops)
        self._store.outbox_changed.connect(self._changed)
        self.table.chosen.connect(lambda _: self._enable())
        self.table.opened.connect(lambda _: self._emit(self.edit_wanted))
        timer = QTimer(self)
        timer.timeout.connect(self.table.repaint_ages)
        timer.start(EVERY_MS)
        self._say()

    def tables(self) -> Sequence[Table]:
        """Return the table of writes."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Clear the selection; return whether there was one."""
        return clear_list(self.table)

    def _columns(self) -> list[Column[Op]]:
        return [
            Column(
                "icon",
                "",
                state_words,
                lambda op: op.state.value,
                26,
                roles=self._sign,
                hint=_("Saved here, being sent, waiting to confirm, or needs your word"),
            ),
            Column("change", pgettext("column", "Change"), what, lambda op: op.id, 200),
            Column("state", pgettext("column", "State"), state_words, lambda op: op.state.value, 150, roles=self._tone),
            Column("next", pgettext("column", "Next"), self._next, lambda op: op.not_before, 200, roles=self._tone),
            Column(
                "saved",
                pgettext("column", "Saved"),
                lambda op: formatting.clock(_moment(op.created_at), self._zone),
                lambda op: op.created_at,
                90,
                number=True,
                roles=self._when,
                hidden=True,
            ),
            Column(
                "tries",
                pgettext("column", "Tries"),
                lambda op: str(op.attempts),
                lambda op: op.attempts,
                50,
                number=True,
                roles=self._tone,
                hidden=True,
            ),
            Column(
                "account",
                pgettext("column", "Account"),
                lambda op: op.account,
                lambda op: op.account,
                90,
                roles=self._tone,
                hidden=True,
            ),
        ]

    def _lay_out(self) -> None:
        self.box.addWidget(self._rows, 1)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self._buttons = [
            button(_("Send now"), hint=_("Ends the waiting; what may have arrived is still looked up first")),
            button(pgettext("button", "Edit"), _("Edit unsent"), hint=_("Opens the task with your values")),
            button(pgettext("button", "Discard"), _("Discard unsent"), hint=_("Gives the change up")),
        ]
        signals = (self.retry_wanted, self.edit_wanted, self.discard_wanted)
        for made, signal in zip(self._buttons, signals, strict=True):
            made.clicked.connect(lambda _=False, signal=signal: self._emit(signal))
        self.header.add(*self._buttons)

    def _next(self, op: Op) -> str:
        return next_words(op, self._store.now().timestamp(), self._paused(op.account))

    def _sign(self, op: Op, role: int) -> Any:
        if role == Role.DecorationRole:
            return op_icon(op, self._tokens())
        return self._tone(op, role)

    def _when(self, op: Op, role: int) -> Any:
        if role == Role.ToolTipRole:
            return formatting.hover(formatting.moment_hover(_moment(op.created_at), self._zone, op.account))
        return self._tone(op, role)

    def _tone(self, op: Op, role: int) -> Any:
        if role == Role.ToolTipRole:
            return formatting.hover(f"{what(op)}\n{state_words(op)}. {self._next(op)}")
        if role == Role.ForegroundRole and op.asks:
            return QColor(self._tokens().stopped)
        return None

    def _changed(self, delta: Delta) -> None:
        self.model.touch(delta.changed, delta.gone)
        self._say()

    def _say(self) -> None:
        count, asking = len(self._ops), self._store.task_store.asking
        self.say_count(count_words(count, asking))
        if count:
            self._rows.show_list()
        else:
            self._rows.show_empty(*NOTHING)
        self._enable()

    def _enable(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        for made in self._buttons:
            made.setEnabled(chosen)

    def chosen(self) -> list[Op]:
        """Return the selected writes."""
        return [self._ops[key] for key in self.table.selected_keys() if key in self._ops]

    def _emit(self, signal: Any) -> None:
        for op in self.chosen():
            signal.emit(op)


def count_words(count: int, asking: int) -> str:
    """Return in words how many writes are not confirmed, and how many of them need the user."""
    if not count:
        return _("all confirmed")
    told = npgettext("outbox", "{count} not confirmed", "{count} not confirmed", count).format(count=grouped(count))
    need = npgettext("outbox", "{count} need you", "{count} need you", asking).format(count=grouped(asking))
    return f"{told}, {need}" if asking else told


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
