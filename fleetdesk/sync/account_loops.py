"""One loop for each account that sends: what wakes it, how long it leaves the account alone, and why."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited
from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.sync.background import Background

log = structlog.get_logger(__name__)

FIRST_S, LONGEST_S = 2.0, 900.0
REFUSED_S = 60.0  # after a refused sign-in, as long as the server speaks


@dataclass(slots=True)
class Standing:
    """Why an account sends nothing now, and until when."""

    failures: int = 0
    until: float = 0.0
    asked_for: bool = False
    signed_out: bool = False
    why: str = ""


class AccountLoops:
    """The loops from start() to end().

    `turn` takes what is due of an account one step further and returns the seconds until more is due, None where
    nothing is. `clock` gives seconds since 1970.
    """

    def __init__(
        self, background: Background, clock: Callable[[], float], turn: Callable[[str], Awaitable[float | None]]
    ) -> None:
        self._background, self._clock, self._turn = background, clock, turn
        self._standing: dict[str, Standing] = {}
        self._wake: dict[str, asyncio.Event] = {}
        self._loops: dict[str, asyncio.Task[None]] = {}

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
        """Look for new work of the account at once, where it has a loop."""
        if account in self._wake:
            self._wake[account].set()

    async def woken(self, account: str) -> None:
        """Wait until something new waits of the account."""
        await self._wake.setdefault(account, asyncio.Event()).wait()

    def recovered(self, account: str) -> None:
        """Forget the back-off, because the server speaks again; a pause that it asked for holds.

        It also ends a refused sign-in, not more than once a minute: the polls are signed in, so it was one answer's.
        """
        standing = self.standing(account)
        if standing.signed_out:
            if self._clock() >= standing.until:
                self._signed_in(account)
                self.wake(account)
        elif standing.failures and not standing.asked_for:
            standing.failures, standing.until, standing.why = 0, 0.0, ""
            self.wake(account)

    def _signed_in(self, account: str) -> None:
        standing = self.standing(account)
        if standing.signed_out:
            standing.signed_out, standing.until = False, 0.0

    def standing(self, account: str) -> Standing:
        """Return how the account stands."""
        return self._standing.setdefault(account, Standing())

    def clear(self, account: str) -> None:
        """Forget what held the account up."""
        self._standing[account] = Standing()

    def why_not(self, account: str) -> str:
        """Return why the account sends nothing now; empty where it does."""
        standing = self.standing(account)
        if standing.signed_out:
            return _("Waits until somebody signs in to {account}.").format(account=account)
        wait_s = standing.until - self._clock()
        if not standing.why or wait_s <= 0:
            return ""
        return together(standing.why, _("Next try in {seconds} s.").format(seconds=number(wait_s)))

    async def _loop(self, account: str) -> None:
        while True:
            self._wake[account].clear()
            try:
                wait_s = await self._turn(account)
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

    def failed(self, account: str, error: FleetError) -> float | None:
        """Note an error; return how many seconds to leave the account alone, None until somebody signs in."""
        standing = self.standing(account)
        standing.failures, standing.why = standing.failures + 1, str(error)
        if isinstance(error, NotSignedIn):
            standing.signed_out, standing.until = True, self._clock() + REFUSED_S
            return None
        asked = error.retry_after_s if isinstance(error, RateLimited) else None
        wait_s = asked or random.uniform(FIRST_S / 2, min(FIRST_S * 2 ** min(standing.failures, 10), LONGEST_S))
        standing.until, standing.asked_for = self._clock() + wait_s, asked is not None
        return wait_s

    def next_try(self, account: str) -> float:
        """Return the moment for one more try of a write that may have arrived; later with each failure."""
        return self._clock() + FIRST_S * 2.0 ** min(self.standing(account).failures + 1, 6)

    async def end(self) -> None:
        """End the loops; what a turn has begun goes on."""
        for loop in self._loops.values():
            loop.cancel()
        await asyncio.gather(*self._loops.values(), return_exceptions=True)
