"""One loop for each account that sends, and what wakes it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.sync.back_off import BackOff
from fleetdesk.sync.background import Background

log = structlog.get_logger(__name__)


class AccountLoops:
    """The loops from start() to end().

    `turn` takes what is due of an account one step further and returns the seconds until more is due, None where
    nothing is; `back_off` says how long to leave an account alone. `clock` gives seconds since 1970.
    """

    def __init__(
        self, background: Background, clock: Callable[[], float], turn: Callable[[str], Awaitable[float | None]]
    ) -> None:
        self._background, self._turn, self.back_off = background, turn, BackOff(clock)
        self._wake: dict[str, asyncio.Event] = {}
        self._loops: dict[str, asyncio.Task[None]] = {}

    def start(self, account: str) -> None:
        """Begin to send for an account, or look again at once."""
        self.back_off.signed_in(account)
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

    def hurry(self, account: str) -> None:
        """Look for work of the account at once, even where it has to wait after an error."""
        self.back_off.clear(account)
        self.wake(account)

    async def woken(self, account: str) -> None:
        """Wait until something new waits of the account."""
        await self._wake.setdefault(account, asyncio.Event()).wait()

    def recovered(self, account: str) -> None:
        """Send again at once where only the back-off or a refused sign-in kept the account: its server speaks."""
        if self.back_off.recovered(account):
            self.wake(account)

    async def _loop(self, account: str) -> None:
        while True:
            self._wake[account].clear()
            try:
                wait_s = await self._turn(account)
            except FleetError as error:
                wait_s = self.back_off.failed(account, error)
            except Exception as error:
                log.error("outbox failed", account=account, exc_info=error)
                sentence = _("The outbox cannot be used now ({reason}).").format(reason=error)
                wait_s = self.back_off.failed(account, FleetError(sentence))
            await self._pause(account, wait_s)

    async def _pause(self, account: str, wait_s: float | None) -> None:
        try:
            async with asyncio.timeout(wait_s):
                await self._wake[account].wait()
        except TimeoutError:
            return

    async def end(self) -> None:
        """End the loops; what a turn has begun goes on."""
        for loop in self._loops.values():
            loop.cancel()
        await asyncio.gather(*self._loops.values(), return_exceptions=True)
