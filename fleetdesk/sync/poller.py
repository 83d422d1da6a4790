"""Keeps one account fresh: each kind of data at its own pace, slower while the server fails, never two at once."""

import asyncio
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

import structlog

from fleetdesk.api.driver_parts import TachographPart
from fleetdesk.api.parts import Listing, TaskPart, TripPart
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, NoAnswer, NotSignedIn, RateLimited, Refused, Unreachable, Unsupported
from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.account_pause import AccountPause
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Link, LinkStatus, Store
from fleetdesk.sync.weighing import CONFIRM_S, Weighing

log = structlog.get_logger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 120.0
GRACE_S = 3.0
"""How long an answer may be overdue, beyond the pace of its kind, before it counts as missed, in seconds."""
# Who is blacklisted hears nothing at all (docs/vendors/vezma.md#rate-limit), which looks like a slow server.
UNANSWERED, MUCH_USED, QUIET_S = 3, 0.8, 1800.0
WRONG_CLOCK_S = 120.0
UNKNOWN_PATH = (404, 405)
OVERDUE = _("The server has not answered for {seconds} s. FleetDesk goes on asking.")
OWN_FAULT = _("FleetDesk met a fault of its own in “{part}” ({fault}). It is in the log.")
QUIET = _(
    "{vendor} has not answered since {used} of {limit} requests were used. It may have blocked this program for "
    "asking too often; FleetDesk asks again every 30 min."
)
AHEAD = _(
    "This computer's clock is {minutes} min ahead of the server of {account}. Ages and late tasks may be shown wrongly."
)
BEHIND = _(
    "This computer's clock is {minutes} min behind the server of {account}. Ages and late tasks may be shown wrongly."
)
UNKEPT = _("The last known positions cannot be kept on this disk ({reason}). Everything else works.")


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two askings of each kind, by its name."""

    positions: float = 10.0
    units: float = 600.0
    tasks: float = 30.0
    finished: float = 300.0
    driving: float = 60.0
    pairings: float = 60.0


UNHURRIED = Pace(positions=30.0)  # within VEZMA's 180 requests in 15 minutes: 30 + 15 + 2, the rest is the user's


class Poller:
    """Runs an account's loops from start() to close()."""

    def __init__(
        self,
        provider: Provider,
        store: Store,
        cache: Cache,
        background: Background,
        pace: Pace,
        report: Callable[[str], None] = lambda sentence: None,
        pause: AccountPause | None = None,
    ) -> None:
        self.provider = provider
        self._store, self._cache, self._background, self._pace = store, cache, background, pace
        self._report = report
        self._weighing = Weighing(report)
        self._units_known: set[str] = set()
        self._wake: dict[str, asyncio.Event] = {}
        self.pause = pause or AccountPause()
        self._unanswered = 0
        self._quiet = ""
        self._clock_said = False
        self._tasks: list[asyncio.Task[None]] = []
        self._failures: dict[str, int] = {}
        self._asking: dict[str, asyncio.Future[None]] = {}
        self._waiters: dict[str, list[asyncio.Future[None]]] = {}

    def start(self) -> None:
        """Start every loop that the back end has something for."""
        account = self.provider.account
        self._units_known = {key for key, seen in self._store.fleet.items() if seen.unit.account == account}
        self._store.set_link(Link(account, self.provider.capabilities.provider, since=self._store.now()))
        for name, work in self.kinds().items():
            self._wake[name] = asyncio.Event()
            loop = self._loop(name, work)
            self._tasks.append(self._background.start(loop, f"{account}: {name}"))

    def kinds(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Return the askings of the kinds that the back end has, by their names in the pace."""
        provider = self.provider
        kinds: dict[str, Callable[[], Awaitable[None]]] = {"units": self._units, "positions": self._positions}
        if provider.tasks is not None:
            kinds["tasks"] = partial(self._tasks_list, provider.tasks)
            kinds["finished"] = partial(self._finished, provider.tasks)
        if provider.tachograph is not None:
            kinds["driving"] = partial(self._driving, provider.tachograph)
        if provider.trips is not None:
            kinds["pairings"] = partial(self._pairings, provider.trips)
        return kinds

    def set_pace(self, pace: Pace) -> None:
        """Ask at another pace from now on, and for positions at once."""
        if pace != self._pace:
            self._pace = pace
            self.refresh("positions")

    def refresh(self, kind: str | None = None) -> None:
        """Ask again at once, for one kind or all; after a refused sign-in too. A pause the server wants stays."""
        self.pause.sign_in()
        for name, wake in self._wake.items():
            if kind in (None, name):
                wake.set()

    async def refreshed(self, kind: str | None = None) -> None:
        """Ask again at once, and return when each answer is there or has failed, or the account has to pause.

        Whoever is cancelled here ends the asking; the loops go on at their pace.
        """
        self.refresh(kind)
        kinds = [name for name in self._wake if kind in (None, name)]
        waiters = [self._waiter(name) for name in kinds] if self.pause.left_s <= 0 else []
        try:
            await asyncio.gather(*waiters)
        except asyncio.CancelledError:
            self.cancel(kind)
            raise

    def _waiter(self, name: str) -> asyncio.Future[None]:
        made: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.setdefault(name, []).append(made)
        return made

    def cancel(self, kind: str | None = None) -> None:
        """End what is being asked for now, of one kind or all, without an answer."""
        for name in [each for each in self._wake if kind in (None, each)]:
            self._wake[name].clear()
            if name in self._asking:
                self._asking[name].cancel()

    async def close(self) -> None:
        """End the loops and the back end's connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._release(*tuple(self._waiters))
        await self.provider.close()

    async def _loop(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            every_s: float = getattr(self._pace, name)
            due_s = every_s + GRACE_S
            overdue = asyncio.get_running_loop().call_later(due_s, self._overdue, name, due_s)
            waiters: list[asyncio.Future[None]] = []
            try:
                await self.pause.wait()
                self._wake[name].clear()  # whoever woke this loop while it stood at the gate gets one asking, not two
                began, waiters = time.monotonic(), self._waiters.pop(name, [])
                pause_s = await self._turn(name, work)
            finally:
                overdue.cancel()
                _end(waiters)
            if pause_s is None and self._weighing.doubts(self.provider.account, name):
                pause_s = CONFIRM_S
            rest_s = every_s - (time.monotonic() - began) if pause_s is None else pause_s
            await self.rest(name, max(rest_s, 0.05))

    async def rest(self, name: str, seconds: float) -> None:
        """Wait, unless refresh() wakes it before."""
        wake = self._wake[name]
        try:
            async with asyncio.timeout(seconds):
                await wake.wait()
        except TimeoutError:
            return
        finally:
            wake.clear()

    async def _turn(self, name: str, work: Callable[[], Awaitable[None]]) -> float | None:
        """Ask once; return the seconds to wait before the next where it failed."""
        try:
            if not await self._asked(name, work):
                return None
        except FleetError as error:
            return await self._failed(name, error)
        except Exception as error:
            log.error("poll failed", kind=name, exc_info=error)
            fault = OWN_FAULT.format(part=name, fault=type(error).__name__)
            return await self._failed(name, Unreachable(fault))
        self._failures.pop(name, None)
        if name == "positions":
            self._change(positions_at=self._store.now())
        self._heard()
        spent, limit = await self.provider.spent()
        link = self._link
        status, sentence = (link.status, link.sentence) if self._failures else (LinkStatus.LIVE, "")
        unknown = link.unknown_paths and bool(self._failures)
        self._change(
            status=status,
            sentence=sentence,
            heard_at=self._store.now(),
            spent=spent,
            limit=limit,
            unknown_paths=unknown,
        )
        return None

    async def _asked(self, name: str, work: Callable[[], Awaitable[None]]) -> bool:
        """Await the work; return False where cancel() has ended it."""
        asking = self._asking[name] = asyncio.ensure_future(work())
        try:
            await asyncio.wait([asking])
        finally:
            del self._asking[name]
            asking.cancel()  # where it has not ended, the loop itself is to end
            await asyncio.gather(asking, return_exceptions=True)
        if asking.cancelled():
            return False
        asking.result()
        return True

    def _release(self, *names: str) -> None:
        """Let nobody wait any longer for answers of these kinds."""
        for name in names:
            _end(self._waiters.pop(name, []))

    def _overdue(self, name: str, waited_s: float) -> None:
        """Note that an answer is missed though the request may still hang, or a pause goes on."""
        self._failures.setdefault(name, 0)
        if self._link.status in (LinkStatus.LIVE, LinkStatus.CONNECTING):
            self._change(status=LinkStatus.OFFLINE, sentence=OVERDUE.format(seconds=number(waited_s)))
        else:
            self._change()

    def _heard(self) -> None:
        """Note that the server speaks; where its clock is far from ours, say so once."""
        if self._quiet:
            self.pause.open()
        self.pause.answered()
        self._unanswered, self._quiet = 0, ""
        skew_s = self.provider.skew_s
        if skew_s is not None and abs(skew_s) > WRONG_CLOCK_S and not self._clock_said:
            self._clock_said = True
            sentence = AHEAD if skew_s > 0 else BEHIND
            self._report(sentence.format(minutes=number(abs(skew_s) / 60), account=self.provider.account))

    async def _failed(self, name: str, error: FleetError) -> float:
        times = self._failures[name] = self._failures.get(name, 0) + 1
        wait_s = error.retry_after_s
        if wait_s is None:
            wait_s = random.uniform(FIRST_PAUSE_S / 2, min(FIRST_PAUSE_S * 2**times, LONGEST_PAUSE_S))
        spent, limit = await self.provider.spent()
        self._shut(error, float(wait_s), spent, limit)
        unknown = self._link.unknown_paths or (isinstance(error, Refused) and error.status in UNKNOWN_PATH)
        self._change(
            status=LinkStatus.WAITING if self._quiet else _status(error),
            sentence=self._quiet or str(error),
            spent=spent,
            limit=limit,
            unknown_paths=unknown,
        )
        return float(wait_s)

    def _shut(self, error: FleetError, wait_s: float, spent: int, limit: int | None) -> None:
        """Apply what one loop learnt to all loops of the account."""
        if isinstance(error, NotSignedIn | RateLimited):
            self._release(*tuple(self._waiters))
        if isinstance(error, NotSignedIn):
            self.pause.sign_out()
        elif isinstance(error, RateLimited):
            self.pause.shut(wait_s)
        elif isinstance(error, NoAnswer):
            self._unanswered += 1
            if self._quiet or (self._unanswered >= UNANSWERED and limit and spent > MUCH_USED * limit):
                self._quiet = self._quiet or QUIET.format(vendor=self._link.provider, used=spent, limit=limit)
                self.pause.shut(QUIET_S, QUIET_S)
        else:
            self._unanswered = 0

    @property
    def _link(self) -> Link:
        account = self.provider.account
        return self._store.links.get(account) or Link(account, self.provider.capabilities.provider)

    def _change(self, **what: object) -> None:
        before = self._link
        if not self.pause.signed_in and before.status is LinkStatus.SIGN_IN:
            what |= {"status": before.status, "sentence": before.sentence}  # what ends later says nothing newer
        since = before.since if what.get("status", before.status) == before.status else self._store.now()
        what["missed"] = "positions" in self._failures or what.get("status", before.status) is LinkStatus.SIGN_IN
        changed = replace(before, since=since, dropped=self.provider.dropped, **what)  # type: ignore[arg-type]
        self._store.set_link(changed)

    async def _positions(self) -> None:
        taken = await self._store.apply_fleet(await self.provider.positions())
        if taken:
            await self._keep(self._cache.keep_positions, taken)

    async def _units(self) -> None:
        account, units = self.provider.account, await self.provider.units()
        known: set[str] = self._units_known
        keys: set[str] = {unit.key for unit in units}
        believed = self._weighing.believes(account, "units", known, keys, unread=units.unread > 0)
        self._store.apply_units(account, units, whole=believed)
        if believed:
            self._units_known = keys
            await self._keep(self._cache.keep_units, account, units)

    async def _tasks_list(self, tasks: TaskPart) -> None:
        account, mark = self.provider.account, self._store.task_store.mark()
        listing = await tasks.listing()
        believed = await self._believes("tasks", listing, mark, everything=False)
        await self._store.apply_list(account, listing, mark, whole=believed)
        if believed:
            await self._keep(self._cache.keep_tasks, account, listing.tasks)
        await self._keep(self._cache.keep_unseen, account, self._store.task_store.unseen_of(account))

    async def _finished(self, tasks: TaskPart) -> None:
        """Ask for the whole list, finished tasks too, while somebody wants to see them."""
        if not self._wants_finished():
            return
        account, mark = self.provider.account, self._store.task_store.mark()
        listing = await tasks.listing(everything=True)
        if not self._wants_finished():  # any more
            return
        believed = await self._believes("finished", listing, mark, everything=True)
        await self._store.apply_list(account, listing, mark, everything=True, whole=believed)

    def _wants_finished(self) -> bool:
        return self._store.task_store.keep_finished

    async def _believes(self, kind: str, listing: Listing, since: int, *, everything: bool) -> bool:
        """Return whether what a complete list leaves out is gone; one that lost much is asked for again."""
        account, unread = self.provider.account, listing.unread > 0
        listed = await self._store.listed_keys(account, listing)
        known = self._store.task_store.known(account, since, everything=everything)
        return listing.complete and self._weighing.believes(account, kind, known, listed, unread=unread)

    async def _keep(self, keep: Callable[..., None], *what: object) -> None:
        """Keep it for the next start; a full disk costs that start its picture, never this one its news."""
        try:
            await asyncio.to_thread(keep, *what)
        except sqlite3.Error as error:
            self._report(UNKEPT.format(reason=error))

    async def _driving(self, tachograph: TachographPart) -> None:
        self._store.apply_driving(self.provider.account, await tachograph.driving())

    async def _pairings(self, trips: TripPart) -> None:
        account = self.provider.account
        self._store.apply_pairings(account, await trips.pairings())
        if hidden := self._store.apply_private_times(account, trips.private_times):
            await self._keep(self._cache.keep_positions, hidden)


def _end(waiters: Iterable[asyncio.Future[None]]) -> None:
    for waiter in waiters:
        if not waiter.done():
            waiter.set_result(None)


def _status(error: FleetError) -> LinkStatus:
    if isinstance(error, NotSignedIn):
        return LinkStatus.SIGN_IN
    if isinstance(error, RateLimited):
        return LinkStatus.WAITING
    return LinkStatus.OFFLINE if isinstance(error, (Unreachable, Unsupported)) else LinkStatus.REFUSED
