"""Records what happens on this desk: listens to the store, and keeps each entry in a file, off the window's thread."""

import asyncio
import sqlite3
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.translation import _
from fleetdesk.domain.activity import STEPS, Activity, ActivityKind, of_write, storable
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.outbox import ENDED, Op, OpCode, OpKind, OpState
from fleetdesk.storage.activity_log import ActivityLog
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import LOST, Link, LinkStatus, Store

FIRST = 1_000_000  # the number of the first entry of this start; those of earlier starts end below it
UNKEPT = _("Activity cannot be saved: the disk said “{reason}”. What happens now is shown until FleetDesk ends.")


class ActivityRecorder(QObject):
    """`activities` are all entries of the last 30 days by their numbers, which grow; `added` says which are new.

    A write that waited before this start tells nothing until its state changes.
    """

    added = Signal(object)  # the numbers as a tuple of str

    def __init__(self, store: Store, log: ActivityLog, background: Background) -> None:
        super().__init__()
        self._store, self._log, self._background = store, log, background
        self._activities: dict[str, Activity] = {}
        self.activities: Mapping[str, Activity] = self._activities
        self._next = FIRST
        self._began = store.now().timestamp()
        self._states: dict[int, OpState] = {}
        self._links: dict[str, LinkStatus] = {}
        self._unwritten: list[Activity] = []
        self._writer: asyncio.Task[None] | None = None
        self._writing: asyncio.Future[None] | None = None
        self._loaded = self._said = False
        store.ops_changed.connect(self._record_ops)
        store.links_changed.connect(self._record_links)

    async def load(self) -> str | None:
        """Read what earlier starts recorded; return what has to be said of the file."""
        try:
            kept, notice = await asyncio.to_thread(self._log.load, self._store.now())
        except sqlite3.Error as error:
            kept, notice = [], UNKEPT.format(reason=error)
        self._loaded = True
        self._show(kept, FIRST - len(kept))
        self._write_soon()
        return notice

    async def close(self) -> None:
        """Write what is not written yet and close the file."""
        if self._writing is not None:
            await asyncio.gather(self._writing, return_exceptions=True)
        if self._loaded:
            await self._write_all()
        await asyncio.to_thread(self._log.close)

    # -- what happened

    def _record_ops(self, ops: Iterable[Op]) -> None:
        self._add([each for op in ops for each in self._of_op(op)])

    def _of_op(self, op: Op) -> list[Activity]:
        """Return the entries of a write that is new or has changed its state."""
        before = self._states.get(op.id)
        if op.state in ENDED:
            self._states.pop(op.id, None)
        else:
            self._states[op.id] = op.state
        if before is None:
            return self._of_new(op) if op.created_at >= self._began else []
        kind = None if op.code in (OpCode.MERGED, OpCode.REPLACED) else STEPS.get(op.state)
        return [of_write(op, kind, self._store.now())] if kind and op.state is not before else []

    def _of_new(self, op: Op) -> list[Activity]:
        if op.kind not in (OpKind.CREATE, OpKind.UPDATE) or "unit" not in op.fields:
            return [of_write(op, ActivityKind.SAVED, self._store.now())]
        given = self._given(op)
        only = op.kind is OpKind.UPDATE and len(op.fields) == 1
        made = op.kind is OpKind.CREATE and not given.unit
        return [given] if only else [of_write(op, ActivityKind.SAVED, self._store.now()), *([] if made else [given])]

    def _given(self, op: Op) -> Activity:
        number = str(op.fields["unit"] or "")
        key = unit_key(op.account, number) if number else ""
        seen = self._store.fleet.get(key)
        whom = seen.label if seen else number
        return of_write(op, ActivityKind.GIVEN, self._store.now(), storable(key), whom)

    def _record_links(self) -> None:
        for gone in self._links.keys() - self._store.links.keys():
            del self._links[gone]
        self._add([each for link in self._store.links.values() for each in self._of_link(link)])

    def _of_link(self, link: Link) -> list[Activity]:
        """Return the entry of an account that has signed in, was lost or came back; a rest changes nothing."""
        before, now = self._links.get(link.account), link.status
        if now is LinkStatus.LIVE:
            kind = ActivityKind.BACK if before in (LinkStatus.OFFLINE, LinkStatus.REFUSED) else ActivityKind.SIGNED_IN
            changed = before is not now
        else:
            kind, changed = ActivityKind.LOST, now in LOST and before not in LOST
        if now is LinkStatus.LIVE or now in LOST:
            self._links[link.account] = now
        reason = link.sentence if kind is ActivityKind.LOST else ""
        entry = Activity(self._store.now(), kind, storable(link.account), reason=storable(reason))
        return [entry] if changed else []

    # -- keeping

    def _add(self, activities: list[Activity]) -> None:
        if activities:
            self._unwritten.extend(activities)
            self._show(activities, self._next)
            self._next += len(activities)
            self._write_soon()

    def _show(self, activities: Iterable[Activity], first: int) -> None:
        new = {f"{number:09d}": each for number, each in enumerate(activities, first)}
        self._activities.update(new)
        self.added.emit(tuple(new))

    def _write_soon(self) -> None:
        """Write all that happened meanwhile at once, unless that is under way or the file is not open yet."""
        if self._loaded and self._unwritten and (self._writer is None or self._writer.done()):
            self._writer = self._background.start(self._write_all(), "activity")

    async def _write_all(self) -> None:
        while self._unwritten:
            part, self._unwritten = self._unwritten, []
            try:
                self._writing = asyncio.ensure_future(asyncio.to_thread(self._log.add, part))
                await asyncio.shield(self._writing)  # what is under way ends, even where the desk closes meanwhile
            except sqlite3.Error as error:
                self._say_unkept(str(error))

    def _say_unkept(self, why: str) -> None:
        if not self._said:
            self._said = True
            self._store.notice.emit(UNKEPT.format(reason=why))
