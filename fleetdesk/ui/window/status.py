"""The bar below: how each account stands, how old the data is, what is left of the request budget."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from fleetdesk.base.local_formats import time_with_seconds
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _, npgettext, pgettext
from fleetdesk.domain.outbox import OpState
from fleetdesk.sync.store import LOST, Link, LinkStatus, Store
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.foreign_text import set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided
from fleetdesk.ui.widgets.theme import Tokens

ACCOUNT, STATUS_PX = 24, 420
STATUS_WORDS = {
    LinkStatus.LIVE: pgettext("connection", "live"),
    LinkStatus.CONNECTING: pgettext("connection", "connecting…"),
    LinkStatus.WAITING: pgettext("connection", "waiting"),
    LinkStatus.OFFLINE: pgettext("connection", "offline"),
    LinkStatus.SIGN_IN: pgettext("connection", "sign-in needed"),
    LinkStatus.REFUSED: pgettext("connection", "refused"),
}
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
    """Labels "Connection", "Last update", "Request budget", "Outbox status"."""

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._store, self._tokens, self._zone = store, tokens, zone
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 10, 0)
        self._labels: dict[_Part, Elided] = {}
        for part, name in NAMES.items():
            made = self._labels[part] = Elided(cap_px=STATUS_PX)
            set_name(made, name)
            made.setMargin(4)
            self.addWidget(made)
        self._clock = Elided(cap_px=STATUS_PX)
        self._clock.setAccessibleName(_("Clock"))
        self.addPermanentWidget(self._clock)
        store.links_changed.connect(self.refresh)
        store.outbox_changed.connect(self.refresh)
        timer = QTimer(self)
        timer.timeout.connect(self.refresh)
        timer.start(1000)
        self.refresh()

    def refresh(self) -> None:
        """Show the state again; the clock turns red when a server cannot be reached."""
        links = list(self._store.links.values())
        told = "   ".join(f"● {readable(each.account, ACCOUNT)} {STATUS_WORDS[each.status]}" for each in links)
        self._say(_Part.CONNECTION, told or _("no account"), self._colour(links))
        set_tip(self._labels[_Part.CONNECTION], "\n".join(each.sentence for each in links if each.sentence))
        self._say(_Part.LAST_UPDATE, self._age(links))
        self._say(_Part.REQUEST_BUDGET, _budget(links))
        self._say(_Part.OUTBOX, *_outbox(self._store, self._tokens()))
        self._clock.say(f"{self._zone.key}  {time_with_seconds(datetime.now(self._zone))}")
        lost = any(each.status in LOST for each in links)
        self._paint(self._clock, self._tokens().stopped if lost else self._tokens().dim)

    def _say(self, part: _Part, text: str, colour: str = "") -> None:
        made = self._labels[part]
        made.setVisible(bool(text))
        made.say(text)
        self._paint(made, colour or self._tokens().dim)

    def _paint(self, made: QLabel, colour: str) -> None:
        sheet = f"color: {colour};"
        if made.styleSheet() != sheet:
            made.setStyleSheet(sheet)

    def _colour(self, links: list[Link]) -> str:
        tokens = self._tokens()
        if any(each.status in LOST for each in links):
            return tokens.stopped
        return tokens.moving if links and all(each.status is LinkStatus.LIVE for each in links) else tokens.dim

    def _age(self, links: list[Link]) -> str:
        heard = [each.heard_at for each in links if each.heard_at]
        if not heard:
            return _("Not updated yet") if links else ""
        newest = max(heard)
        return _("Last update {time}, {age} ago").format(
            time=time_with_seconds(newest.astimezone(self._zone)), age=formatting.age(self._store.now() - newest)
        )


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
    told = ", ".join(words.format(count=count) for count, words in parts if count)
    colour = tokens.stopped if task_store.asking else tokens.odd if task_store.waiting else ""
    return _("Outbox: {state}").format(state=told or _("all confirmed")), colour


def _budget(links: list[Link]) -> str:
    limited = [_("{spent} of {limit}").format(spent=each.spent, limit=each.limit) for each in links if each.limit]
    return _("Request budget {spent}").format(spent=", ".join(limited)) if limited else ""
