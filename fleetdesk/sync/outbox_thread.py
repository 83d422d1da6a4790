"""The outbox's own thread: whoever wants something of the file awaits it here, and nobody else touches it."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.storage.outbox.outbox import Outbox

P = ParamSpec("P")
T = TypeVar("T")

UNSAVED = _("Nothing was saved: the disk said “{reason}”. What you typed is still here.")
FULL = _("Nothing was saved: the disk is full. Make room, then save again; what you typed is still here.")


class OutboxThread:
    """Runs calls of the outbox one after the other, off the window's thread.

    `whole` is whether all that ever waited in it could be read, so that what it does not name is needed by nothing.
    """

    def __init__(self, outbox: Outbox, *, whole: bool = True) -> None:
        self._outbox, self.whole = outbox, whole
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")

    @property
    def outbox(self) -> Outbox:
        """The file, for naming its calls."""
        return self._outbox

    async def do(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The call's result; one that was begun ends even where its caller is cancelled."""
        work = asyncio.get_running_loop().run_in_executor(self._thread, lambda: call(*args, **kwargs))
        return await asyncio.shield(work)

    async def write(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a call for the user; what SQLite says becomes a sentence."""
        try:
            return await self.do(call, *args, **kwargs)
        except sqlite3.Error as error:
            full = (getattr(error, "sqlite_errorcode", 0) & 0xFF) == sqlite3.SQLITE_FULL
            raise FleetError(FULL if full else UNSAVED.format(reason=error)) from error

    async def close(self) -> None:
        """Wait for what is under way and close the file."""
        await self.do(self._outbox.close)
        self._thread.shutdown(wait=False)


class NoOutbox(OutboxThread):
    """In the place of an outbox that cannot be used: everything is refused with the reason."""

    def __init__(self, trouble: str) -> None:
        self._trouble, self.whole = trouble, False

    @property
    def outbox(self) -> Outbox:
        """There is none."""
        raise FleetError(self._trouble)

    async def close(self) -> None:
        """Nothing is open."""
