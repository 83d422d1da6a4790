"""Work in a thread that lets the loop go on beside it, and ends early where nobody waits for it any more."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
Check = Callable[[], None]
WORK_S, WAIT_S = 0.008, 1.0
"""So long a thread works before the loop has a turn, for which it waits so long at most: the loop may have ended."""


class Stopped(Exception):
    """Nobody waits for the work any more."""


def never() -> None:
    """Be the check of work that nobody stops."""


def giving_way() -> Check:
    """Return a check for a thread to call now and then: it waits until the running loop had a turn, every 8 ms.

    Two threads share one Python. One that computes for seconds, or asks SQLite a thousand times, hardly lets the
    loop's thread have it, which then stands still for as long as that takes.
    """
    loop, had, until = asyncio.get_running_loop(), threading.Event(), monotonic() + WORK_S

    def check() -> None:
        nonlocal until
        if monotonic() < until:
            return
        had.clear()
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(had.set)
            had.wait(WAIT_S)
        until = monotonic() + WORK_S

    return check


async def in_stoppable_thread(work: Callable[[Check], T]) -> T:
    """Return what `work` returns in a thread; it is given a check to call now and then.

    That gives the loop its turns, and raises Stopped in time. Whoever is cancelled here leaves when the thread has
    ended, so that it changes nothing later.
    """
    stop, give_way = threading.Event(), giving_way()

    def check() -> None:
        if stop.is_set():
            raise Stopped
        give_way()

    working = asyncio.ensure_future(asyncio.to_thread(work, check))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([working])
        working.cancelled() or working.exception()
        raise


async def let_go(rows: list[T], at_once: int = 200) -> None:
    """Empty a long list that is needed no more, in a thread: freeing very many values at once takes long."""
    give_way = giving_way()

    def empty() -> None:
        while rows:
            del rows[-at_once:]
            give_way()

    await asyncio.to_thread(empty)
