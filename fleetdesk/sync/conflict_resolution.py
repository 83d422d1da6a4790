"""How the user ends a conflict, or corrects a write that a server refused."""

from collections.abc import Iterable, Mapping

from fleetdesk.domain.outbox import Op
from fleetdesk.domain.task_fields import Fields, Value
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.writes import Writes


class ConflictResolution:
    """Each coroutine ends when the decision is on the disk, or raises a FleetError with a sentence."""

    def __init__(self, outbox_thread: OutboxThread, writes: Writes) -> None:
        self._outbox_thread, self._writes = outbox_thread, writes

    async def settle(self, op: Op, mine: Iterable[str], edited: Mapping[str, Value] | None = None) -> None:
        """End a conflict: our values for `mine`, edited ones where given, the server's for the rest."""
        kept = {name for name in op.fields if name not in op.theirs} | set(mine)
        fields = {name: value for name, value in op.fields.items() if name in kept} | dict(edited or {})
        base = {name: op.theirs.get(name, op.base.get(name)) for name in fields}
        await self.replace(op, fields, base)

    async def replace(self, op: Op, fields: Fields, base: Fields) -> None:
        """Put a corrected write in the place of one that asked."""
        self._writes.check()
        outbox = self._outbox_thread.outbox
        new = await self._outbox_thread.write(outbox.decisions.replace, op.id, fields, base, self._writes.now())
        self._writes.show([*await self._writes.existing([op.id]), new])
        self._writes.wake(op.account)
