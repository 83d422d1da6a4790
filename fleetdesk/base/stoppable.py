"""Work in a thread that ends early where nobody waits for it any more."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Check = Callable[[], None]


class Stopped(Exception):
    """Nobody waits for the work any more."""


def never() -> None:
    """Be the check of work that nobody stops."""


async def in_stoppable_thread(work: Callable[[Check], T]) -> T:
    """Return what `work` returns in a thread; it is given a check to call now and then, and so raises Stopped in time.

    Whoever is cancelled here leaves when the thread has ended, so that it changes nothing later.
    """
    stop = threading.Event()

    def check() -> None:
        if stop.is_set():
            raise Stopped

    working = asyncio.ensure_future(asyncio.to_thread(work, check))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([working])
        working.cancelled() or working.exception()
        raise
