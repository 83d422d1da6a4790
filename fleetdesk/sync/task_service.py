"""What the user does to tasks: kept on this computer first, shown at once as waiting, sent by the sender."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.drafts import create_draft, edit_drafts
from fleetdesk.domain.outbox import Draft, Op, OpState
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.storage.outbox.steps import ON_ITS_WAY
from fleetdesk.sync.conflict_resolution import ConflictResolution
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.undo_service import UndoService
from fleetdesk.sync.uploads import Uploads
from fleetdesk.sync.writes import Writes


class TaskService(QObject):
    """The one way to write tasks. Each coroutine ends when the write is on the disk, or raises a sentence.

    `check` raises one while nothing may be changed.
    """

    saved = Signal(object)  # the ops that are now on the disk

    def __init__(
        self,
        store: Store,
        outbox_thread: OutboxThread,
        sender: Sender,
        *others: Sender | Uploads,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._store, self._outbox_thread, self._sender, self._senders = store, outbox_thread, sender, (sender, *others)
        self._writes = Writes(store, outbox_thread, self._senders, check)
        self.conflicts = ConflictResolution(outbox_thread, self._writes)
        self.undo = UndoService(store, outbox_thread, self._writes)

    async def load(self, accounts: Iterable[str]) -> None:
        """Lay what waits over the tasks, after a start; what was under way is looked up."""
        queries = self._outbox_thread.outbox.queries
        for account in accounts:
            self._store.task_store.set_made_here(
                account, await self._outbox_thread.do(queries.tasks_made_here, account)
            )
        await self._sender.recover()
        await self.reload()

    async def reload(self) -> None:
        """Read what waits anew: another program changed it, or a start."""
        waiting = await self._outbox_thread.do(self._outbox_thread.outbox.queries.open_ops)
        still = {op.id for op in waiting}
        gone = [op.id for op in self._store.task_store.waiting.values() if op.id not in still]
        await self._store.apply_ops([*waiting, *await self._writes.existing(gone)])
        for account in {op.account for op in waiting}:
            self._writes.wake(account)

    async def save(self, drafts: Sequence[Draft], gesture: str = "") -> list[Op]:
        """Save these writes on this computer, all or none; they are taken back as one `gesture`."""
        ops = await self._writes.add(drafts, self._store.task_store.numbers(draft.key for draft in drafts), gesture)
        self.saved.emit(ops)
        return ops

    async def edit(self, before: Task, fields: Fields, gesture: str = "") -> list[Op]:
        """Change a task from what the user saw to these fields."""
        drafts = edit_drafts(before, fields)
        return await self.save(drafts, gesture) if drafts else []

    async def give(self, keys: Iterable[str], unit: str, gesture: str = "") -> list[Op]:
        """Give tasks to a vehicle, by the vendor's id of it."""
        tasks = [task for task in map(self._store.tasks.get, keys) if task is not None]
        drafts = [draft for task in tasks for draft in edit_drafts(task, {"unit": unit})]
        return await self.save(drafts, gesture) if drafts else []

    async def set_status(self, task: Task, status: TaskStatus, gesture: str = "") -> list[Op]:
        """Change the status alone."""
        return await self.edit(task, {"status": status}, gesture)

    async def make_anew(self, op: Op, fields: Fields, order_ref: str) -> None:
        """Make a task that is gone on the server again, under a new reference."""
        await self.discard(op)
        await self.save([create_draft(op.account, {**fields, "order_ref": order_ref}, proposed=True)])

    async def retry(self, op: Op) -> None:
        """Go on with a write that waits or asks; one on hold goes to the account that is at its server, with all."""
        await self._writes.retry(op, self._senders)

    async def discard(self, op: Op) -> None:
        """Give a write up; UsageError where it is being sent this moment."""
        doubtful = op.state in (OpState.UNCERTAIN, OpState.CONFIRMING)
        await self._writes.discard(op, doubtful=doubtful, refusal=ON_ITS_WAY)

    def now(self) -> float:
        """Return the time in seconds since 1970 by the sender's clock."""
        return self._writes.now()

    def paused(self, account: str) -> str:
        """Say why the account sends nothing now; empty where it does."""
        return self._sender.loops.back_off.why_not(account)
