"""The one door to the user: notices that say what happened and what to do, and go away by themselves or by a click."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.focus import FocusBefore
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.labels import Elided
from fleetdesk.ui.widgets.notice_bar import Notice, NoticeBar

MOST, REMEMBERED = 4, 500


@dataclass(frozen=True, slots=True)
class Said:
    """A notice of this session with when it was last said (UTC)."""

    notice: Notice
    at: datetime


class Notices(QWidget):
    """Notices in a stack that floats. Trouble stays until it is closed; what does not fit waits, counted in `more`.

    Of other notices the newest is always shown, and older ones make room. A sentence said again is counted, and its
    time begins anew. While the pointer is over the stack none of it moves or goes by itself. `history` holds what was
    said.
    """

    changed = Signal()  # other notices are shown
    remembered = Signal()  # the history has changed

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Notices"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self.more = Elided("Waiting")
        self.more.setAccessibleName(_("Notices that wait"))
        self.more.hide()
        self._box.addWidget(self.more)
        self._said: dict[str, Notice] = {}
        self._shown: dict[str, NoticeBar] = {}
        self.history: list[Said] = []
        self._downwards = False
        self._arranging = self._unarranged = False
        self._before = FocusBefore()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        self.hide()

    def say(
        self, sentence: str, *, trouble: bool = False, action: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Show a sentence, with a button for one action where there is one; count it where it stands already."""
        before = self._said.get(sentence)
        said = Notice(sentence, trouble, action, do)
        if before is not None:
            said = _said_again(before, said)
            if not before.trouble:
                del self._said[sentence]  # news said again is the newest
        self._said[sentence] = said
        self._remember(said)
        if sentence in self._shown:
            self._shown[sentence].show_notice(said)
        self._arrange()

    def show_work(self, sentence: str, cancel: Callable[[], None]) -> None:
        """Show that something is under way until drop() ends that; it is not news, so the history does not keep it."""
        self._said[sentence] = Notice(sentence, trouble=False, action=_("Cancel"), do=cancel, under_way=True)
        self._arrange()

    def drop(self, sentence: str) -> None:
        """Remove a notice; a waiting one is shown in its place."""
        if self._said.pop(sentence, None):
            self._arrange()

    def grow_downwards(self, down: bool) -> None:
        """Add newer notices below the older ones instead of above, so that none moves where the stack hangs on top."""
        self._downwards = down
        self._box.setDirection(QVBoxLayout.Direction.BottomToTop if down else QVBoxLayout.Direction.TopToBottom)

    @property
    def sentences(self) -> list[str]:
        """Return the sentences that were said and not dropped, shown or not, the oldest first."""
        return list(self._said)

    @property
    def shown(self) -> dict[str, NoticeBar]:
        """Return the bars on the screen by their sentences."""
        return dict(self._shown)

    def leaveEvent(self, event: QEvent) -> None:
        """Let waiting changes happen when the pointer leaves."""
        super().leaveEvent(event)
        self._arrange()

    def _remember(self, said: Notice) -> None:
        if self.history and said.count > 1 and self.history[-1].notice.sentence == said.sentence:
            self.history.pop()
        self.history.append(Said(said, datetime.now(UTC)))
        del self.history[:-REMEMBERED]
        self.remembered.emit()

    def _arrange(self) -> None:
        """Show what fits. What is taken away may move the pointer or the keyboard, and so ask for this again."""
        self._unarranged = True
        if self._arranging:
            return
        self._arranging = True
        try:
            while self._unarranged:
                self._unarranged = False
                self._show_fitting()
        finally:
            self._arranging = False
        self.changed.emit()

    def _show_fitting(self) -> None:
        fitting = self._fitting()
        for sentence in [each for each in self._shown if each not in fitting and not self._is_held(each)]:
            self._take_away(self._shown.pop(sentence))
        for sentence in fitting:
            if sentence not in self._shown:
                self._show(sentence)
        waiting = len([each for each in self._said if each not in self._shown])
        self.more.say(_("{waiting} more").format(waiting=waiting))
        self.more.setVisible(waiting > 0)
        self.setVisible(bool(self._shown))

    def _is_held(self, sentence: str) -> bool:
        """Return whether a notice stays because the pointer is over the stack and nobody closed it."""
        return sentence in self._said and self._keeps_all

    @property
    def _keeps_all(self) -> bool:
        return self.underMouse() and len(self._shown) < 2 * MOST

    def _fitting(self) -> list[str]:
        """Return the sentences to show, the oldest first; forget news for which there is no room."""
        troubles = [sentence for sentence, said in self._said.items() if said.stays]
        news = [sentence for sentence, said in self._said.items() if not said.stays]
        kept = news[-max(1, MOST - len(troubles)) :]
        if not self._keeps_all:
            for sentence in news[: len(news) - len(kept)]:
                del self._said[sentence]
        wanted = {*troubles[: MOST - len(kept)], *kept}
        return [sentence for sentence in self._said if sentence in wanted]

    def _show(self, sentence: str) -> None:
        bar = self._shown[sentence] = NoticeBar(self._said[sentence], self)
        self._box.insertWidget(1, bar)  # beside the older ones, which keep their places
        bar.closed.connect(lambda: self.drop(sentence))
        bar.expired.connect(lambda: self._expired(sentence))
        bar.show()

    def _expired(self, sentence: str) -> None:
        bar = self._shown.get(sentence)
        if bar is not None and (self.underMouse() or _is_in(self, QApplication.focusWidget())):
            bar.show_longer()
        else:
            self.drop(sentence)

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if _is_in(self, now) and not _is_in(self, old):
            self._before.remember(old)

    def _take_away(self, bar: NoticeBar) -> None:
        if _is_in(bar, QApplication.focusWidget()):
            self._pass_focus_on()
        self._box.removeWidget(bar)  # or it keeps its room until it is deleted
        bar.hide()
        bar.deleteLater()

    def _pass_focus_on(self) -> None:
        """Give the keyboard to the newest notice that is left, or back to what had it before."""
        newest = next(reversed(self._shown.values()), None)
        if newest is not None:
            newest.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._before.give_back()


def _is_in(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and part.isAncestorOf(focus)


def _said_again(before: Notice, said: Notice) -> Notice:
    """Return a notice that is said again, counted; trouble stays trouble, and an action stays where none is given."""
    action, do = (said.action, said.do) if said.do else (before.action, before.do)
    return replace(said, trouble=before.trouble or said.trouble, action=action, do=do, count=before.count + 1)


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
