"""How often an address service is asked: a pause between two requests, and rest where it wants some."""

import asyncio
import time
from collections.abc import Callable

from fleetdesk.base.errors import RateLimited
from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _

REST_S = 60.0


class Pace:
    """`pause_s` lies between the beginnings of two requests; the clock gives seconds that only grow."""

    def __init__(self, pause_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._pause_s, self._clock = pause_s, clock
        self._next_at, self._rest_until = clock(), clock()

    async def turn(self) -> None:
        """Wait until the next request may begin, and count it; RateLimited while the service rests."""
        self.check()
        await asyncio.sleep(max(self._next_at - self._clock(), 0.0))
        self._next_at = self._clock() + self._pause_s

    def check(self) -> None:
        """Raise RateLimited while the service rests."""
        left_s = self._rest_until - self._clock()
        if left_s > 0:
            told = _("The address service wants to rest for {seconds} s more.").format(seconds=number(left_s))
            raise RateLimited(told, maybe_done=False, retry_after_s=left_s)

    def rest(self, wanted_s: float | None) -> None:
        """Ask nothing for so many seconds, or for a minute where the service names none."""
        self._rest_until = self._clock() + (REST_S if wanted_s is None else wanted_s)
