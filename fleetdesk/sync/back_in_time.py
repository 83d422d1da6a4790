"""Turns what the desk shows back to a recorded minute, and to now again; until then nothing may be changed."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.recording.picture import minute_of
from fleetdesk.sync.background import Background
from fleetdesk.sync.recorder import Recorder
from fleetdesk.sync.shown_store import ShownStore

NOT_READ = _("That minute cannot be shown: the disk said “{reason}”. The desk stays as it is.")
NOTHING = _("Nothing is recorded of that time. Choose a later one.")
READ_ONLY = _("The desk shows {time}, and the past cannot be changed. Press Esc to come back to now, then do it again.")


class BackInTime(QObject):
    """The one way to turn `shown`: what is wanted last is shown, and each turn ends before another begins.

    `failed` is a sentence on why a moment cannot be shown.
    """

    failed = Signal(str)

    def __init__(
        self, shown: ShownStore, recorder: Recorder, background: Background, words: Callable[[datetime], str]
    ) -> None:
        super().__init__()
        self._shown, self._recorder, self._background, self._words = shown, recorder, background, words
        self._wanted: int | None = None
        self._turning: asyncio.Task[None] | None = None
        self._done: int | None = None

    @property
    def is_back(self) -> bool:
        """Return whether the past is shown, or about to be."""
        return self._wanted is not None or not self._shown.is_live

    async def minutes(self) -> Sequence[int]:
        """Return the minutes that are recorded, counted since 1970; none where the disk does not give them."""
        try:
            return await self._recorder.minutes()
        except sqlite3.Error as error:
            self.failed.emit(NOT_READ.format(reason=error))
            return ()

    def go(self, at: float) -> None:
        """Show the desk at the last recorded minute up to a moment, in seconds since 1970."""
        self._turn(minute_of(at))

    def come_back(self) -> bool:
        """Show the desk as it is now; return whether it was not."""
        if not self.is_back:
            return False
        self._turn(None)
        return True

    def refuse_in_the_past(self) -> None:
        """Raise UsageError while the past is shown: what is done now would not be done to what is seen."""
        if self.is_back:
            at = self._shown.past
            raise UsageError(READ_ONLY.format(time=self._words(at) if at else _("the past")))

    def _turn(self, wanted: int | None) -> None:
        self._wanted = wanted
        if self._turning is None or self._turning.done():
            self._turning = self._background.start(self._turn_on(), "back in time")

    async def _turn_on(self) -> None:
        while self._wanted != self._done:
            wanted = self._wanted
            if wanted is None:
                await self._shown.show_live()
            elif not await self._show(wanted):
                self._wanted = self._done if self._wanted == wanted else self._wanted
                continue
            self._done = wanted

    async def _show(self, minute: int) -> bool:
        """Show a minute, unless another is wanted meanwhile; return whether it can be shown."""
        try:
            picture = await self._recorder.picture(minute)
        except sqlite3.Error as error:
            self.failed.emit(NOT_READ.format(reason=error))
            return False
        if picture is None:
            self.failed.emit(NOTHING)
            return False
        if self._wanted == minute:
            await self._shown.show_past(picture)
        return True
