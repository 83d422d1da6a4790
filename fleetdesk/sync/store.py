"""The one truth in memory: units, positions, tasks, selection and connections. Views show it and send intents."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.api.parts import Listing, Pairing
from fleetdesk.base.slices import slices
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.history.private import PrivateTime, masked_position
from fleetdesk.domain.keys import UnitKey, unit_key
from fleetdesk.domain.outbox import Op
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit
from fleetdesk.sync.counts import FleetCounts
from fleetdesk.sync.fleet import Delta, Seen, placeholder
from fleetdesk.sync.suspects import Suspects
from fleetdesk.sync.task_store import TaskStore

SLICES = 10
TASKS_AT_ONCE, OPS_AT_ONCE, MARKED_AT_ONCE, POSITIONS_AT_ONCE = 250, 50, 1000, 2000


class LinkStatus(StrEnum):
    """How an account stands."""

    CONNECTING = "connecting"
    LIVE = "live"
    WAITING = "waiting"  # the server has asked for a rest
    OFFLINE = "offline"
    REFUSED = "refused"
    SIGN_IN = "signin"  # the secret is missing or not taken


LOST = (LinkStatus.OFFLINE, LinkStatus.REFUSED, LinkStatus.SIGN_IN)
"""No news comes of an account that stands so, until something is done or the server is back."""


@dataclass(frozen=True, slots=True)
class Link:
    """How an account stands; the sentence says why.

    `unknown_paths` says that the server answered 404: the addresses of the account's operations may be others.
    `heard_at` is when any answer came, `positions_at` when positions came; `missed` says whether an asking for these
    was missed, None where nobody has asked.
    """

    account: str
    provider: str
    status: LinkStatus = LinkStatus.CONNECTING
    sentence: str = ""
    since: datetime | None = None
    heard_at: datetime | None = None
    spent: int = 0
    limit: int | None = None
    dropped: int = 0
    unknown_paths: bool = False
    positions_at: datetime | None = None
    missed: bool | None = None

    @property
    def lost(self) -> bool:
        """Return whether positions of the account do not come any more, so that those on the desk are old."""
        return self.status in (LinkStatus.OFFLINE, LinkStatus.SIGN_IN) if self.missed is None else self.missed

    @property
    def fresh_at(self) -> datetime | None:
        """Return when the newest positions came; where none ever did, when anything came."""
        return self.positions_at or self.heard_at


class Store(QObject):
    """Owned by the window's thread; every change ends in one signal."""

    fleet_changed = Signal(object)
    tasks_changed = Signal(object)
    outbox_changed = Signal(object)
    ops_changed = Signal(object)  # the writes as they are now, those that have ended too
    selection_changed = Signal(object)
    links_changed = Signal()
    private_times_changed = Signal(str)  # of this account
    turned = Signal()  # another moment is shown in place of now, or now again
    notice = Signal(str)

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self.now = clock
        self.fleet: dict[str, Seen] = {}
        self.task_store = TaskStore()
        self.tasks: Mapping[str, Task] = self.task_store.shown
        self.links: dict[str, Link] = {}
        self.selection: tuple[str, ...] = ()
        self.private_times: dict[str, frozenset[PrivateTime]] = {}
        self._slice = 0
        self._suspects, self._counts = Suspects(), FleetCounts()
        self._heard: set[str] = set()  # who had a position since the last list of units

    @property
    def past(self) -> datetime | None:
        """Return the moment that is shown in place of now; None while what is shown is live."""
        return None

    def apply_units(self, account: str, units: Sequence[Unit], *, whole: bool = True) -> None:
        """Take an account's list of units over; only one that is the whole list removes any."""
        known = {key for key, each in self.fleet.items() if each.unit.account == account}
        gone = known - {unit.key for unit in units} - self._heard if whole else set()
        self._heard -= known if whole else set()
        changed = tuple(unit.key for unit in units if self._take_unit(unit))
        self._remove(gone)
        if changed or gone:
            self._tell_fleet(Delta(changed, tuple(gone)))

    def _remove(self, gone: Iterable[str]) -> None:
        for key in gone:
            del self.fleet[key]
        self._suspects.drop(gone)

    def _take_unit(self, unit: Unit) -> bool:
        seen = self.fleet.get(unit.key)
        if seen is None:
            self.fleet[unit.key] = Seen(unit, lost=self.is_lost(unit.account))
            return True
        if seen.unit == unit:
            return False
        seen.unit = unit
        return True

    def apply_positions(self, positions: Sequence[Position]) -> tuple[Position, ...]:
        """Take newer positions over in one change; return those that were new, for the cache."""
        now = self.now()
        taken: list[Position] = []
        moved: dict[str, Seen] = {}
        fleet, known = self.fleet, len(self.fleet)
        keys = [each.key for each in positions]
        self._heard.update(keys)
        for key, each in zip(keys, positions, strict=True):
            seen = fleet.get(key)
            if seen is None:
                seen = fleet[key] = Seen(placeholder(each), lost=self.is_lost(each.account))
            if seen.update(each, now):
                taken.append(each)
                moved[key] = seen
        if taken:
            marked = (key for key in self._suspects.move(moved) if key not in moved)
            self._tell_fleet(Delta((*moved, *marked), only_moved=len(fleet) == known))
        return tuple(taken)

    async def apply_fleet(self, positions: Sequence[Position]) -> list[Position]:
        """Take many positions over, a slice at a time: ten thousand at once would stop the window for four frames."""
        taken: list[Position] = []
        for part in slices(positions, POSITIONS_AT_ONCE):
            taken += self.apply_positions(part)
            await asyncio.sleep(0)
        return taken

    def apply_driving(self, account: str, states: Iterable[TachoState]) -> None:
        """Take over who drives what and how long they still may."""
        changed = []
        for state in states:
            seen = self.fleet.get(unit_key(account, state.unit or ""))
            if seen is not None and seen.driving != state:
                seen.driving = state
                changed.append(seen.key)
        if changed:
            self._tell_fleet(Delta(tuple(changed)))

    def apply_pairings(self, account: str, pairings: Iterable[Pairing]) -> None:
        """Take over which vehicle each person of the account drives."""
        driven = {unit_key(account, each.person): (each.vehicle, each.since) for each in pairings}
        changed = []
        for key, seen in self.fleet.items():
            now = driven.get(UnitKey(key), (None, None))
            if seen.unit.account == account and (seen.vehicle, seen.vehicle_since) != now:
                seen.vehicle, seen.vehicle_since = now
                changed.append(key)
        if changed:
            self._tell_fleet(Delta(tuple(changed)))

    def apply_private_times(self, account: str, times: frozenset[PrivateTime]) -> tuple[Position, ...]:
        """Take over when people of the account drove privately; return the positions that lost their place by it."""
        if self.private_times.get(account, frozenset()) == times:
            return ()
        self.private_times[account] = times
        people = {each.person for each in times if each.ends is None}
        known = (each.position for each in map(self.fleet.get, (unit_key(account, who) for who in people)) if each)
        hidden = self.apply_positions([masked_position(each, people) for each in known if each and not each.private])
        self.private_times_changed.emit(account)
        return hidden

    async def apply_list(
        self, account: str, listing: Listing, since: int, *, everything: bool = False, whole: bool = True
    ) -> None:
        """Take over a list a slice at a time: a hundred thousand tasks at once would stop the window.

        Only one that is complete, and the `whole` list, removes any.
        """
        for part in slices(listing.tasks, TASKS_AT_ONCE):
            self._tell_tasks(self.task_store.set_tasks(part, since))
            await asyncio.sleep(0)
        if listing.complete and whole:
            listed = await self.listed_keys(account, listing)
            for keys in slices(self.task_store.unlisted(account), TASKS_AT_ONCE):
                self._tell_tasks(self.task_store.remove_missing(keys, listed, since, everything=everything))
                await asyncio.sleep(0)

    async def listed_keys(self, account: str, listing: Listing) -> set[str]:
        """Return the keys of the tasks in a list, made a slice at a time."""
        keys = set[str]()
        for part in slices(listing.tasks, TASKS_AT_ONCE):
            keys |= self.task_store.keys(account, [task.id for task in part])
            await asyncio.sleep(0)
        return keys

    def keep_finished(self, wanted: bool) -> None:
        """Set whether finished tasks stay on the desk; of very many that go, a slice goes at a time."""
        self.task_store.keep_finished = wanted
        self._drop_finished([] if wanted else list(self.task_store.finished()))

    def _drop_finished(self, keys: Sequence[str]) -> None:
        if keys:
            self._tell_tasks(self.task_store.drop_finished(keys[:TASKS_AT_ONCE]))
            QTimer.singleShot(0, self, lambda: self._drop_finished(keys[TASKS_AT_ONCE:]))

    def apply_task(self, task: Task) -> None:
        """Take over one task that was just read."""
        self._tell_tasks(self.task_store.set_task(task))

    def apply_op(self, op: Op) -> None:
        """Lay a write that waits over its task, or take it off when it has ended."""
        self._tell_tasks(self.task_store.apply_op(op))
        self.outbox_changed.emit(Delta((str(op.id),)))
        self.ops_changed.emit((op,))

    async def apply_ops(self, ops: Sequence[Op]) -> None:
        """Lay many writes over their tasks, a slice at a time."""
        for part in slices(ops, OPS_AT_ONCE):
            deltas = [self.task_store.apply_op(op) for op in part]
            self._tell_tasks(
                Delta(
                    tuple(key for each in deltas for key in each.changed),
                    tuple(key for each in deltas for key in each.gone),
                )
            )
            self.outbox_changed.emit(Delta(tuple(str(op.id) for op in part)))
            self.ops_changed.emit(tuple(part))
            await asyncio.sleep(0)

    def mark_unseen(self, keys: Iterable[str]) -> None:
        """Note that the user has not looked at these tasks since somebody else changed them, before this start."""
        self._tell_tasks(self.task_store.mark_unseen(keys))

    def mark_seen(self, keys: Iterable[str]) -> None:
        """Note that the user has looked at these tasks: they are no longer bold."""
        self._tell_tasks(self.task_store.mark_seen(keys))

    def _tell_fleet(self, delta: Delta) -> None:
        self._counts.note(self.fleet, delta)
        self.fleet_changed.emit(delta)

    def _tell_tasks(self, delta: Delta) -> None:
        if delta.changed or delta.gone:
            self.tasks_changed.emit(delta)

    def tick(self) -> None:
        """Let time pass for a tenth of the fleet: signs fade and fall silent without any message."""
        now, size = self.now(), -(-len(self.fleet) // SLICES)
        part = islice(self.fleet.values(), self._slice * size, (self._slice + 1) * size)
        changed = tuple(each.key for each in part if each.judge(now))
        self._slice = (self._slice + 1) % SLICES
        if changed:
            self._tell_fleet(Delta(changed))

    def select(self, keys: Iterable[str]) -> None:
        """Select these units, in this order; what is not on the desk is left out."""
        wanted = tuple(dict.fromkeys(key for key in keys if key in self.fleet))
        if wanted != self.selection:
            self.selection = wanted
            self.selection_changed.emit(wanted)

    def toggle(self, key: str) -> None:
        """Add a unit to the selection, or take it out."""
        kept = tuple(each for each in self.selection if each != key)
        self.select(kept if len(kept) < len(self.selection) else (*kept, key))

    def set_link(self, link: Link) -> None:
        """Say how an account stands."""
        if self.links.get(link.account) != link:
            self.links[link.account] = link
            self.links_changed.emit()
            self._mark_lost(link.account, link.lost)

    def is_lost(self, account: str) -> bool:
        """Return whether the positions of an account are old because none come any more."""
        link = self.links.get(account)
        return link is not None and link.lost

    def _mark_lost(self, account: str, lost: bool) -> None:
        """Let the units of an account look old at once, or no longer."""
        marked = [each for each in self.fleet.values() if each.unit.account == account and each.lost != lost]
        self._mark_slice(marked, account, lost)

    def _mark_slice(self, marked: Sequence[Seen], account: str, lost: bool) -> None:
        """Mark some units, and the others after other events: ten thousand at once would stop the window."""
        if not marked or self.is_lost(account) != lost:
            return
        now = self.now()
        for each in marked[:MARKED_AT_ONCE]:
            each.lost = lost
            each.judge(now)
        self._tell_fleet(Delta(tuple(each.key for each in marked[:MARKED_AT_ONCE] if each.key in self.fleet)))
        QTimer.singleShot(0, self, lambda: self._mark_slice(marked[MARKED_AT_ONCE:], account, lost))

    def forget(self, account: str) -> None:
        """Take an account and all that is its off the desk."""
        gone = tuple(key for key, each in self.fleet.items() if each.unit.account == account)
        self._remove(gone)
        self.links.pop(account, None)
        self.private_times.pop(account, None)
        self._tell_tasks(self.task_store.drop(account))
        self.select(self.selection)
        self._tell_fleet(Delta(gone=gone))
        self.links_changed.emit()

    def counts(self) -> Mapping[str, int]:
        """How many units are in each state, and how many tasks are late or without a unit."""
        tasks = self.task_store.counts
        late = {"late": tasks.late(self.now()), "unassigned": tasks.unassigned}
        return self._counts.of(self.fleet) | late
