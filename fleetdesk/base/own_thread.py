"""Runs calls that may never answer, or die, each on a thread of its own: no pool of threads is used up or killed."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Unanswered(Exception):
    """The call has not answered in time; its thread waits on and holds nothing up, not even the program's end."""


class Died(Exception):
    """The call raised what ends a thread or a program (SystemExit, a panic); `kind` is the name of its type."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def answered(call: Callable[P, T], deadline_s: float, *args: P.args, **kwargs: P.kwargs) -> T:
    """Wait for the call and return its answer; Unanswered after the deadline, Died for more than an Exception."""
    future = begun(lambda: call(*args, **kwargs))
    # Not result(timeout): the call's own TimeoutError is another thing than no answer.
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    if not done.wait(deadline_s):
        raise Unanswered(f"no answer within {deadline_s:g} s")
    return future.result()


async def in_own_thread(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return the answer of the call, the loop running meanwhile; Died for more than an Exception."""
    loop, answer = asyncio.get_running_loop(), asyncio.Event()
    future = begun(lambda: call(*args, **kwargs))

    def tell(_: Future[T]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(answer.set)

    future.add_done_callback(tell)
    await answer.wait()
    return future.result()


def begun(call: Callable[[], T]) -> Future[T]:
    """Begin the call and return its future, which has Died for more than an Exception.

    Its thread is a daemon, so that the program ends without it.
    """
    future: Future[T] = Future()
    threading.Thread(target=_run, args=(call, future), name="own thread", daemon=True).start()
    return future


def _run(call: Callable[[], T], future: Future[T]) -> None:
    try:
        found = call()
    except StopIteration as error:  # no coroutine can raise it
        future.set_exception(Died(type(error).__name__))
    except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to who waits
        future.set_exception(error)
    except BaseException as error:  # noqa: BLE001 - it would end the thread or the program of who waits
        future.set_exception(Died(type(error).__name__))
    else:
        future.set_result(found)
