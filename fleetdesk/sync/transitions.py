"""The outbox's transitions as a delivery makes them: each on the disk first, then told."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import structlog

from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited, Unreachable
from fleetdesk.domain.outbox import Op, OpState
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.storage.outbox.transitions import Transitions as OutboxTransitions
from fleetdesk.sync.outbox_thread import OutboxThread

log = structlog.get_logger(__name__)
T = TypeVar("T")
Listed = Callable[[str, int, Sequence[Document]], None]
"""Hears of each list of a task's files: its account, the server's id of the task, and the files."""
CONFIRM_LOOKS = 4

SETTLE_S = 30.0
"""How long a server may still be busy with a request that we stopped waiting for (docs/outbox.md#uncertain-writes)."""


class Transitions:
    """What became of a write, kept in the outbox and told."""

    def __init__(
        self,
        outbox_thread: OutboxThread,
        clock: Callable[[], float],
        told: Callable[[Op], None],
        served: Callable[[Task], None],
        settle_s: float = SETTLE_S,
    ) -> None:
        self._outbox_thread, self._clock, self._told, self._served = outbox_thread, clock, told, served
        self._settle_s = settle_s

    async def _failed(self, op: Op, error: Exception) -> None:
        """Surely not sent goes back to the queue; what may have arrived becomes uncertain; a refusal asks."""
        if not isinstance(error, FleetError):
            await self._doubt(op, f"FleetDesk met a fault of its own ({type(error).__name__})")
            return
        if isinstance(error, (NotSignedIn, Unreachable)) or error.before_sending:
            if error.before_sending or not error.maybe_done:
                wait_s = error.retry_after_s or 0.0
                until = self._clock() + wait_s if isinstance(error, RateLimited) else 0.0
                await self._do(self._transitions.unsent, op.id, until, type(error).__name__, str(error))
            else:
                await self._doubt(op, str(error))
            raise error
        await self._ask(op, OpState.DEAD, "refused", str(error))

    async def _begun(self, op: Op) -> bool:
        begun = await self._outbox_thread.do(self._transitions.sending, op.id, self._clock())
        self._tell(begun)
        return begun is not None

    async def _doubt(self, op: Op, reason: str) -> None:
        await self._do(self._transitions.doubt, op.id, self._clock() + self._settle_s, "doubt", reason)

    async def _ask(self, op: Op, state: OpState, code: str, reason: str, **more: Any) -> None:
        await self._do(self._transitions.ask, op.id, state, code, reason, **more)

    async def _do(self, call: Callable[..., Op | None], *args: Any, **more: Any) -> Op | None:
        op = await self._outbox_thread.do(call, *args, **more)
        self._tell(op)
        return op

    def _tell(self, op: Op | None) -> None:
        if op is not None:
            self._told(op)

    @property
    def _transitions(self) -> OutboxTransitions:
        return self._outbox_thread.outbox.transitions


async def outcome(write: Awaitable[T], op: Op) -> tuple[T | None, Exception | None]:
    """What a write gave or raised. A fault of our own is in the log, and the write is as doubtful as any."""
    try:
        return await write, None
    except FleetError as error:
        return None, error
    except Exception as error:
        log.error("sending failed", op=op.uid, exc_info=error)
        return None, error
