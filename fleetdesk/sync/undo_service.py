"""Taking back and doing again, a gesture at a time: on the disk in one piece, then shown, then sent."""

from collections.abc import Sequence

from fleetdesk.domain.outbox import Draft, Op
from fleetdesk.domain.steps import Direction, Step, new_gesture
from fleetdesk.storage.outbox.steps import MOST
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.store import Store
from fleetdesk.sync.undo import UndoPlan
from fleetdesk.sync.writes import Writes


class UndoService:
    """Each coroutine ends when the change is on the disk and shown, or raises a FleetError with a sentence."""

    def __init__(self, store: Store, outbox_thread: OutboxThread, writes: Writes) -> None:
        self._store, self._outbox_thread, self._writes = store, outbox_thread, writes

    async def gestures(self, direction: Direction = Direction.DONE, most: int = MOST) -> list[list[Step]]:
        """Return at most so many gestures to take back or do again, the newest first, each with its steps."""
        return await self._outbox_thread.do(self._outbox_thread.outbox.steps.gestures, direction, most)

    async def gesture(self, name: str) -> list[Step]:
        """Return the steps of one gesture; none where it was led back already."""
        return await self._outbox_thread.do(self._outbox_thread.outbox.steps.gesture, name)

    async def forget(self, plan: UndoPlan) -> None:
        """Take a gesture that never can be led back off the list."""
        self._writes.check()
        await self._outbox_thread.write(self._outbox_thread.outbox.steps.forget, plan.gesture)

    async def remove(self, ops: Sequence[Op], gesture: str) -> None:
        """Take tasks off this computer that were never sent, by the writes that make them; that can be taken back."""
        records = [Draft(op.account, op.task, op.kind, {}, op.fields, op.label) for op in ops]
        await self._lead_back("", [op.id for op in ops], (), records, (gesture, Direction.DONE))

    async def carry_out(self, plan: UndoPlan) -> None:
        """Lead a gesture back as planned; UsageError where a write of it is being sent this moment."""
        into = new_gesture(), Direction.DONE if plan.again else Direction.TAKEN_BACK
        await self._lead_back(plan.gesture, [op.id for op in plan.discards], plan.drafts, plan.records, into)

    async def _lead_back(
        self,
        gesture: str,
        discards: Sequence[int],
        drafts: Sequence[Draft],
        records: Sequence[Draft],
        into: tuple[str, Direction],
    ) -> None:
        self._writes.check()
        lead_back = self._outbox_thread.outbox.steps.lead_back
        before = self._store.task_store.numbers(draft.key for draft in (*drafts, *records))
        ops = await self._outbox_thread.write(lead_back, gesture, discards, drafts, records, into, self._writes.now())
        await self._store.apply_ops([*await self._writes.existing(before), *ops])
        for account in {op.account for op in ops}:
            self._writes.wake(account)
