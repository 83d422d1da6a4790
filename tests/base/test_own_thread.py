"""What never answers, or dies, does so on a thread of its own; who asked is told."""

import asyncio
import threading

import pytest

from fleetdesk.base.own_thread import Died, Unanswered, answered, in_own_thread

DEADLY = [SystemExit(1), KeyboardInterrupt(), GeneratorExit(), asyncio.CancelledError(), StopIteration()]


def fail(error):
    raise error


@pytest.fixture
def never():
    free = threading.Event()
    yield lambda: free.wait(60)
    free.set()


async def test_the_answer_comes_back():
    assert answered(divmod, 60, 7, 2) == (3, 1)
    assert await in_own_thread(divmod, 7, 2) == (3, 1)


@pytest.mark.parametrize("error", DEADLY, ids=repr)
async def test_what_ends_a_thread_or_a_program_is_told_and_ends_neither(error):
    for ask in (lambda: answered(fail, 60, error), lambda: in_own_thread(fail, error)):
        with pytest.raises(Died) as told:
            await asyncio.sleep(0, await ask())
        assert told.value.kind == type(error).__name__
    assert await asyncio.to_thread(lambda: 5) == 5


async def test_the_calls_own_failure_comes_through():
    with pytest.raises(TimeoutError, match="mine"):
        answered(fail, 60, TimeoutError("mine"))
    with pytest.raises(TimeoutError, match="mine"):
        await in_own_thread(fail, TimeoutError("mine"))


def test_no_answer_is_said(never):
    with pytest.raises(Unanswered):
        answered(never, 0.01)


async def test_more_calls_may_hang_than_a_pool_has_threads(never):
    hanging = [asyncio.ensure_future(in_own_thread(never)) for _ in range(100)]
    assert await in_own_thread(lambda: 5) == 5
    assert await asyncio.to_thread(lambda: 6) == 6
    for each in hanging:
        each.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)


def test_a_late_answer_to_an_ended_loop_is_dropped():
    free, told = threading.Event(), []

    def hang():
        told.append(threading.current_thread())
        free.wait(60)

    async def ask():
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(in_own_thread(hang), 0.2)

    asyncio.run(ask())
    free.set()
    told[0].join()
