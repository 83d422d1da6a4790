"""The bar below: how each account stands, how old the data is, what is left of the request budget."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum, auto
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar

from fleetdesk.base.local_formats import grouped, time_with_seconds
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _, npgettext
from fleetdesk.domain.outbox import OpState
from fleetdesk.domain.recording.moment_words import not_live_words
from fleetdesk.sync.store import Link, Store
from fleetdesk.ui.widgets.foreign_text import draw, set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.window.account_words import ACCOUNT, age_words, colour, needs_help, stalest, standing

STATUS_PX, CONNECTION_PX = 420, 900
GAP, DOTS_PART = "   ", 0.5
OUTBOX_GROUPS = ({OpState.QUEUED}, {OpState.SENDING, OpState.CONFIRMING}, {OpState.UNCERTAIN})


class _Part(Enum):
    CONNECTION = auto()
    LAST_UPDATE = auto()
    REQUEST_BUDGET = auto()
    OUTBOX = auto()


NAMES = {
    _Part.CONNECTION: _("Connection"),
    _Part.LAST_UPDATE: _("Last update"),
    _Part.REQUEST_BUDGET: _("Request budget"),
    _Part.OUTBOX: _("Outbox status"),
}


class StatusBar(QStatusBar):
    """Labels "Connection", "Last update", "Request budget", "Outbox status" and "Clock".

    The outbox is that of `live`, whatever moment the store shows.
    """

    def __init__(self, store: Store, live: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._store, self._live, self._tokens, self._zone = store, live, tokens, zone
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 10, 0)
        self._labels: dict[_Part, Elided] = {}
        self._dots = _Dots()
        for part, name in NAMES.items():
            made = self._labels[part] = self._dots if part is _Part.CONNECTION else Elided(cap_px=STATUS_PX)
            set_name(made, name)
            made.setMargin(4)
            self.addWidget(made)
        self._clock = Elided(cap_px=STATUS_PX)
        self._clock.setAccessibleName(_("Clock"))
        self.addPermanentWidget(self._clock)
        store.links_changed.connect(self.refresh)
        store.turned.connect(self.refresh)
        store.outbox_changed.connect(self.refresh)
        timer = QTimer(self)
        timer.timeout.connect(self.refresh)
        timer.start(1000)
        self.refresh()

    def refresh(self) -> None:
        """Show the state again; the clock turns red when a server cannot be reached."""
        links, tokens = list(self._store.links.values()), self._tokens()
        dots = [(f"● {standing(each, self._store)}", colour(each, tokens)) for each in links]
        self._dots.show_parts(dots or [(_("no account"), tokens.dim)])
        set_tip(self._dots, "\n".join(f"{each.account}: {each.sentence}" for each in links if each.sentence))
        self._say(_Part.LAST_UPDATE, self._age(links))
        self._say(_Part.REQUEST_BUDGET, _budget(links))
        self._say(_Part.OUTBOX, *_outbox(self._live, tokens))
        self._clock.say(self._time_words())
        self._clock.setMinimumWidth(self._clock.sizeHint().width())  # what is never cut, with the accounts
        self._dots.setMinimumWidth(min(self._dots.sizeHint().width(), int(self.width() * DOTS_PART)))
        alarming = self._store.past is not None or any(map(needs_help, links))
        self._paint(self._clock, tokens.stopped if alarming else tokens.dim)

    def _time_words(self) -> str:
        """Return the time of now, or which moment is shown in its place."""
        past = self._store.past
        return (
            not_live_words(past, self._zone)
            if past
            else f"{self._zone.key}  {time_with_seconds(datetime.now(self._zone))}"
        )

    def _say(self, part: _Part, text: str, tint: str = "") -> None:
        made = self._labels[part]
        made.setVisible(bool(text))
        made.say(text)
        self._paint(made, tint or self._tokens().dim)

    def _paint(self, made: QLabel, tint: str) -> None:
        sheet = f"color: {tint};"
        if made.styleSheet() != sheet:
            made.setStyleSheet(sheet)

    def _age(self, links: list[Link]) -> str:
        """Return when the newest data came, of the account where that is longest ago, named where there are others."""
        link = stalest(links)
        if link is None or link.fresh_at is None:
            return _("Not updated yet") if links else ""
        time, age = time_with_seconds(link.fresh_at.astimezone(self._zone)), age_words(link, self._store)
        if len(links) == 1:
            return _("Last update {time}, {age} ago").format(time=time, age=age)
        return _("Last update of {account} {time}, {age} ago").format(
            account=readable(link.account, ACCOUNT), time=time, age=age
        )


class _Dots(Elided):
    """A line of parts, each in a colour of its own; text() is all of it."""

    def __init__(self) -> None:
        super().__init__(cap_px=CONNECTION_PX)
        self._parts: Sequence[tuple[str, str]] = ()

    def show_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show these texts with their colours (#rrggbb)."""
        self._parts = parts
        self.say(GAP.join(text for text, _ in parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each part in its colour, as many as there is room for."""
        painter, room = QPainter(self), self.contentsRect().adjusted(self.margin(), 0, -self.margin(), 0)
        for text, tint in self._parts:
            painter.setPen(QColor(tint))
            draw(painter, room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            room.setLeft(room.left() + self.fontMetrics().horizontalAdvance(readable(text) + GAP))
        painter.end()


def _outbox(store: Store, tokens: Tokens) -> tuple[str, str]:
    """Return how much waits and of what kind: "saved" is not "confirmed"."""
    task_store = store.task_store
    saved, going, doubtful = (sum(task_store.in_state[each] for each in group) for group in OUTBOX_GROUPS)
    asking, kept = task_store.asking, task_store.unassigned
    parts = (
        (saved, npgettext("outbox", "{count} saved here", "{count} saved here", saved)),
        (going, npgettext("outbox", "{count} on the way", "{count} on the way", going)),
        (doubtful, npgettext("outbox", "{count} waiting to confirm", "{count} waiting to confirm", doubtful)),
        (asking, npgettext("outbox", "{count} need you", "{count} need you", asking)),
        (kept, npgettext("outbox", "{count} without a vehicle", "{count} without a vehicle", kept)),
    )
    told = ", ".join(words.format(count=grouped(count)) for count, words in parts if count)
    colour = tokens.stopped if task_store.asking else tokens.odd if task_store.waiting else ""
    return _("Outbox: {state}").format(state=told or _("all confirmed")), colour


def _budget(links: list[Link]) -> str:
    limited = [_("{spent} of {limit}").format(spent=each.spent, limit=each.limit) for each in links if each.limit]
    return _("Request budget {spent}").format(spent=", ".join(limited)) if limited else ""
