"""Empties the outbox: what is due goes, in order for each task, a few tasks at a time, for ever."""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited, Unreachable
from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import Op, OpKind
from fleetdesk.domain.tasks import Task
from fleetdesk.storage.request_budget import SteadyClock
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.retyping import Retyping
from fleetdesk.sync.task_delivery import Delivery
from fleetdesk.sync.transitions import SETTLE_S, Listed, Outcomes

log = structlog.get_logger(__name__)

AT_ONCE = 3
FIRST_S, LONGEST_S = 2.0, 900.0
LONGEST_PAUSE_S = 3600.0
REFUSED_S = 60.0  # after a refused sign-in, as long as the server speaks
ENDING_S = 3.0


@dataclass(slots=True)
class Standing:
    """Why an account sends nothing now, and until when."""

    failures: int = 0
    until: float = 0.0
    asked_for: bool = False
    signed_out: bool = False
    why: str = ""


class Sender:
    """One loop an account from start() to close(); documents have a sender of their own (uploads.py).

    `told` hears of every change of a write, `served` of every task that was read. `clock` gives seconds since 1970;
    the steady one is deaf to a wall clock that is set.
    """

    uploads = False

    def __init__(
        self,
        outbox_thread: OutboxThread,
        providers: Mapping[str, Provider],
        background: Background,
        told: Callable[[Op], None],
        served: Callable[[Task], None],
        clock: Callable[[], float] | None = None,
        at_once: int = AT_ONCE,
        settle_s: float = SETTLE_S,
        listed: Listed = lambda account, task, files: None,
    ) -> None:
        self._at_once, self._settle_s = at_once, settle_s
        self._outbox_thread, self._providers, self._background = outbox_thread, providers, background
        self.clock = clock or SteadyClock()
        self._told = told
        self._outcomes = Outcomes(outbox_thread, self.clock, told, settle_s)
        self._delivery, self._retyping = Delivery(self._outcomes, served), Retyping(self._outcomes, listed)
        self._standing: dict[str, Standing] = {}
        self._wake: dict[str, asyncio.Event] = {}
        self._loops: dict[str, asyncio.Task[None]] = {}
        self._steps: dict[asyncio.Task[None], int] = {}
        self._left: set[int] = set()

    async def recover(self) -> list[Op]:
        """What was on its way when the program ended last time is uncertain; call once, before any sending."""
        return await self._outbox_thread.do(
            self._outbox_thread.outbox.transitions.recover, self.clock() + self._settle_s
        )

    def start(self, account: str) -> None:
        """Begin to send for an account, or look again at once."""
        self._signed_in(account)
        self._wake.setdefault(account, asyncio.Event()).set()
        if account not in self._loops:
            self._loops[account] = self._background.start(self._loop(account), f"{account}: outbox")

    def stop(self, account: str) -> None:
        """Send nothing more for an account; what waits stays."""
        loop = self._loops.pop(account, None)
        if loop:
            loop.cancel()

    def wake(self, account: str) -> None:
        """Something new waits."""
        if account in self._wake:
            self._wake[account].set()

    def recovered(self, account: str) -> None:
        """The server speaks again: no back-off any more, but a pause that it asked for holds.

        It also ends a refused sign-in, not more than once a minute: the polls are signed in, so it was one answer's.
        """
        standing = self.standing(account)
        if standing.signed_out:
            if self.clock() >= standing.until:
                self._signed_in(account)
                self.wake(account)
        elif standing.failures and not standing.asked_for:
            standing.failures, standing.until, standing.why = 0, 0.0, ""
            self.wake(account)

    def _signed_in(self, account: str) -> None:
        standing = self.standing(account)
        if standing.signed_out:
            standing.signed_out, standing.until = False, 0.0

    async def hurry(self, account: str) -> None:
        """The user wants it now: back-off and pauses end; what is uncertain still waits for the server."""
        await self._outbox_thread.do(self._outbox_thread.outbox.decisions.hurry, account)
        self._standing[account] = Standing()
        self.wake(account)

    def standing(self, account: str) -> Standing:
        """How the account stands."""
        return self._standing.setdefault(account, Standing())

    def why_not(self, account: str) -> str:
        """Why the account sends nothing now; empty where it does."""
        standing = self.standing(account)
        if standing.signed_out:
            return _("Waits until somebody signs in to {account}.").format(account=account)
        wait_s = standing.until - self.clock()
        if not standing.why or wait_s <= 0:
            return ""
        return together(standing.why, _("Next try in {seconds} s.").format(seconds=number(wait_s)))

    async def _loop(self, account: str) -> None:
        while True:
            self._wake[account].clear()
            try:
                wait_s = await self.turn(account)
            except FleetError as error:
                wait_s = self.failed(account, error)
            except Exception as error:
                log.error("outbox failed", account=account, exc_info=error)
                sentence = _("The outbox cannot be used now ({reason}).").format(reason=error)
                wait_s = self.failed(account, FleetError(sentence))
            await self._pause(account, wait_s)

    async def _pause(self, account: str, wait_s: float | None) -> None:
        try:
            async with asyncio.timeout(wait_s):
                await self._wake[account].wait()
        except TimeoutError:
            return

    async def turn(self, account: str) -> float | None:
        """Take what is due one step further; return the seconds until more is due, None where nothing is."""
        provider, now = self._providers.get(account), self.clock()
        if provider is None or self.standing(account).signed_out:
            return None
        if shut_s := await self._shut_for(account, now):
            return shut_s
        busy = tuple(self._steps.values())
        ops = await self._due(account, busy, self._at_once)
        if not ops:
            return await self._until_next(account, now)
        await self._together(_one_create(ops), provider)
        self._standing[account] = Standing()
        return 0.0

    async def _shut_for(self, account: str, now: float) -> float:
        """How many seconds nothing of the account may begin: our own back-off, or a pause that its server asked for."""
        await self._doubt_left()
        until = max(self.standing(account).until, await self._asked_pause(account, now))
        return max(until - now, 0.0)

    async def _due(self, account: str, busy: tuple[int, ...], most: int) -> list[Op]:
        """What may go now; what turned out to be damaged is told of."""
        damaged: list[Op] = []
        ops = await self._outbox_thread.do(
            self._outbox_thread.outbox.transitions.due,
            account,
            self.clock(),
            busy,
            most,
            uploads=self.uploads,
            damaged=damaged.append,
        )
        for op in damaged:
            self._told(op)
        return ops

    async def _until_next(self, account: str, now: float) -> float | None:
        """Seconds until the next write may go; None where none waits for time."""
        due = await self._outbox_thread.do(self._outbox_thread.outbox.queries.next_due, account, uploads=self.uploads)
        return None if due is None else min(max(due - now, 0.0), LONGEST_PAUSE_S)

    async def _asked_pause(self, account: str, now: float) -> float:
        """A pause that a server asked for; one further ahead than any may be was written by a wrong clock."""
        until = await self._outbox_thread.do(self._outbox_thread.outbox.queries.paused_until, account)
        return 0.0 if until > now + LONGEST_PAUSE_S else until

    async def _together(self, ops: list[Op], provider: Provider) -> None:
        """The steps of several tasks; a caller that is cancelled does not end them, close() waits for them."""
        steps = [asyncio.ensure_future(self._deliverer(op).step(op, provider)) for op in ops]
        self._steps.update(zip(steps, (op.id for op in ops), strict=True))
        for step in steps:
            step.add_done_callback(self._steps.pop)
        results = await asyncio.shield(asyncio.gather(*steps, return_exceptions=True))
        failed = [(op, each) for op, each in zip(ops, results, strict=True) if isinstance(each, BaseException)]
        self._left.update(op.id for op, _ in failed)
        for op, error in failed:
            await self._heed(op, error)
        if failed:
            raise failed[0][1]

    def _deliverer(self, op: Op) -> Delivery | Retyping:
        return self._retyping if op.kind is OpKind.RETYPE else self._delivery

    async def _doubt_left(self) -> None:
        """A step that failed half-way may have left its write as being sent, and nobody would take it up again."""
        for left in tuple(self._left):
            op = await self._outbox_thread.do(
                self._outbox_thread.outbox.transitions.left, left, self.clock() + self._settle_s
            )
            self._left.discard(left)
            if op:
                self._told(op)

    async def _heed(self, op: Op, error: BaseException) -> None:
        """A pause that the server asked for holds after a restart too; what cannot be read lets others go first."""
        if isinstance(error, RateLimited) and error.retry_after_s:
            until = self.clock() + min(error.retry_after_s, LONGEST_PAUSE_S)
            await self._outbox_thread.do(self._outbox_thread.outbox.transitions.pause, op.account, until)
        elif isinstance(error, Unreachable) and error.maybe_done:
            later = self.clock() + FIRST_S * 2 ** min(self.standing(op.account).failures + 1, 6)
            await self._outbox_thread.do(self._outbox_thread.outbox.transitions.later, op.id, later)

    def failed(self, account: str, error: FleetError) -> float | None:
        """How long to leave the account alone after such an error, in seconds; None until somebody signs in."""
        standing = self.standing(account)
        standing.failures, standing.why = standing.failures + 1, str(error)
        if isinstance(error, NotSignedIn):
            standing.signed_out, standing.until = True, self.clock() + REFUSED_S
            return None
        asked = error.retry_after_s if isinstance(error, RateLimited) else None
        wait_s = asked or random.uniform(FIRST_S / 2, min(FIRST_S * 2 ** min(standing.failures, 10), LONGEST_S))
        standing.until, standing.asked_for = self.clock() + wait_s, asked is not None
        return wait_s

    async def close(self) -> None:
        """End the loops; what is under way may end within some seconds, else it is looked up at the next start."""
        for loop in self._loops.values():
            loop.cancel()
        await asyncio.gather(*self._loops.values(), return_exceptions=True)
        if self._steps:
            await asyncio.wait(self._steps, timeout=ENDING_S)
        for step in tuple(self._steps):
            step.cancel()
        await asyncio.gather(*self._steps, return_exceptions=True)


def _one_create(ops: list[Op]) -> list[Op]:
    """Creates go one at a time, so that a burst of them is never several doubts at once."""
    creates = [op for op in ops if op.kind is OpKind.CREATE]
    return [op for op in ops if op.kind is not OpKind.CREATE or op is creates[0]]
