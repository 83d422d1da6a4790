"""What of one account may go now, what must wait, and what became of steps that failed."""

from collections.abc import Callable, Iterable

from fleetdesk.base.errors import RateLimited, Unreachable
from fleetdesk.domain.outbox import Op
from fleetdesk.sync.back_off import BackOff
from fleetdesk.sync.outbox_thread import OutboxThread

LONGEST_PAUSE_S = 3600.0


class DueWrites:
    """The writes of the outbox that a sender is for: documents with `uploads`, all others without.

    `told` hears of every change of a write; `clock` gives seconds since 1970.
    """

    def __init__(
        self,
        outbox_thread: OutboxThread,
        back_off: BackOff,
        clock: Callable[[], float],
        told: Callable[[Op], None],
        settle_s: float,
        *,
        uploads: bool,
    ) -> None:
        self._outbox_thread, self._back_off, self._clock, self._told = outbox_thread, back_off, clock, told
        self._settle_s, self._uploads = settle_s, uploads
        self._left: set[int] = set()

    async def shut_for(self, account: str, now: float) -> float:
        """Return for how many seconds nothing of the account may begin: our back-off, or a pause of its server."""
        await self._doubt_left()
        until = max(self._back_off.standing(account).until, await self._asked_pause(account, now))
        return max(until - now, 0.0)

    async def due(self, account: str, busy: tuple[int, ...], most: int) -> list[Op]:
        """Return what may go now; tell of what turns out to be damaged or to lack a vehicle."""
        blocked: list[Op] = []
        ops = await self._outbox_thread.do(
            self._outbox_thread.outbox.transitions.due,
            account,
            self._clock(),
            busy,
            most,
            uploads=self._uploads,
            blocked=blocked.append,
        )
        for op in blocked:
            self._told(op)
        return ops

    async def until_next(self, account: str, now: float) -> float | None:
        """Return the seconds until the next write may go; None where none waits for time."""
        due = await self._outbox_thread.do(self._outbox_thread.outbox.queries.next_due, account, uploads=self._uploads)
        return None if due is None else min(max(due - now, 0.0), LONGEST_PAUSE_S)

    async def note_failed(self, failed: Iterable[tuple[Op, BaseException]]) -> None:
        """Note steps that raised: their writes may be left as being sent, and their account or they have to wait."""
        failed = list(failed)
        self._left.update(op.id for op, _error in failed)
        for op, error in failed:
            await self._heed(op, error)

    async def _asked_pause(self, account: str, now: float) -> float:
        """Return the end of a pause that a server asked for; one too far ahead was written by a wrong clock."""
        until = await self._outbox_thread.do(self._outbox_thread.outbox.queries.paused_until, account)
        return 0.0 if until > now + LONGEST_PAUSE_S else until

    async def _doubt_left(self) -> None:
        """Look up writes that a failed step left as being sent, which nobody would take up again."""
        for left in tuple(self._left):
            op = await self._outbox_thread.do(
                self._outbox_thread.outbox.transitions.left, left, self._clock() + self._settle_s
            )
            self._left.discard(left)
            if op:
                self._told(op)

    async def _heed(self, op: Op, error: BaseException) -> None:
        """A pause that the server asked for holds after a restart too; what cannot be read lets others go first."""
        if isinstance(error, RateLimited) and error.retry_after_s:
            until = self._clock() + min(error.retry_after_s, LONGEST_PAUSE_S)
            await self._outbox_thread.do(self._outbox_thread.outbox.transitions.pause, op.account, until)
        elif isinstance(error, Unreachable) and error.maybe_done:
            await self._outbox_thread.do(
                self._outbox_thread.outbox.transitions.later, op.id, self._back_off.next_try(op.account)
            )
