"""The transitions of the outbox as a delivery makes them: each on the disk first, then told."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ParamSpec, TypeVar

import structlog

from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited, Unreachable
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import Op, OpCode, OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.storage.outbox.creations import Creations
from fleetdesk.storage.outbox.documents import Documents
from fleetdesk.storage.outbox.transitions import Transitions
from fleetdesk.sync.outbox_thread import OutboxThread

log = structlog.get_logger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
Listed = Callable[[str, int, Sequence[Document]], None]
"""Hears of each list of a task's files: its account, the server's id of the task, and the files."""
CONFIRM_LOOKS = 4

SETTLE_S = 30.0
"""How long a server may still be busy with a request that we stopped waiting for (docs/outbox.md#uncertain-writes)."""


class Outcomes:
    """What became of a write: kept in the outbox by one transition, then told.

    `clock` gives seconds since 1970; `told` is called with the write as it is then. The deliveries hold one each.
    """

    def __init__(
        self, outbox_thread: OutboxThread, clock: Callable[[], float], told: Callable[[Op], None], settle_s: float
    ) -> None:
        self._outbox_thread, self._told = outbox_thread, told
        self.clock, self._settle_s = clock, settle_s

    @property
    def transitions(self) -> Transitions:
        """Return the sender's transitions, to name one for `do`."""
        return self._outbox_thread.outbox.transitions

    @property
    def documents(self) -> Documents:
        """Return the transitions of documents, to name one for `do`."""
        return self._outbox_thread.outbox.documents

    @property
    def creations(self) -> Creations:
        """Return the transitions of creations, to name one for `do`."""
        return self._outbox_thread.outbox.creations

    def settled_at(self) -> float:
        """Return the moment from which a server is surely not busy any more with a request that we gave up."""
        return self.clock() + self._settle_s

    async def failed(self, op: Op, error: Exception) -> None:
        """Put back what was surely not sent; make uncertain what may have arrived; ask about a refusal.

        Raises the error again where it concerns the whole account.
        """
        if not isinstance(error, FleetError):
            await self.doubt(op, _("FleetDesk met a fault of its own ({fault})").format(fault=type(error).__name__))
            return
        if isinstance(error, (NotSignedIn, Unreachable)) or error.before_sending:
            if error.before_sending or not error.maybe_done:
                wait_s = error.retry_after_s or 0.0
                until = self.clock() + wait_s if isinstance(error, RateLimited) else 0.0
                await self.do(self.transitions.unsent, op.id, until, type(error).__name__, str(error))
            else:
                await self.doubt(op, str(error))
            raise error
        await self.ask(op, OpState.DEAD, OpCode.REFUSED, str(error))

    async def begun(self, op: Op) -> bool:
        """Put the intent to send on the disk; whether the write may go, since nobody has changed it meanwhile."""
        return await self.do(self.transitions.sending, op.id, self.clock()) is not None

    async def doubt(self, op: Op, reason: str) -> None:
        """Look it up once the server has had time to finish, because it may have arrived."""
        await self.do(self.transitions.doubt, op.id, self.settled_at(), OpCode.DOUBT, reason)

    async def look_again(self, op: Op) -> None:
        """Look once more when the server has had time to finish; it was looked up and not found."""
        await self.do(self.transitions.postpone, op.id, self.settled_at(), op.reason, looked=True)

    async def not_shown_yet(self, op: Op, sentence: str) -> None:
        """Look again, each time after twice as long: the server took it and does not show it."""
        await self.do(self.transitions.postpone, op.id, self.clock() + 2.0**op.looks, sentence, looked=True)

    async def done(self, op: Op) -> None:
        """Confirm it."""
        await self.do(self.transitions.done, op.id, self.clock())

    async def ask(self, op: Op, state: OpState, code: str, reason: str, **more: Any) -> None:
        """Let the user decide: BLOCKED, CONFLICT or DEAD with the reason as a sentence."""
        await self.do(self.transitions.ask, op.id, state, code, reason, **more)

    async def discard(self, op: Op) -> None:
        """Take it off, because the user has given it up and it is not on its way any more."""
        decisions = self._outbox_thread.outbox.decisions
        for each in await self._outbox_thread.do(decisions.discard, op.id, self.clock()):
            self.tell(each)

    async def do(self, call: Callable[..., Op | None], *args: Any, **more: Any) -> Op | None:
        """Make a transition in the outbox's thread, tell of it, and return the write as it is then."""
        op = await self._outbox_thread.do(call, *args, **more)
        self.tell(op)
        return op

    async def call(self, call: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Ask the outbox something in its thread, or make a transition that is told of later."""
        return await self._outbox_thread.do(call, *args, **more)

    def tell(self, op: Op | None) -> None:
        """Tell of a write that has changed; None is nothing to tell."""
        if op is not None:
            self._told(op)


async def outcome(write: Awaitable[T], op: Op) -> tuple[T | None, Exception | None]:
    """Turn what a write gave or raised into a transition; a fault of our own is logged and as doubtful as any."""
    try:
        return await write, None
    except FleetError as error:
        return None, error
    except Exception as error:
        log.error("sending failed", op=op.uid, exc_info=error)
        return None, error
