"""Records what the live desk shows, once a minute, so that the window can be turned back to it."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.private import PrivateTime
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.recording.picture import minute_of
from fleetdesk.storage.recording import RecordingFile
from fleetdesk.sync.background import Background
from fleetdesk.sync.past_picture import PastPicture, Taken, account_pictures, past_picture, taken_of
from fleetdesk.sync.store import Store

log = structlog.get_logger(__name__)
UNKEPT = _(
    "What the desk shows cannot be recorded: the disk said “{reason}”. Nobody can go back to these minutes; everything "
    "else works."
)


class Recorder(QObject):
    """Takes a picture at the beginning of each minute and keeps it in a thread; `recorded` says that one is kept.

    A minute that comes while the disk still works on the one before is left out. `accounts` returns the names of those
    that are set up. With `on` False nothing is recorded, and what was recorded before is removed.
    """

    recorded = Signal(int)  # the minute, counted since 1970
    emptied = Signal()

    def __init__(
        self,
        store: Store,
        file: RecordingFile,
        background: Background,
        accounts: Callable[[], Iterable[str]],
        *,
        on: bool = True,
    ) -> None:
        super().__init__()
        self._store, self._file, self._background, self._on = store, file, background, on
        self._known = accounts
        self._minute = -1
        self._accounts: set[str] = set()
        self._lock = asyncio.Lock()
        self._loaded = self._said = False
        self._keeping = False
        self._hidden: dict[str, frozenset[PrivateTime]] = {}
        store.links_changed.connect(self._forget_removed)
        store.private_times_changed.connect(self._hide_private)

    @property
    def on(self) -> bool:
        """Return whether anything is recorded."""
        return self._on

    async def load(self) -> str | None:
        """Open the file, without accounts that were taken off meanwhile; return what has to be said of it."""
        kept = list(self._known())
        try:
            notice = await self._alone(self._file.load)
            await self._alone((lambda: self._file.keep_only(kept)) if self._on else self._file.empty)
        except sqlite3.Error as error:
            return UNKEPT.format(reason=error)
        self._loaded = True
        for account in self._store.private_times:
            self._hide_private(account)
        return notice

    def tick(self) -> None:
        """Take a picture where a minute has begun; call it about every second."""
        minute = minute_of(self._store.now().timestamp())
        if not self._on or not self._loaded or minute == self._minute or not self._store.links:
            return
        self._minute = minute
        if not self._keeping:
            self._keeping = True
            self._background.start(self._keep(taken_of(self._store)), "recording")

    async def _keep(self, taken: Taken) -> None:
        try:
            await self._alone(lambda: self._file.add(account_pictures(taken)))
            self.recorded.emit(minute_of(taken.at.timestamp()))
        except sqlite3.Error as error:
            self._say_unkept(str(error))
        finally:
            self._keeping = False

    def _say_unkept(self, why: str) -> None:
        if not self._said:
            self._said = True
            self._store.notice.emit(UNKEPT.format(reason=why))

    # -- what is recorded

    async def minutes(self) -> list[int]:
        """Return the minutes that are recorded, counted since 1970; sqlite3.Error where the disk does not give them."""
        return await asyncio.to_thread(self._file.minutes) if self._loaded else []

    async def picture(self, minute: int) -> PastPicture | None:
        """Return what the desk showed at a minute, or at the last one before that is recorded; None where none is."""
        return await asyncio.to_thread(lambda: past_picture(self._file.pictures(minute)))

    async def voltages(self, key: str, period: Span) -> list[tuple[float, float]]:
        """Return when (seconds since 1970) a unit measured its supply and the volts, as far as the desk recorded it.

        A day takes some tenths of a second, in threads.
        """
        account, unit = split_key(key)
        first, last = minute_of(period.begins), minute_of(period.ends)
        found = list[tuple[float, float]]()
        try:
            for chain in await asyncio.to_thread(self._file.chains, account, first, last) if self._loaded else ():
                found += await asyncio.to_thread(self._file.voltages, account, unit, chain)
        except sqlite3.Error as error:
            log.warning("recording not read", reason=str(error))
        return [each for each in dict.fromkeys(found) if period.begins <= each[0] < period.ends]

    async def size(self) -> int:
        """Return how many bytes are recorded."""
        return await asyncio.to_thread(lambda: self._file.size) if self._loaded else 0

    async def empty(self) -> None:
        """Remove all that is recorded."""
        await self._alone(self._file.empty)
        self.emptied.emit()

    def _forget_removed(self) -> None:
        """Remove what is recorded of accounts that are taken off this desk."""
        now = set(self._store.links)
        for account in self._accounts - now if self._loaded else ():
            self._background.start(self._forget(account), "recording of a removed account")
        self._accounts = now

    def _hide_private(self, account: str) -> None:
        """Remove places that were recorded before it was known that a trip is private."""
        known = self._store.private_times.get(account, frozenset())
        new = known - self._hidden.get(account, frozenset())
        if new and self._loaded and self._on:
            self._hidden[account] = known
            self._background.start(self._hide(account, new), "recorded private trips")

    async def _hide(self, account: str, times: frozenset[PrivateTime]) -> None:
        try:
            await self._alone(lambda: self._file.hide(account, times))
        except sqlite3.Error as error:
            self._hidden.pop(account, None)  # tried again with the next change
            self._say_unkept(str(error))

    async def _forget(self, account: str) -> None:
        await self._alone(lambda: self._file.forget(account))

    async def _alone(self, work: Callable[[], object]) -> str | None:
        """Do some work on the file in a thread, after what is under way; whoever is cancelled lets it end."""
        async with self._lock:
            doing = asyncio.ensure_future(asyncio.to_thread(work))
            try:
                done = await asyncio.shield(doing)
            except asyncio.CancelledError:
                await asyncio.gather(doing, return_exceptions=True)
                raise
        return done if isinstance(done, str) else None

    async def close(self) -> None:
        """Let what is under way end, and close the file."""
        await self._alone(self._file.close)
