"""Opens the bar, turns the desk to what is chosen there, and has everything marked that shows the past."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.local_times import parse_local
from fleetdesk.domain.recording.minutes import nearest_minute
from fleetdesk.domain.recording.moment_words import not_live_words
from fleetdesk.domain.recording.picture import MINUTE_S, minute_of
from fleetdesk.sync.back_in_time import BackInTime
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.ui.back_in_time.bar import BackInTimeBar
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.focus import FocusBefore
from fleetdesk.ui.widgets.notices import Notices

NAME, KEY = _("Back in time"), "Ctrl+B"
NONE_YET = _("Nothing is recorded yet. From now on each minute is, as long as FleetDesk runs.")
OFF = _("The desk is not recorded, because its days in the preferences are 0.")


class BackInTimeController(QObject):
    """`marked` carries what marks the window while it shows the past, and an empty text once it is live again.

    `records` returns whether anything is recorded at all.
    """

    marked = Signal(str)

    def __init__(
        self,
        bar: BackInTimeBar,
        store: Store,
        back: BackInTime,
        records: Callable[[], bool],
        background: Background,
        notices: Notices,
        zone: ZoneInfo,
    ) -> None:
        super().__init__(bar)
        self.bar, self._store, self._back, self._records = bar, store, back, records
        self._background, self._notices, self._zone = background, notices, zone
        self._minutes: list[int] = []
        self._before = FocusBefore()
        self._at = 0
        bar.moved.connect(lambda at: self._go(minute_of(at)))
        bar.stepped.connect(lambda minutes: self._go(self._at + minutes, minutes))
        bar.typed.connect(self._go_typed)
        bar.now_wanted.connect(self.leave)
        back.failed.connect(lambda sentence: notices.say(sentence, trouble=True))
        store.turned.connect(self._on_turned)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [
            Command(Menu.VIEW, NAME, KEY, self.open, begins=True),
            Command(Menu.VIEW, _("Back to now"), "", self.leave, possible=lambda: not self.bar.isHidden()),
        ]

    def open(self) -> None:
        """Show the bar with what is recorded; the desk stays live until another moment is chosen."""
        if not self._records():
            self._notices.say(OFF)
        else:
            self._background.start(self._open(), NAME)

    async def _open(self) -> None:
        self._minutes = list(await self._back.minutes())
        if not self._minutes:
            self._notices.say(NONE_YET)
            return
        if self.bar.isHidden():
            self._before.remember(QApplication.focusWidget())
            self._at = self._minutes[-1]
        self._show()
        self.bar.show()
        self.bar.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_minute(self, minute: int) -> None:
        """Show that another minute is recorded."""
        if self._minutes and minute > self._minutes[-1] and not self.bar.isHidden():
            self._minutes.append(minute)
            self._show()

    def leave(self) -> bool:
        """Show what is live again and close the bar; return whether it was open."""
        was_open = not self.bar.isHidden()
        was_back = self._back.come_back()
        self._close()
        return was_open or was_back

    def _close(self) -> None:
        """Close the bar; where it had the keyboard, that goes to what had it before."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.bar.isAncestorOf(focus)
        self.bar.hide()
        if had_focus:
            self._before.give_back()

    def _go(self, wanted: int, way: int = -1) -> None:
        if self._minutes:
            self._at = nearest_minute(self._minutes, wanted, way)
            self.bar.slider.set_at(self._at * MINUTE_S)
            self._back.go(self._at * MINUTE_S)

    def _go_typed(self, day: str, time: str) -> None:
        try:
            wanted = parse_local(f"{day} {time}", self._zone)
        except UsageError as error:
            self.bar.mark_wrong()
            self._notices.say(str(error))
            return
        self._go(minute_of(wanted.timestamp()))

    def _on_turned(self) -> None:
        past = self._store.past
        if past is not None:
            self._at = minute_of(past.timestamp())
            self._show()
        else:
            self._close()
        self.marked.emit("" if past is None else not_live_words(past, self._zone))

    def _show(self) -> None:
        past: datetime | None = self._store.past
        if self._minutes:
            self.bar.show_recorded(self._minutes)
        self.bar.show_moment(past, self._at * MINUTE_S)

    @property
    def minutes(self) -> Sequence[int]:
        """Return the minutes that the bar offers, counted since 1970."""
        return self._minutes
