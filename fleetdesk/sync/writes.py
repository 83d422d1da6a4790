"""What every service does with a write of the user's: onto the disk, then onto the desk, then to the senders."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from fleetdesk.base.errors import UsageError
from fleetdesk.base.stoppable import giving_way
from fleetdesk.domain.outbox import Draft, Op
from fleetdesk.domain.steps import new_gesture
from fleetdesk.sync.holds import give_back
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.uploads import Uploads


class Writes:
    """Each coroutine ends when the change is on the disk and shown, or raises a FleetError with a sentence.

    `check` raises one while nothing may be changed, because the desk does not show what is now.
    """

    def __init__(
        self,
        store: Store,
        outbox_thread: OutboxThread,
        senders: Sequence[Sender | Uploads],
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._outbox_thread, self._senders, self.check = store, outbox_thread, senders, check

    def now(self) -> float:
        """Return the time in seconds since 1970 by the senders' clock."""
        return self._senders[0].clock()

    async def add(
        self, drafts: Sequence[Draft], before: Iterable[int] = (), gesture: str = "", *, undoable: bool = True
    ) -> list[Op]:
        """Save these writes, all or none, as one gesture that can be taken back, by this name or one of its own.

        Those that are not `undoable` are no gesture.
        The writes in `before` may have been made one with them and are shown anew.
        """
        self.check()
        insert = self._outbox_thread.outbox.insert
        named = gesture or new_gesture() if undoable else ""
        ops = await self._outbox_thread.write(insert.add, list(drafts), self.now(), gesture=named, check=giving_way())
        await self._store.apply_ops([*await self.existing(before), *ops])
        for account in {draft.account for draft in drafts}:
            self.wake(account)
        return ops

    async def retry(self, op: Op, senders: Iterable[Sender | Uploads]) -> None:
        """Go on with a write at once, by these senders: one on hold goes to the account at its server, with all of it.

        Back-off and pauses of the account end, because the user wants it now; what is uncertain still waits for the
        server.
        """
        self.check()
        if op.on_hold:
            op = replace(op, account=await give_back(self._store, self._outbox_thread, op.account))
        decisions = self._outbox_thread.outbox.decisions
        self.show([await self._outbox_thread.write(decisions.retry, op.id)])
        await self._outbox_thread.do(decisions.hurry, op.account)
        for sender in senders:
            sender.loops.hurry(op.account)

    async def discard(self, op: Op, *, doubtful: bool, refusal: str) -> None:
        """Give a write up; UsageError with `refusal` where it is on its way and its arrival is not `doubtful`."""
        self.check()
        discard = self._outbox_thread.outbox.decisions.discard
        given_up = await self._outbox_thread.write(discard, op.id, self.now(), doubtful=doubtful)
        if not given_up:
            raise UsageError(refusal)
        self.show(given_up)

    async def existing(self, numbers: Iterable[int]) -> list[Op]:
        """Return these writes as the file has them now."""
        return await self._outbox_thread.do(self._outbox_thread.outbox.queries.existing, list(numbers))

    def show(self, ops: Iterable[Op | None]) -> None:
        """Lay these writes over their tasks, or take off those that have ended."""
        for op in ops:
            if op is not None:
                self._store.apply_op(op)

    def wake(self, account: str) -> None:
        """Let every sender look for what waits of the account: its tasks' writes, and documents."""
        for sender in self._senders:
            sender.loops.wake(account)
