"""New writes into the outbox: kept before anybody calls them saved, made one with what was never sent."""

from collections.abc import Sequence

from fleetdesk.base.errors import UsageError
from fleetdesk.base.stoppable import Check, never
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import CREATION_KINDS, DOCUMENT_KINDS, Draft, Op, OpCode, OpKind, OpState, lacks_vehicle
from fleetdesk.domain.steps import Direction
from fleetdesk.domain.task_fields import changes
from fleetdesk.domain.tasks import server_number
from fleetdesk.storage.outbox.db import OutboxDatabase
from fleetdesk.storage.outbox.op_states import OpStates
from fleetdesk.storage.outbox.queries import Queries
from fleetdesk.storage.outbox.rows import dump, insertion, new_uid, storable


class Insert:
    """Adds writes. Moments are in seconds since 1970."""

    def __init__(self, database: OutboxDatabase, states: OpStates, queries: Queries) -> None:
        self._database, self._states, self._queries = database, states, queries

    def add(self, drafts: Sequence[Draft], now: float, *, gesture: str = "", check: Check = never) -> list[Op]:
        """Add these writes, all or none; they are on the disk when this returns.

        Edits that were never sent are made one with these. With a `gesture` all of them can be taken back later as one,
        and what had been taken back before cannot be done again. UsageError where an order reference is in use here.
        `check` is called for each draft.
        """
        with self._database.transaction():
            if gesture:
                self._database.execute("UPDATE step SET undone = 1 WHERE undone = 0 AND direction = 'taken back'")
            for draft in drafts if gesture else ():
                check()
                self.add_step(draft, now, gesture, Direction.DONE)
            added = list[Op]()
            for draft in drafts:
                check()
                added += self._add(draft, now)
            return added

    def add_step(self, draft: Draft, now: float, gesture: str, direction: Direction) -> None:
        """Add what a draft changes to the list of what can be led back."""
        columns = {
            "account": draft.account,
            "task": draft.task,
            "label": storable(draft.label),
            "kind": draft.kind.value,
            "before": dump(draft.base),
            "after": dump(draft.fields),
            "at": now,
            "gesture": gesture,
            "direction": direction.value,
        }
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        self._database.execute(f"INSERT INTO step({names}) VALUES ({marks})", tuple(columns.values()))

    def _add(self, wanted: Draft, now: float) -> list[Op]:
        draft = self._queries.under_own_key(wanted)
        if draft.kind in DOCUMENT_KINDS:
            return self._add_document(draft, now)
        if draft.kind in CREATION_KINDS:
            self._know(draft)
            return [self.insert_row(draft, self._next_seq(draft), now)]
        waiting = [op for op in self._queries.of_task(draft.account, draft.task) if not op.of_document]
        last = waiting[-1] if waiting else None
        if draft.kind is OpKind.CREATE:
            self._claim(draft.account, draft.task, str(draft.fields["order_ref"]))
            return [self.insert_row(draft, 1, now)]
        if last and draft.kind is OpKind.UPDATE and last.kind is not OpKind.STATUS and _mergeable(last):
            return self._merge(last, draft, now)
        self._know(draft)
        return [self.insert_row(draft, self._next_seq(draft), now)]

    def _add_document(self, draft: Draft, now: float) -> list[Op]:
        """Add a document, never twice on one task, or the newest type of a filed one in the place of an unsent one."""
        waiting = [op for op in self._queries.of_task(draft.account, draft.task) if op.kind is draft.kind]
        if draft.kind is OpKind.UPLOAD:
            self.refuse_same(draft)
        else:
            for op in waiting:
                if op.never_sent and op.fields.get("file") == draft.fields.get("file"):
                    self._states.end(op.id, OpState.CANCELLED, now, OpCode.MERGED)
        self._know(draft)
        return [self.insert_row(draft, self._next_seq(draft), now)]

    def refuse_same(self, draft: Draft) -> None:
        """Raise UsageError where the same document waits or was filed on its task already."""
        here = self._queries.same_document(draft) is not None
        if here or self._queries.is_filed(draft):
            sentence = (
                _("{name} is in the queue on {task} already.") if here else _("{name} is filed on {task} already.")
            )
            raise UsageError(sentence.format(name=draft.fields.get("name"), task=draft.label))

    def _merge(self, last: Op, draft: Draft, now: float) -> list[Op]:
        """Make two edits one: newest value and oldest base of each field; one that leads back to its base is none."""
        self._states.end(last.id, OpState.CANCELLED, now, OpCode.MERGED)
        fields, base = {**last.fields, **draft.fields}, {**draft.base, **last.base}
        if last.kind is OpKind.UPDATE:
            fields = changes(base, fields)
            base = {name: base.get(name) for name in fields}
        else:
            base = {}
            self.rename(last, str(fields["order_ref"]))
        if not fields:
            return []
        label = str(fields.get("order_ref") or last.label)
        proposed = last.proposed and "order_ref" not in draft.fields
        merged = Draft(draft.account, draft.task, last.kind, fields, base, label, proposed)
        return [self.insert_row(merged, last.seq, now)]

    def rename(self, op: Op, ref: str) -> None:
        """Give a task that was made here another order reference; UsageError where it is in use here."""
        self._refuse_taken(op.account, op.task, ref)
        self._database.execute(
            "UPDATE task_map SET order_ref = ? WHERE account = ? AND task = ?", (ref, op.account, op.task)
        )

    def _claim(self, account: str, task: str, ref: str) -> None:
        self._refuse_taken(account, task, ref)
        self._database.execute("INSERT INTO task_map VALUES (?, ?, ?, NULL)", (account, task, ref))

    def _refuse_taken(self, account: str, task: str, ref: str) -> None:
        sql = "SELECT 1 FROM task_map WHERE account = ? AND order_ref = ? AND task <> ?"
        if self._database.rows(sql, account, ref, task):
            raise UsageError(
                _("The order reference {reference} is in use on this computer already. Take another one.").format(
                    reference=ref
                )
            )

    def _know(self, draft: Draft) -> None:
        """Note the task of a draft; one that the server made is named by the server's id."""
        values = draft.account, draft.task, server_number(draft.task)
        self._database.execute("INSERT OR IGNORE INTO task_map VALUES (?, ?, NULL, ?)", values)

    def _next_seq(self, draft: Draft) -> int:
        sql = "SELECT ifnull(max(seq), 0) + 1 FROM op WHERE account = ? AND task = ?"
        return int(self._database.execute(sql, (draft.account, draft.task)).fetchone()[0])

    def insert_row(self, draft: Draft, seq: int, now: float) -> Op:
        """Insert a draft at a place in the order of its task, whatever waits there, and return the write.

        A new task without a vehicle is kept until it has one.
        """
        columns = insertion(draft, seq, now, new_uid())
        if lacks_vehicle(draft.kind, draft.fields):
            columns |= {"state": OpState.BLOCKED.value, "code": OpCode.UNASSIGNED.value}
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        sql = f"INSERT INTO op({names}) VALUES ({marks}) RETURNING id"
        number = self._database.execute(sql, tuple(columns.values())).fetchall()[0][0]
        return self._database.ops("WHERE o.id = ?", number)[0]


def _mergeable(op: Op) -> bool:
    return (op.never_sent or op.unassigned) and not op.damaged
