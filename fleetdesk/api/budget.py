"""What a request needs before it may go: a permit, where the vendor counts requests."""

import time
from collections.abc import Callable
from typing import Protocol

from fleetdesk.base.errors import RateLimited
from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _


class Budget(Protocol):
    """Gives permits for requests, or raises RateLimited with the seconds to wait."""

    limit: int | None

    async def permit(self, *, urgent: bool) -> None:
        """Take one permit; what is not urgent (a poll) leaves a reserve for what the user asks."""
        ...

    async def refused(self, wait_s: float | None) -> float | None:
        """Send nothing for so long, as the server asked; return the wait in seconds, None where nobody knows it."""
        ...

    async def spent(self) -> int:
        """Return the requests of the running window, by everyone on this computer who uses the same token."""
        ...

    def close(self) -> None:
        """Close the store of the count."""
        ...


class NoBudget:
    """For a server that names no limit; where it asks for a pause it gets one, as long as this program runs."""

    limit: int | None = None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._until = clock, 0.0

    async def permit(self, *, urgent: bool) -> None:
        """Permit everything, except in a pause the server asked for."""
        left_s = self._until - self._clock()
        if left_s > 0:
            sentence = _("The server asked for a pause; the next request may go in {seconds} s.").format(
                seconds=number(left_s)
            )
            raise RateLimited(sentence, maybe_done=False, retry_after_s=left_s)

    async def refused(self, wait_s: float | None) -> float | None:
        """Keep the pause where the server said how long."""
        self._until = max(self._until, self._clock() + (wait_s or 0.0))
        return wait_s

    async def spent(self) -> int:
        """Return 0, because nothing is counted."""
        return 0

    def close(self) -> None:
        """Do nothing, because nothing is kept."""
