"""The columns of the task list, and what a search in it looks through."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from fleetdesk.base.readable import CHARACTERS, NAME, readable
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.outbox import next_words, state_words, what
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.rows import SEARCHED, Column
from fleetdesk.ui.widgets.status_icons import op_icon, task_icon
from fleetdesk.ui.widgets.task_formatting import status_hover, status_of, unit_of
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole


def columns(store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> list[Column[Task]]:
    """Return the columns: state, what waits, reference, place, window, vehicle; the others are hidden at first."""
    look = TaskCells(store, tokens, zone)
    hidden = (*_of_the_order(look, store), *_of_the_record(look, zone))
    return [*_shown_at_first(look, store, zone), *(replace(each, hidden=True) for each in hidden)]


def _shown_at_first(look: "TaskCells", store: Store, zone: ZoneInfo) -> list[Column[Task]]:
    return [
        Column(
            "icon",
            "",
            lambda task: status_of(task, store),
            lambda task: task.status.value,
            26,
            roles=look.sign,
            hint=_("Status: grey unassigned, purple assigned, blue in progress, green done, red rejected, gold late"),
        ),
        Column(
            "reference",
            pgettext("column", "Reference"),
            lambda task: task.name,
            lambda task: task.order_ref or "",
            172,
            roles=look.reference,
            rank=1,
            least=118,
        ),
        Column(
            "sent",
            "",
            look.waiting,
            lambda task: not store.task_store.ops(task.key),
            24,
            roles=look.sent,
            hint=_(
                "Hollow: saved on this computer. Arrow: on its way. Question: waiting to confirm. "
                "Exclamation: needs your word. Nothing: confirmed."
            ),
        ),
        Column(
            "where",
            pgettext("column", "Where"),
            lambda task: formatting.place(task.address),
            lambda task: formatting.folded(formatting.place(task.address)),
            110,
            roles=look.dim,
            rank=2,
        ),
        Column(
            "window",
            pgettext("column", "Window"),
            lambda task: formatting.window(task.start_at, task.stop_at, zone),
            lambda task: _moment(task.start_at),
            112,
            number=True,
            roles=look.times,
        ),
        Column(
            "vehicle",
            pgettext("column", "Vehicle"),
            lambda task: unit_of(task, store),
            lambda task: unit_of(task, store),
            74,
            roles=look.plain,
        ),
    ]


def _of_the_order(look: "TaskCells", store: Store) -> list[Column[Task]]:
    return [
        Column(
            "status",
            pgettext("column", "Status"),
            lambda task: status_of(task, store),
            lambda task: task.status.value,
            108,
            roles=look.status,
        ),
        Column(
            "customer",
            pgettext("column", "Customer"),
            lambda task: _line(task.details),
            lambda task: formatting.folded(_line(task.details)),
            110,
            roles=look.dim,
            hint=_("Order details"),
        ),
        Column(
            "description",
            pgettext("column", "Description"),
            lambda task: _line(task.description),
            lambda task: formatting.folded(_line(task.description)),
            120,
            roles=look.dim,
        ),
    ]


def _of_the_record(look: "TaskCells", zone: ZoneInfo) -> list[Column[Task]]:
    return [
        Column(
            "changed",
            pgettext("column", "Changed"),
            lambda task: formatting.clock(task.updated_at, zone),
            lambda task: _moment(task.updated_at),
            84,
            number=True,
            roles=look.changed,
        ),
        Column(
            "by",
            pgettext("column", "By"),
            lambda task: task.sender or "",
            lambda task: formatting.folded(task.sender or ""),
            90,
            roles=look.dim,
        ),
        Column(
            "created",
            pgettext("column", "Created"),
            lambda task: formatting.clock(task.created_at, zone),
            lambda task: _moment(task.created_at),
            84,
            number=True,
            roles=look.created,
        ),
        Column(
            "account",
            pgettext("column", "Account"),
            lambda task: task.account,
            lambda task: task.account,
            80,
            roles=look.dim,
        ),
    ]


def _moment(value: Any) -> float:
    return value.timestamp() if value else 0.0


def _line(text: str | None) -> str:
    return " ".join((text or "")[: 2 * CHARACTERS].split())


class TaskCells:
    """What the columns answer for colours, fonts and pictures; what somebody else changed is bold until it is seen."""

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        self._store, self._tokens, self._zone = store, tokens, zone
        self._medium, self._bold = QFont(), QFont()
        self._medium.setWeight(QFont.Weight.DemiBold)
        self._bold.setWeight(QFont.Weight.Black)

    def sign(self, task: Task, role: int) -> Any:
        """Return for a role the icon of the status or its tooltip."""
        if role != Role.DecorationRole:
            return formatting.hover(status_hover(task, self._store)) if role == Role.ToolTipRole else None
        return task_icon(task, task.late(self._store.now()), self._tokens())

    def waiting(self, task: Task) -> str:
        """Return in words the state of the task's first unconfirmed write; empty when all is confirmed."""
        ops = self._store.task_store.ops(task.key)
        return state_words(ops[0]) if ops else ""

    def sent(self, task: Task, role: int) -> Any:
        """Return for a role the icon of what waits, or the tooltip that lists the waiting writes."""
        ops = self._store.task_store.ops(task.key)
        if role == Role.DecorationRole and ops:
            return op_icon(ops[0], self._tokens())
        if role == Role.ToolTipRole and ops:
            now = self._store.now().timestamp()
            return formatting.hover("\n".join(f"{what(op)}: {state_words(op)}. {next_words(op, now)}" for op in ops))
        return None

    def reference(self, task: Task, role: int) -> Any:
        """Return for a role the font of the reference, or the tooltip that says who changed the task last."""
        if role == Role.FontRole:
            return self._bold if task.key in self._store.task_store.unseen else self._medium
        if role == Role.ToolTipRole:
            sender = readable(task.sender or pgettext("person", "unknown"), NAME)
            who = _("Changed by {person}, {time}").format(
                person=sender, time=formatting.both_clocks(task.updated_at, self._zone)
            )
            account = formatting.of_account(task.account)
            return formatting.hover(f"{readable(task.order_ref or str(task.id))}\n{who}\n{account}")
        return None

    def plain(self, task: Task, role: int) -> Any:
        """Return for a role a heavier font while the task has changes not yet seen, else None."""
        return self._medium if role == Role.FontRole and task.key in self._store.task_store.unseen else None

    def dim(self, task: Task, role: int) -> Any:
        """Return for a role the dim colour of secondary text, or the font while the task has unseen changes."""
        return QColor(self._tokens().dim) if role == Role.ForegroundRole else self.plain(task, role)

    def status(self, task: Task, role: int) -> Any:
        """Return for a role the tooltip of the status with the vendor's own code, or what dim() returns."""
        if role == Role.ToolTipRole:
            return formatting.hover(status_hover(task, self._store))
        return self.dim(task, role)

    def changed(self, task: Task, role: int) -> Any:
        """Return for a role the tooltip of the last change in both zones, or what dim() returns."""
        return self._moment(task, task.updated_at, role)

    def created(self, task: Task, role: int) -> Any:
        """Return for a role the tooltip of the creation in both zones, or what dim() returns."""
        return self._moment(task, task.created_at, role)

    def _moment(self, task: Task, moment: datetime | None, role: int) -> Any:
        if role == Role.ToolTipRole:
            return formatting.hover(formatting.moment_hover(moment, self._zone, task.account))
        return self.dim(task, role)

    def times(self, task: Task, role: int) -> Any:
        """Return for a role the tooltip of the window in both zones, or what plain() returns."""
        if role == Role.ToolTipRole:
            start, stop = (formatting.both_clocks(each, self._zone) for each in (task.start_at, task.stop_at))
            return formatting.hover(
                _("Start {start}\nStop {stop}\nAccount {account}").format(start=start, stop=stop, account=task.account)
            )
        return self.plain(task, role)


def haystack(task: Task, store: Store) -> str:
    """Return all texts of a task that a search looks through, in lower case."""
    told = (
        task.order_ref,
        task.address,
        task.description,
        task.details,
        task.notes,
        unit_of(task, store),
        TASKS[task.status].word,
        task.sender,
        str(task.id or ""),
    )
    return " ".join(each[:SEARCHED] for each in told if each).casefold()
