"""asyncio on Qt's event loop, ended without telling Qt that the program quits.

qasync runs QApplication.exec() for each run_until_complete and ends it with QApplication.exit(), which emits
aboutToQuit each time. QtWebEngine takes itself down at the first and crashes at the second (PySide6 6.11.3; seen in
libQt6WebEngineCore below QCoreApplication::aboutToQuit), and asyncio's own runner alone needs three. So qasync is
handed an application whose exec() is a plain QEventLoop.

qasync closes no asynchronous generator that was left before its end, as asyncio's own loops do: the connection of an
answer that was refused in its middle would stay open until the collector finds it, and then fail to close.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import qasync
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

T = TypeVar("T")
SWITCH_S = 0.0005
"""After so long a thread that computes lets another one have Python.

The window's thread takes Python for each cell that Qt asks for while it paints, and waited each time for 5 ms, Python's
own measure: a paint of 40 rows took half a second while a track was thinned out beside it.
"""


class _Shell:
    """The application as qasync uses it."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._running: list[QEventLoop] = []

    def exec(self) -> int:
        """Run Qt's events until exit()."""
        loop = QEventLoop()
        self._running.append(loop)
        try:
            return loop.exec()
        finally:
            self._running.remove(loop)

    def exit(self, code: int = 0) -> None:
        """End the innermost exec()."""
        if self._running:
            self._running[-1].exit(code)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)


def new_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """Return an asyncio event loop that runs Qt's events."""
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(_Shell(app), already_running=False)
    return loop


@contextmanager
def _generators_closed(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Close asynchronous generators that were left before their end in a task, while the loop runs."""
    closing: set[asyncio.Task[None]] = set()

    def close(generator: AsyncGenerator[Any, None]) -> None:
        task = loop.create_task(generator.aclose())
        closing.add(task)
        task.add_done_callback(closing.discard)

    def finalize(generator: AsyncGenerator[Any, None]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(close, generator)  # the collector runs in any thread

    before = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(finalizer=finalize)
    try:
        yield
    finally:
        sys.set_asyncgen_hooks(*before)


@contextmanager
def _threads_give_way() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def run(app: QApplication, main: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine to its end; cancel the tasks it leaves and await them."""
    with (
        _threads_give_way(),
        asyncio.Runner(loop_factory=lambda: new_loop(app)) as runner,
        _generators_closed(runner.get_loop()),
    ):
        return runner.run(main)
