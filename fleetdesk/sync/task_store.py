"""The tasks of the desk: the servers' copies, what waits to be sent, and both together as they are shown. No Qt.

What is shown is computed each time from the two and stored nowhere: a pending edit can never be taken for a
confirmed one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from fleetdesk.domain.keys import TaskKey, account_of, task_key
from fleetdesk.domain.outbox import ENDED, Op, OpKind, OpState
from fleetdesk.domain.task_fields import changes, fields_of, with_fields
from fleetdesk.domain.tasks import Task, TaskStatus, begins, server_number
from fleetdesk.domain.units import Unit
from fleetdesk.sync.counts import TaskCounts
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.read_marks import ReadMarks
from fleetdesk.sync.server_copies import ServerCopies
from fleetdesk.sync.task_index import TaskIndex


class TaskStore:
    """Every change gives a Delta of the keys whose shown task changed."""

    def __init__(self) -> None:
        self.shown: dict[str, Task] = {}
        self.unfinished: dict[str, Task] = {}
        self.counts = TaskCounts()
        self.index = TaskIndex()
        self.unseen: set[str] = set()
        self.keep_finished = False
        self._server = ServerCopies()
        self.waiting: dict[str, Op] = {}
        self.asking = self.unassigned = 0
        self.in_state: Counter[OpState] = Counter()
        self._ops: dict[str, dict[int, Op]] = {}
        self._documents: dict[str, dict[int, Op]] = {}
        self._tails: dict[str, dict[int, str]] = {}
        self._marks = ReadMarks()
        self._listed: set[str] = set()  # accounts of which a whole list was shown: what comes later is new

    # -- reading

    def ops(self, key: str) -> list[Op]:
        """Return the pending writes of a task, in the order in which they are sent."""
        return sorted(self._ops.get(key, {}).values(), key=lambda op: (op.seq, op.id))

    def unassigned_of(self, key: str) -> Op | None:
        """Return the write that makes a task which is kept here without a vehicle; None for any other task."""
        return next((op for op in self._ops.get(key, {}).values() if op.unassigned), None)

    def documents(self, key: str) -> list[Op]:
        """Return the pending writes of a task's documents, in the order in which they were made."""
        return sorted(self._documents.get(key, {}).values(), key=lambda op: op.id)

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of the pending writes of these tasks and of their documents."""
        return [op.id for key in dict.fromkeys(keys) for op in (*self.ops(key), *self.documents(key))]

    def open_of(self, unit: Unit) -> list[Task]:
        """Return the unfinished tasks of a vehicle, the first to begin first; those without a time last."""
        return sorted((self.unfinished[key] for key in self.index.of_unit(unit.account, unit.id)), key=begins)

    def server(self, key: str) -> Task | None:
        """Return the server's own copy, without pending writes; None where no server has shown it."""
        return self._server.get(key)

    def key_of(self, account: str, number: int) -> TaskKey:
        """Return the key of a task by the server's id: our own from its creation on, where it was made here."""
        return task_key(account, self._tails.get(account, {}).get(number, number))

    def known(self, account: str, since: int, *, everything: bool = False) -> set[str]:
        """Return the keys of the tasks that a list asked for at that mark should have: the unfinished, or all."""
        known = set(self._server.of(account)) if everything else self._server.unfinished_of(account)
        return known - self._marks.all_since(since)

    def unseen_of(self, account: str) -> list[str]:
        """Return the keys of the account's tasks that the user has not looked at since somebody else changed them."""
        return sorted(key for key in self.unseen if account_of(key) == account)

    def mark(self) -> int:
        """Return a moment; what is read of single tasks after it is newer than a list that was asked for at it."""
        return self._marks.now()

    # -- changing

    def set_made_here(self, account: str, tails: Mapping[int, str]) -> None:
        """Set which of the server's tasks were made here: ends of keys by the server's ids."""
        self._tails[account] = dict(tails)

    def set_tasks(self, tasks: Iterable[Task], since: int) -> Delta:
        """Set part of a list; tasks read singly since it was asked for stay as they are."""
        fresh = [task for task in map(self._named, tasks) if not self._marks.read_since(task.key, since)]
        return self._show([task.key for task in fresh if self._take(task.key, task)])

    def unlisted(self, account: str) -> list[str]:
        """Return the keys that a whole list of the account may lack; what is new in a later list is news."""
        self._listed.add(account)
        return list(self._server.of(account))

    def remove_missing(self, keys: Iterable[str], listed: Set[str], since: int, *, everything: bool) -> Delta:
        """Remove those of the keys that a whole list does not have; one of the active says nothing of the finished."""
        gone = [key for key in keys if key not in listed and self._goes(key, since, everything)]
        for key in gone:
            self._server.remove(key)
        return self._show(gone)

    def keys(self, account: str, numbers: Iterable[int | None]) -> set[str]:
        """Return the keys of the tasks that the server calls by these numbers."""
        tails = self._tails.get(account, {})
        return {task_key(account, str(tails.get(number or 0, number))) for number in numbers}

    def _goes(self, key: str, since: int, everything: bool) -> bool:
        task = self._server.get(key)
        if task is None or self._marks.read_since(key, since):
            return False
        return everything or not (self.keep_finished and task.finished)

    def set_task(self, task: Task) -> Delta:
        """Set one task as a server has it now; one that was made here brings its own name."""
        if task.local_id is not None and task.id is not None:
            self._tails.setdefault(task.account, {})[task.id] = task.local_id
        task = self._named(task)
        self._marks.set_read(task.key)
        return self._show([task.key] if self._take(task.key, task) else [])

    def _named(self, task: Task) -> Task:
        tail = self._tails.get(task.account, {}).get(task.id or 0)
        return task if tail is None else replace(task, local_id=tail)

    def _take(self, key: str, task: Task) -> bool:
        before = self._server.get(key)
        if before == task:
            return False
        self._server.put(key, task)
        news = self._is_new(key, task) if before is None else not self._ours(key, before, task)
        if news:
            self.unseen.add(key)
        return True

    def _is_new(self, key: str, task: Task) -> bool:
        """Return whether somebody else has just made the task; one that is finished was only not shown until now."""
        return task.account in self._listed and not task.finished and not task.local_id and not self.ops(key)

    def _ours(self, key: str, before: Task, after: Task) -> bool:
        """Return whether all that changed is what we had asked for."""
        changed = changes(fields_of(before), fields_of(after))
        wanted = {name: value for op in self.ops(key) for name, value in op.fields.items()}
        return not changes(wanted, changed) if changed else bool(wanted)

    def apply_op(self, op: Op) -> Delta:
        """Lay a write over its task as it stands now; one that has ended or is on hold is taken off."""
        before = self.waiting.get(str(op.id))
        moved = self._lift(before) if before is not None and before.key != op.key else []
        self._count_op(op)
        if op.on_hold or op.of_creation:
            return self._show(moved, always=True)
        of_kind = self._documents if op.of_document else self._ops
        waiting = of_kind.setdefault(op.key, {})
        if op.state in ENDED:
            waiting.pop(op.id, None)
        else:
            waiting[op.id] = op
        if not waiting:
            del of_kind[op.key]
        if op.kind is OpKind.CREATE and op.server_id is not None:
            self._tails.setdefault(op.account, {})[op.server_id] = op.task
        return self._show([*moved, op.key], always=True)

    def _lift(self, op: Op) -> list[str]:
        """Take a write off its task, because it belongs to another account now; return that task's key."""
        of_kind = self._documents if op.of_document else self._ops
        of_kind.get(op.key, {}).pop(op.id, None)
        if not of_kind.get(op.key):
            of_kind.pop(op.key, None)
        return [op.key]

    def _count_op(self, op: Op) -> None:
        """Keep the list of all that waits, and how much of it is in which state."""
        before = self.waiting.pop(str(op.id), None)
        if before is not None:
            self.in_state[before.state] -= 1
            self.asking -= before.asks
            self.unassigned -= before.unassigned
        if op.state not in ENDED:
            self.waiting[str(op.id)] = op
            self.in_state[op.state] += 1
            self.asking += op.asks
            self.unassigned += op.unassigned

    def drop_finished(self, keys: Iterable[str]) -> Delta:
        """Let those of these tasks go that are finished, unless they are wanted by now or a write waits for them."""
        tasks = ((key, self._server.get(key)) for key in keys if not self.keep_finished)
        gone = [key for key, task in tasks if task is not None and task.finished]
        for key in gone:
            self._server.remove(key)
        return self._show(gone)

    def finished(self) -> Iterable[str]:
        """Return the keys of the tasks that are finished on their servers."""
        return self._server.finished()

    def drop(self, account: str) -> Delta:
        """Take all of an account off the desk; what waits of it stays in its file."""
        self._listed.discard(account)
        keys = [key for key, task in self.shown.items() if task.account == account]
        for key in keys:
            self._server.remove(key)
            for op in [*self._ops.pop(key, {}).values(), *self._documents.pop(key, {}).values()]:
                self._count_op(replace(op, state=OpState.CANCELLED))
        for op in [op for op in self.waiting.values() if op.account == account and op.of_creation]:
            self._count_op(replace(op, state=OpState.CANCELLED))
        return self._show(keys)

    def mark_unseen(self, keys: Iterable[str]) -> Delta:
        """Note that the user has not looked at these yet; those that are not on the desk are left out."""
        unseen = tuple(key for key in keys if key in self.shown)
        self.unseen.update(unseen)
        return Delta(unseen)

    def mark_seen(self, keys: Iterable[str]) -> Delta:
        """Note that the user has looked at these."""
        looked = tuple(key for key in keys if key in self.unseen)
        self.unseen.difference_update(looked)
        return Delta(looked)

    # -- showing

    def _show(self, keys: Iterable[str], *, always: bool = False) -> Delta:
        changed, gone = [], []
        for key in keys:
            before, after = self.shown.get(key), self._together(key)
            if after is None:
                if before is not None:
                    gone.append(key)
                    del self.shown[key]
            elif always or after != before:
                self.shown[key] = after
                changed.append(key)
            self._count(key, after)
        return Delta(tuple(changed), tuple(gone))

    def _count(self, key: str, task: Task | None) -> None:
        if task is None or task.finished:
            self.unfinished.pop(key, None)
        else:
            self.unfinished[key] = task
        self.counts.put(key, self.unfinished.get(key))
        self.index.put(key, task)
        if task is None:
            self.unseen.discard(key)

    def _together(self, key: str) -> Task | None:
        task, waiting = self._server.get(key), self.ops(key)
        if not waiting:
            return task
        if task is None:
            task = _blank(waiting[0])
        names = dict.fromkeys(name for op in waiting for name in op.fields)
        fields = {name: value for op in waiting for name, value in op.fields.items()}
        return with_fields(task, fields, tuple(names))


def _blank(op: Op) -> Task:
    """Make a task that no server has shown yet: one made here, or one edited before the lists came."""
    number = server_number(op.task)
    local = op.task if number is None else None
    status = TaskStatus.CREATED if op.kind is OpKind.CREATE else TaskStatus.UNKNOWN
    return Task(
        op.account, op.server_id or number, local_id=local, order_ref=op.label or None, status=status, active=True
    )
