"""The one door of an account's loops: shut while somebody must sign in, or while the server wants to be left alone."""

import asyncio
import time
from collections.abc import Callable

PROBE_S = 60.0
REFUSED_S = 300.0
"""After how long a refused sign-in is tried again, though nobody has done anything about it: some end by themselves.

No password is refused more often for it: api/auth.py gives one to a server twice and no more.
"""


class AccountPause:
    """Loops wait here before each asking. After a pause one of them goes first, and its answer lets the others in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = asyncio.Event()
        self.signed_in = True
        self._until = 0.0  # the pause that the server asked for
        self._refused_until = 0.0
        self._claimed = 0.0  # until then somebody is trying
        self._probe_s = 0.0

    async def wait(self) -> None:
        """Wait until a loop may ask."""
        while self.left_s > 0:
            self._changed.clear()
            try:
                async with asyncio.timeout(self.left_s):
                    await self._changed.wait()
            except TimeoutError:
                continue
        if self._probe_s:
            self._claimed = self._clock() + self._probe_s  # this loop goes first; nobody else meanwhile

    @property
    def left_s(self) -> float:
        """Return the seconds until a loop may ask; 0 where one may now."""
        return max(max(self._until, self._refused_until, self._claimed) - self._clock(), 0.0)

    def shut(self, seconds: float, probe_s: float = PROBE_S) -> None:
        """Let nobody ask for so long, then one at a time each `probe_s` until there is an answer."""
        self._until, self._claimed, self._probe_s = max(self._until, self._clock() + seconds), 0.0, probe_s

    def answered(self) -> None:
        """Let all loops go on, because the server speaks; not for an answer to a request from before the pause."""
        if max(self._until, self._refused_until) <= self._clock():
            self.signed_in = True
            self.open()

    def open(self) -> None:
        """End any pause, but for a refused sign-in."""
        self._until = self._claimed = self._probe_s = 0.0
        self._changed.set()

    def look_again(self) -> None:
        """Let the loops that wait look at the clock again, which may have jumped."""
        self._changed.set()

    def sign_out(self) -> None:
        """Let nobody ask until the user has done something about it, or for five minutes; then one at a time."""
        self.signed_in, self._claimed, self._probe_s = False, 0.0, PROBE_S
        self._refused_until = self._clock() + REFUSED_S

    def sign_in(self) -> None:
        """Let loops try again, because the user has done something about it."""
        if not self.signed_in:
            self._refused_until = self._claimed = 0.0
        self.signed_in = True
        self._changed.set()
