"""Work in a thread ends early where nobody waits for it, and has ended when its caller goes on."""

import asyncio
import threading

import pytest

from fleetdesk.base.stoppable import Stopped, in_stoppable_thread, let_go


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


async def test_a_check_waits_until_the_loop_had_its_turn(monkeypatch):
    monkeypatch.setattr("fleetdesk.base.stoppable.WORK_S", 0.0)
    loop, had = asyncio.get_running_loop(), []

    def work(check):
        for number in range(5):
            loop.call_soon_threadsafe(had.append, number)
            check()
            assert had == list(range(number + 1))
        return had

    assert await in_stoppable_thread(work) == [0, 1, 2, 3, 4]


async def test_very_many_values_are_let_go_some_at_a_time():
    lengths, rows = [], [object() for _number in range(1000)]

    class Rows(list):
        def __delitem__(self, place):
            super().__delitem__(place)
            lengths.append(len(self))

    kept = Rows(rows)
    await let_go(kept, at_once=300)
    assert (lengths, kept) == ([700, 400, 100, 0], [])
