"""New writes into the outbox: kept before anybody calls them saved, made one with what was never sent."""

from collections.abc import Sequence
from dataclasses import replace

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.outbox import DOCUMENT_KINDS, Draft, Op, OpKind, OpState, Step
from fleetdesk.domain.task_fields import Fields, changes
from fleetdesk.domain.tasks import server_number
from fleetdesk.storage.outbox.rows import dump, insertion, new_uid, read_step
from fleetdesk.storage.outbox.transitions import Moves


class Adding(Moves):
    """Adds writes."""

    def add(self, drafts: Sequence[Draft], now: float, *, step: bool = False) -> list[Op]:
        """Keeps these writes, all or none; they are on the disk when this returns.

        What was never sent is made one with what is kept now. With `step` each can be taken back later. UsageError
        where an order reference is in use here.
        """
        with self.transaction():
            for draft in drafts if step else ():
                self._keep_step(draft, now)
            return [op for draft in drafts for op in self._add(draft, now)]

    def _keep_step(self, draft: Draft, now: float) -> None:
        values = draft.account, draft.task, draft.label, draft.kind.value, dump(draft.base), dump(draft.fields), now
        self.db.execute(
            "INSERT INTO step(account, task, label, kind, before, after, at) VALUES (?, ?, ?, ?, ?, ?, ?)", values
        )

    def steps(self, most: int = 50) -> list[Step]:
        """What can be taken back, the newest first; older than the history of writes nothing can."""
        mine = "account NOT IN (SELECT account FROM owner WHERE was IS NOT NULL)"
        sql = f"SELECT id, account, task, label, kind, before, after, at FROM step WHERE undone = 0 AND {mine}"
        return [step for step in map(read_step, self._rows(f"{sql} ORDER BY id DESC LIMIT ?", most)) if step]

    def take_step(self, number: int) -> None:
        """A step was taken back, or can never be: it leaves the list."""
        with self.transaction():
            self.db.execute("UPDATE step SET undone = 1 WHERE id = ?", (number,))

    def _add(self, wanted: Draft, now: float) -> list[Op]:
        draft = self._named(wanted)
        if draft.kind in DOCUMENT_KINDS:
            return self._add_document(draft, now)
        waiting = [op for op in self.of_task(draft.account, draft.task) if not op.of_document]
        last = waiting[-1] if waiting else None
        if draft.kind is OpKind.CREATE:
            self._claim(draft.account, draft.task, str(draft.fields["order_ref"]))
            return [self._insert(draft, 1, now)]
        if last and draft.kind is OpKind.UPDATE and last.kind is not OpKind.STATUS and _mergeable(last):
            return self._merge(last, draft, now)
        self._know(draft)
        return [self._insert(draft, self._next_seq(draft), now)]

    def _add_document(self, draft: Draft, now: float) -> list[Op]:
        """The same document is never filed twice on its task; the newest type of a filed one replaces an unsent one."""
        waiting = [op for op in self.of_task(draft.account, draft.task) if op.kind is draft.kind]
        if draft.kind is OpKind.UPLOAD:
            self._refuse_same(draft)
        else:
            for op in waiting:
                if op.never_sent and op.fields.get("file") == draft.fields.get("file"):
                    self._end(op.id, OpState.CANCELLED, now, "merged")
        self._know(draft)
        return [self._insert(draft, self._next_seq(draft), now)]

    def _refuse_same(self, draft: Draft) -> None:
        here = self.same_document(draft) is not None
        if here or self._is_filed(draft):
            where = "in the queue" if here else "filed"
            raise UsageError(f"{draft.fields.get('name')} is {where} on {draft.label} already.")

    def same_document(self, draft: Draft) -> int | None:
        """The number of the write that waits to file the same bytes on the same task as the same thing."""
        named = self._named(draft)
        waiting = (op for op in self.of_task(named.account, named.task) if op.kind is OpKind.UPLOAD)
        return next((op.id for op in waiting if _same(op.fields) == _same(draft.fields)), None)

    def is_there(self, draft: Draft) -> bool:
        """Whether the document waits to be filed or was filed from here."""
        return self.same_document(draft) is not None or self._is_filed(self._named(draft))

    def _is_filed(self, draft: Draft) -> bool:
        sql = "SELECT 1 FROM filed WHERE account = ? AND task = ? AND sha256 = ? AND type = ?"
        return bool(self._rows(sql, draft.account, draft.task, *_same(draft.fields)))

    def _merge(self, last: Op, draft: Draft, now: float) -> list[Op]:
        """Field by field the newest value and the oldest base; an edit that leads back to its base is none."""
        self._end(last.id, OpState.CANCELLED, now, "merged")
        fields, base = {**last.fields, **draft.fields}, {**draft.base, **last.base}
        if last.kind is OpKind.UPDATE:
            fields = changes(base, fields)
            base = {name: base.get(name) for name in fields}
        else:
            base = {}
            self._rename(last, str(fields["order_ref"]))
        if not fields:
            return []
        label = str(fields.get("order_ref") or last.label)
        proposed = last.proposed and "order_ref" not in draft.fields
        merged = Draft(draft.account, draft.task, last.kind, fields, base, label, proposed)
        return [self._insert(merged, last.seq, now)]

    def _rename(self, op: Op, ref: str) -> None:
        self._refuse_taken(op.account, op.task, ref)
        self.db.execute("UPDATE task_map SET order_ref = ? WHERE account = ? AND task = ?", (ref, op.account, op.task))

    def _claim(self, account: str, task: str, ref: str) -> None:
        self._refuse_taken(account, task, ref)
        self.db.execute("INSERT INTO task_map VALUES (?, ?, ?, NULL)", (account, task, ref))

    def _refuse_taken(self, account: str, task: str, ref: str) -> None:
        sql = "SELECT 1 FROM task_map WHERE account = ? AND order_ref = ? AND task <> ?"
        if self._rows(sql, account, ref, task):
            raise UsageError(f"The order reference {ref} is in use on this computer already. Take another one.")

    def _named(self, draft: Draft) -> Draft:
        """A task that was made here may be named by the server's id, where a list showed it before we knew."""
        sql = "SELECT task FROM task_map WHERE account = ? AND server_id = ?"
        own = self._rows(sql, draft.account, server_number(draft.task))
        return replace(draft, task=str(own[0][0])) if own else draft

    def _know(self, draft: Draft) -> None:
        """A task that the server made is named by its id."""
        values = draft.account, draft.task, server_number(draft.task)
        self.db.execute("INSERT OR IGNORE INTO task_map VALUES (?, ?, NULL, ?)", values)

    def _next_seq(self, draft: Draft) -> int:
        sql = "SELECT ifnull(max(seq), 0) + 1 FROM op WHERE account = ? AND task = ?"
        return int(self.db.execute(sql, (draft.account, draft.task)).fetchone()[0])

    def _insert(self, draft: Draft, seq: int, now: float) -> Op:
        columns = insertion(draft, seq, now, new_uid())
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        sql = f"INSERT INTO op({names}) VALUES ({marks}) RETURNING id"
        number = self.db.execute(sql, tuple(columns.values())).fetchall()[0][0]
        return self._ops("WHERE o.id = ?", number)[0]


def _mergeable(op: Op) -> bool:
    return op.never_sent and not op.damaged


def _same(fields: Fields) -> tuple[object, object]:
    """What makes two documents of a task one: their bytes and what they are."""
    return fields.get("sha256"), fields.get("type")
