"""The outbox's own thread: whoever wants something of the file awaits it here, and nobody else touches it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from fleetdesk.storage.outbox import Outbox

P = ParamSpec("P")
T = TypeVar("T")


class Door:
    """Runs calls of the outbox one after the other, off the window's thread."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")

    async def do(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The call's result; one that was begun ends even where its caller is cancelled."""
        work = asyncio.get_running_loop().run_in_executor(self._thread, lambda: call(*args, **kwargs))
        return await asyncio.shield(work)

    async def close(self) -> None:
        """Waits for what is under way and closes the file."""
        await self.do(self.outbox.close)
        self._thread.shutdown(wait=False)
