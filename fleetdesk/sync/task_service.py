"""What the user does to tasks: kept on this computer first, shown at once as waiting, sent by the sender."""

from collections.abc import Iterable, Sequence

from fleetdesk.domain.drafts import create_draft, edit_drafts
from fleetdesk.domain.outbox import Draft, Op
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.conflict_resolution import Decisions


class TaskService(Decisions):
    """The tasks' one door for writes. Every coroutine ends when the write is on the disk, or raises a sentence."""

    async def begin(self, accounts: Iterable[str]) -> None:
        """Lays what waits over the tasks, after a start; what was under way is looked up."""
        for account in accounts:
            self._store.task_store.know(
                account, await self._outbox_thread.do(self._outbox_thread.outbox.queries.tasks_made_here, account)
            )
        await self._sender.recover()
        await self.reload()

    async def reload(self) -> None:
        """Reads what waits anew: another program changed it, or a start."""
        waiting = await self._outbox_thread.do(self._outbox_thread.outbox.queries.open_ops)
        still = {op.id for op in waiting}
        gone = [op.id for op in self._store.task_store.waiting.values() if op.id not in still]
        await self._store.apply_ops([*waiting, *await self._as_they_are(gone)])
        for account in {op.account for op in waiting}:
            self._wake(account)

    async def save(self, drafts: Sequence[Draft], *, step: bool = True) -> list[Op]:
        """Keeps these writes, all or none; when this returns they are saved on this computer."""
        outbox = self._outbox_thread.outbox
        task_store = self._store.task_store
        before = [op.id for draft in drafts for op in (*task_store.ops(draft.key), *task_store.documents(draft.key))]
        ops = await self._outbox_thread.write(outbox.insert.add, list(drafts), self.now(), step=step)
        # What was made one with the new write has ended.
        await self._store.apply_ops([*await self._as_they_are(before), *ops])
        for account in {draft.account for draft in drafts}:
            self._wake(account)
        self.saved.emit(ops)
        return ops

    async def _as_they_are(self, numbers: Sequence[int]) -> list[Op]:
        """These writes as the file has them now."""
        outbox = self._outbox_thread.outbox
        return await self._outbox_thread.do(lambda: [op for op in map(outbox.queries.op, numbers) if op is not None])

    async def edit(self, before: Task, fields: Fields) -> list[Op]:
        """Changes a task from what the user saw to these fields."""
        drafts = edit_drafts(before, fields)
        return await self.save(drafts) if drafts else []

    async def give(self, keys: Iterable[str], unit: str) -> list[Op]:
        """Gives tasks to a vehicle, by the vendor's id of it."""
        tasks = [task for task in map(self._store.tasks.get, keys) if task is not None]
        drafts = [draft for task in tasks for draft in edit_drafts(task, {"unit": unit})]
        return await self.save(drafts) if drafts else []

    async def set_status(self, task: Task, status: TaskStatus) -> list[Op]:
        """Changes the status alone."""
        return await self.edit(task, {"status": status})

    async def make_anew(self, op: Op, fields: Fields, order_ref: str) -> None:
        """A task that is gone on the server is made again, under a new reference."""
        await self.discard(op)
        await self.save([create_draft(op.account, {**fields, "order_ref": order_ref}, proposed=True)])
