"""The bar below: how each account stands, how old the data is, what is left of the request budget."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import ASKING, OpState
from fleetdesk.sync.store import LOST, Link, LinkStatus, Store
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.foreign_text import set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided
from fleetdesk.ui.widgets.theme import Tokens

ACCOUNT, STATUS_PX = 24, 420
STATUS_WORDS = {
    LinkStatus.LIVE: "live",
    LinkStatus.CONNECTING: "connecting…",
    LinkStatus.WAITING: "waiting",
    LinkStatus.OFFLINE: "offline",
    LinkStatus.SIGN_IN: _("sign-in needed"),
    LinkStatus.REFUSED: "refused",
}
OUTBOX_WORDS = {
    "saved here": {OpState.QUEUED},
    "on the way": {OpState.SENDING, OpState.CONFIRMING},
    "waiting to confirm": {OpState.UNCERTAIN},
    "need you": ASKING,
}


class StatusBar(QStatusBar):
    """Labels "Connection", "Last update", "Request budget", "Outbox status"."""

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._store, self._tokens, self._zone = store, tokens, zone
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 10, 0)
        self._labels: dict[str, Elided] = {}
        for name in (_("Connection"), _("Last update"), _("Request budget"), _("Outbox status")):
            made = self._labels[name] = Elided(cap_px=STATUS_PX)
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
        """Says it anew; the clock turns red when a server is lost."""
        links = list(self._store.links.values())
        told = "   ".join(f"● {readable(each.account, ACCOUNT)} {STATUS_WORDS[each.status]}" for each in links)
        self._say(_("Connection"), told or _("no account"), self._colour(links))
        set_tip(self._labels["Connection"], "\n".join(each.sentence for each in links if each.sentence))
        self._say(_("Last update"), self._age(links))
        self._say(_("Request budget"), _budget(links))
        self._say(_("Outbox status"), *_outbox(self._store, self._tokens()))
        self._clock.say(f"{self._zone.key}  {datetime.now(self._zone):%H:%M:%S}")
        lost = any(each.status in LOST for each in links)
        self._paint(self._clock, self._tokens().stopped if lost else self._tokens().dim)

    def _say(self, name: str, text: str, colour: str = "") -> None:
        made = self._labels[name]
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
        return _("Last update {zone:%H:%M:%S}, {store} ago").format(
            zone=newest.astimezone(self._zone), store=formatting.age(self._store.now() - newest)
        )


def _outbox(store: Store, tokens: Tokens) -> tuple[str, str]:
    """How much waits and of what kind: "saved" is not "confirmed"."""
    task_store = store.task_store
    counts = {words_: sum(task_store.in_state[state] for state in states) for words_, states in OUTBOX_WORDS.items()}
    told = ", ".join(f"{count} {words_}" for words_, count in counts.items() if count)
    colour = tokens.stopped if task_store.asking else tokens.odd if task_store.waiting else ""
    return f"Outbox: {told or 'all confirmed'}", colour


def _budget(links: list[Link]) -> str:
    limited = [f"{each.spent} of {each.limit}" for each in links if each.limit]
    return _("Request budget {names}").format(names=", ".join(limited)) if limited else ""
