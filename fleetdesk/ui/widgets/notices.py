"""The one door to the user: a bar that says what happened and what to do, and goes away by itself or by a click."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button

SHOWN_MS = 9000
MOST, MOST_LINES = 4, 3


@dataclass(frozen=True, slots=True)
class _Notice:
    trouble: bool
    action: str
    do: Callable[[], None] | None


class Notices(QWidget):
    """Notices under the counters. Trouble stays until it is closed; what does not fit waits, and is counted in `more`.

    Of other notices the newest is always shown, and older ones make room.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Notices"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(6, 0, 6, 0)
        self._box.setSpacing(4)
        self.more = Elided()
        self.more.setAccessibleName(_("Notices that wait"))
        self.more.hide()
        self._box.addWidget(self.more)
        self._said: dict[str, _Notice] = {}
        self._shown: dict[str, QFrame] = {}
        self.hide()

    def say(
        self, sentence: str, *, trouble: bool = False, action: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Show a sentence once, with a button for one action where there is one."""
        said = self._said.get(sentence)
        if said and (said.trouble or not trouble):
            return
        if said:
            self.drop(sentence)
        self._said[sentence] = _Notice(trouble, action, do)
        self._arrange()

    def drop(self, sentence: str) -> None:
        """Remove a notice; a waiting one is shown in its place."""
        if self._said.pop(sentence, None):
            self._arrange()

    @property
    def sentences(self) -> list[str]:
        """Return the sentences that were said and not dropped, shown or not, the oldest first."""
        return list(self._said)

    @property
    def shown(self) -> dict[str, QFrame]:
        """Return the bars on the screen by their sentences."""
        return dict(self._shown)

    def _arrange(self) -> None:
        fitting = self._fitting()
        for sentence in [each for each in self._shown if each not in fitting]:
            self._take_away(self._shown.pop(sentence))
        for place, sentence in enumerate(fitting):
            if sentence not in self._shown:
                self._show(place, sentence)
        waiting = len(self._said) - len(fitting)
        self.more.say(_("{waiting} more").format(waiting=waiting))
        self.more.setVisible(waiting > 0)
        self.setVisible(bool(fitting))

    def _fitting(self) -> list[str]:
        """Return the sentences to show, the oldest first; forget news for which there is no room."""
        troubles = [sentence for sentence, said in self._said.items() if said.trouble]
        news = [sentence for sentence, said in self._said.items() if not said.trouble]
        kept = news[-max(1, MOST - len(troubles)) :]
        for sentence in news[: len(news) - len(kept)]:
            del self._said[sentence]
        wanted = {*troubles[: MOST - len(kept)], *kept}
        return [sentence for sentence in self._said if sentence in wanted]

    def _show(self, place: int, sentence: str) -> None:
        said = self._said[sentence]
        bar = self._shown[sentence] = self._bar(sentence, said.trouble, said.action, said.do)
        self._box.insertWidget(place, bar)
        bar.show()
        if not said.trouble:
            QTimer.singleShot(SHOWN_MS, bar, lambda: self.drop(sentence))

    def _take_away(self, bar: QFrame) -> None:
        self._box.removeWidget(bar)  # or it keeps its room until it is deleted
        bar.hide()
        bar.deleteLater()

    def _bar(self, sentence: str, trouble: bool, action: str, do: Callable[[], None] | None) -> QFrame:
        bar = QFrame()
        bar.setObjectName("Notice")
        bar.setProperty("kind", "trouble" if trouble else "news")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 6, 4)
        text = Paragraph("", sentence, lines=MOST_LINES)
        text.setAccessibleName(_("Notice"))
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(text, 1)
        if do:
            act = button(action)
            act.clicked.connect(do)
            row.addWidget(act)
        close = button("✕", _("Close notice"), flat=True)
        close.clicked.connect(lambda: self.drop(sentence))
        row.addWidget(close)
        return bar


async def done_or_said(work: Coroutine[Any, Any, object], notices: Notices) -> None:
    """Await some work; where it is refused, show the sentence."""
    try:
        await work
    except FleetError as error:
        notices.say(str(error), trouble=True)


def copy_place(lat: float, lon: float, notices: Notices) -> None:
    """Copy latitude and longitude to the clipboard, and say so."""
    text = f"{lat:.6f}, {lon:.6f}"
    copy(text)
    notices.say(_("Copied {text}").format(text=text))
