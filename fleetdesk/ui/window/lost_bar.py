"""What stays on the screen while an account is lost, beside the menus, where there always is room: it moves nothing."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.sync.store import Link, Store
from fleetdesk.ui.widgets.focus import FocusBefore
from fleetdesk.ui.widgets.foreign_text import set_description, set_tip
from fleetdesk.ui.widgets.labels import Elided, button
from fleetdesk.ui.window.account_words import lost_sentence

AGAIN_MS = 1000


class LostBar(QFrame):
    """Frame "Lost accounts": which account is lost since when, and a button to ask it again now."""

    retry_wanted = Signal(str)  # the account

    def __init__(self, store: Store, zone: ZoneInfo) -> None:
        super().__init__()
        self._store, self._zone = store, zone
        self.setObjectName("LostBar")
        self.setAccessibleName(_("Lost accounts"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words, self._retry = Elided("LostWords"), button(_("Try now"), _("Try lost accounts now"))
        self._words.setAccessibleName(_("Lost account"))
        self._retry.clicked.connect(self._try_them)
        self._before = FocusBefore()
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 4, 1)
        row.addWidget(self._words, 1)
        row.addWidget(self._retry)
        keeps = self.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keeps)
        store.links_changed.connect(self.refresh)
        timer = QTimer(self)
        timer.timeout.connect(self.refresh)
        timer.start(AGAIN_MS)
        self.refresh()

    def refresh(self) -> None:
        """Show who is lost, longest first, or nothing."""
        lost = sorted((each for each in self._store.links.values() if each.lost), key=_since)
        sentence = lost_sentence(lost, self._zone)
        self._words.say(sentence)
        set_description(self, sentence)
        set_tip(self, "\n".join(f"{each.account}: {each.sentence}" for each in lost if each.sentence))
        leaves = self._retry.hasFocus() and not lost
        self.setVisible(bool(lost))
        if leaves:
            self._before.give_back()

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._retry:
            self._before.remember(before)

    def _try_them(self) -> None:
        for link in list(self._store.links.values()):
            if link.lost:
                self.retry_wanted.emit(link.account)


def _since(link: Link) -> float:
    return link.fresh_at.timestamp() if link.fresh_at else 0.0
