"""What the user decides about writes that wait or ask, and the list of what can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.outbox import Op, OpState, Step
from fleetdesk.domain.task_fields import Fields, Value
from fleetdesk.sync.holds import give_back
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store


class Decisions(QObject):
    """Each coroutine ends when the decision is on the disk, or raises a sentence."""

    saved = Signal(object)  # the ops that are now on the disk

    def __init__(self, store: Store, outbox_thread: OutboxThread, sender: Sender, *others: Sender) -> None:
        super().__init__()
        self._store, self._outbox_thread, self._sender, self._senders = store, outbox_thread, sender, (sender, *others)

    async def retry(self, op: Op) -> None:
        """Goes on with a write that waits or asks; one on hold goes to the account that is at its server, with all."""
        if op.on_hold:
            op = replace(op, account=await give_back(self._store, self._outbox_thread, op.account))
        self._tell([await self._outbox_thread.write(self._outbox_thread.outbox.decisions.retry, op.id)])
        for sender in self._senders:
            await sender.hurry(op.account)

    async def discard(self, op: Op) -> None:
        """Gives a write up; one that is being sent this moment cannot be."""
        doubtful = op.state in (OpState.UNCERTAIN, OpState.CONFIRMING)
        given_up = await self._outbox_thread.write(
            self._outbox_thread.outbox.decisions.discard, op.id, self.now(), doubtful=doubtful
        )
        if not given_up:
            raise UsageError("It is being sent just now and cannot be taken back. Wait for the answer.")
        self._tell(given_up)

    async def settle(self, op: Op, mine: Iterable[str], edited: Mapping[str, Value] | None = None) -> None:
        """Ends a conflict: our values for `mine`, edited ones where given, the server's for the rest."""
        kept = {name for name in op.fields if name not in op.theirs} | set(mine)
        fields = {name: value for name, value in op.fields.items() if name in kept} | dict(edited or {})
        base = {name: op.theirs.get(name, op.base.get(name)) for name in fields}
        await self.replace(op, fields, base)

    async def replace(self, op: Op, fields: Fields, base: Fields) -> None:
        """Puts a corrected write in the place of one that asked."""
        new = await self._outbox_thread.write(
            self._outbox_thread.outbox.decisions.replace, op.id, fields, base, self.now()
        )
        old = await self._outbox_thread.do(self._outbox_thread.outbox.queries.op, op.id)
        self._tell([old, new])
        self._wake(op.account)

    async def steps(self) -> list[Step]:
        """What can be taken back, the newest first."""
        return await self._outbox_thread.do(self._outbox_thread.outbox.queries.steps)

    async def forget_step(self, step: Step) -> None:
        """Takes a step off that list."""
        await self._outbox_thread.write(self._outbox_thread.outbox.decisions.forget_step, step.id)

    def _wake(self, account: str) -> None:
        """Something new waits: a task's write, or a document that another program has queued."""
        for sender in self._senders:
            sender.wake(account)

    def now(self) -> float:
        """Seconds since 1970 by the sender's clock."""
        return self._sender.clock()

    def paused(self, account: str) -> str:
        """Why the account sends nothing now; empty where it does."""
        return self._sender.why_not(account)

    def _tell(self, ops: Iterable[Op | None]) -> None:
        for op in ops:
            if op is not None:
                self._store.apply_op(op)
