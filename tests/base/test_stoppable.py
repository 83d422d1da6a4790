"""Work in a thread ends early where nobody waits for it, and has ended when its caller goes on."""

import asyncio
import threading

import pytest

from fleetdesk.base.stoppable import Stopped, in_stoppable_thread


async def test_the_answer_comes_back():
    assert await in_stoppable_thread(lambda _check: 7) == 7


async def test_a_fault_comes_back():
    def work(check):
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        await in_stoppable_thread(work)


async def test_whoever_is_cancelled_leaves_when_the_thread_has_ended():
    begun, ended = threading.Event(), []

    def work(check):
        begun.set()
        try:
            while True:
                check()
        except Stopped:
            ended.append(1)
            raise

    task = asyncio.ensure_future(in_stoppable_thread(work))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == [1]
