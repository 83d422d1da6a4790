"""What the desk shows: the live store, or a picture of the past in its place while that is kept aside."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from fleetdesk.api.parts import Listing, Pairing
from fleetdesk.base.slices import slices
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.history.private import PrivateTime
from fleetdesk.domain.keys import account_of
from fleetdesk.domain.outbox import Op
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit
from fleetdesk.sync.fleet import Delta, Seen
from fleetdesk.sync.past_picture import PastPicture
from fleetdesk.sync.store import Link, LinkStatus, Store

Item = TypeVar("Item")
AT_ONCE = 100
"""So many units, or tasks, are turned before other events have their turn."""


class ShownStore(Store):
    """The store that views show. What changes the live picture goes to `live`, whoever asks for it.

    While the past is shown, fleet, tasks, links, counts and now() are those of then, and what happens to the live
    picture is not told; the accounts are always those of now.
    """

    def __init__(self, live: Store) -> None:
        super().__init__(lambda: live.now() if self._past is None else self._past.at)
        self.live = live
        self.task_store = live.task_store
        self._tasks: dict[str, Task] = {}
        self.tasks: Mapping[str, Task] = self._tasks
        self._past: PastPicture | None = None
        self.fleet.update(live.fleet)
        self.links.update(live.links)
        self._tasks.update(live.task_store.shown)
        self._follows = True  # the live store's changes are shown as they come
        live.fleet_changed.connect(self._follow_fleet)
        live.tasks_changed.connect(self._follow_tasks)
        live.links_changed.connect(self._follow_links)
        live.outbox_changed.connect(self.outbox_changed)
        live.ops_changed.connect(self.ops_changed)
        live.notice.connect(self.notice)

    @property
    def past(self) -> datetime | None:
        """Return the moment that is shown in place of now; None while the desk is live."""
        return self._past.at if self._past else None

    @property
    def is_live(self) -> bool:
        """Return whether the live picture is shown, all of it."""
        return self._follows

    # -- turning

    async def show_past(self, picture: PastPicture) -> None:
        """Show a picture of the past, some units and tasks at a time."""
        self._follows, self._past = False, picture
        self.task_store = picture.task_store
        self._show_links()
        await self._show(picture.fleet, picture.task_store.shown)
        self.turned.emit()

    async def show_live(self) -> None:
        """Show the live picture again, with all that has happened to it meanwhile."""
        if self._follows:
            return
        self._past, self.task_store = None, self.live.task_store
        self._show_links()
        await self._show(self.live.fleet, self.live.task_store.shown)
        # Nothing else runs from here on: what came during the turn is shown, and what comes is told again.
        self._show_units(self._other(self.fleet, self.live.fleet), self.live.fleet)
        self._show_tasks(self._other(self.tasks, self.live.task_store.shown), self.live.task_store.shown)
        self._follows = True
        self.select(self.selection)
        self.turned.emit()

    async def _show(self, fleet: Mapping[str, Seen], tasks: Mapping[str, Task]) -> None:
        for keys in slices(list(dict.fromkeys((*fleet, *self.fleet))), AT_ONCE):
            self._show_units(keys, fleet)
            await asyncio.sleep(0)
        for keys in slices(list(dict.fromkeys((*tasks, *self.tasks))), AT_ONCE):
            self._show_tasks(keys, tasks)
            await asyncio.sleep(0)

    def _other(self, shown: Mapping[str, object], wanted: Mapping[str, object]) -> list[str]:
        keys = dict.fromkeys((*wanted, *shown))
        return [key for key in keys if shown.get(key) is not wanted.get(key)]

    def _show_units(self, keys: Iterable[str], fleet: Mapping[str, Seen]) -> None:
        delta = _taken_over(keys, fleet, self.fleet)
        if delta.changed or delta.gone:
            self._tell_fleet(delta)

    def _show_tasks(self, keys: Iterable[str], tasks: Mapping[str, Task]) -> None:
        delta = _taken_over(keys, tasks, self._tasks)
        if delta.changed or delta.gone:
            self.tasks_changed.emit(delta)

    def _show_links(self) -> None:
        """Show how the accounts of now stand, or stood then; of one that was not recorded nothing is known."""
        then = self._past.links if self._past else self.live.links
        self.links.clear()
        for name, link in self.live.links.items():
            self.links[name] = then.get(name, Link(name, link.provider, LinkStatus.CONNECTING))
        self.links_changed.emit()

    # -- following the live store

    def _follow_fleet(self, delta: Delta) -> None:
        if self._follows:
            added = [] if delta.only_moved else [key for key in delta.changed if key not in self.fleet]
            _taken_over((*added, *delta.gone), self.live.fleet, self.fleet)
            self._tell_fleet(delta)

    def _follow_tasks(self, delta: Delta) -> None:
        if self._follows:
            _taken_over((*delta.changed, *delta.gone), self.live.task_store.shown, self._tasks)
            self.tasks_changed.emit(delta)

    def _follow_links(self) -> None:
        gone = self.links.keys() - self.live.links.keys()
        if self._follows or gone or len(self.links) < len(self.live.links):
            self._show_links()
        if gone and not self._follows:
            self._show_units([key for key in self.fleet if account_of(key) in gone], {})
            self._show_tasks([key for key in self.tasks if account_of(key) in gone], {})

    # -- what belongs to the live picture

    def apply_units(self, account: str, units: Sequence[Unit], *, whole: bool = True) -> None:
        """Give an account's list of units to the live picture."""
        self.live.apply_units(account, units, whole=whole)

    def apply_positions(self, positions: Sequence[Position]) -> tuple[Position, ...]:
        """Give positions to the live picture; return those that were new."""
        return self.live.apply_positions(positions)

    def apply_driving(self, account: str, states: Iterable[TachoState]) -> None:
        """Give the live picture who drives what."""
        self.live.apply_driving(account, states)

    def apply_pairings(self, account: str, pairings: Iterable[Pairing]) -> None:
        """Give the live picture which vehicle each person drives."""
        self.live.apply_pairings(account, pairings)

    def apply_private_times(self, account: str, times: frozenset[PrivateTime]) -> tuple[Position, ...]:
        """Give the live picture when people drove privately; return the positions that lost their place by it."""
        return self.live.apply_private_times(account, times)

    async def apply_list(
        self, account: str, listing: Listing, since: int, *, everything: bool = False, whole: bool = True
    ) -> None:
        """Give a list of tasks to the live picture."""
        await self.live.apply_list(account, listing, since, everything=everything, whole=whole)

    def keep_finished(self, wanted: bool) -> None:
        """Set whether finished tasks stay in the live picture."""
        self.live.keep_finished(wanted)

    def apply_task(self, task: Task) -> None:
        """Give one task that was just read to the live picture."""
        self.live.apply_task(task)

    def apply_op(self, op: Op) -> None:
        """Lay a write over the live picture."""
        self.live.apply_op(op)

    async def apply_ops(self, ops: Sequence[Op]) -> None:
        """Lay many writes over the live picture."""
        await self.live.apply_ops(ops)

    def mark_unseen(self, keys: Iterable[str]) -> None:
        """Note in the live picture that the user has not looked at these tasks."""
        self.live.mark_unseen(keys)

    def mark_seen(self, keys: Iterable[str]) -> None:
        """Note that the user has looked at these tasks as they are; who looks at the past has not."""
        if self._follows:
            self.live.mark_seen(keys)

    def tick(self) -> None:
        """Let time pass for the live picture; in the past it stands still."""
        self.live.tick()

    def set_link(self, link: Link) -> None:
        """Say how an account stands now."""
        self.live.set_link(link)

    def forget(self, account: str) -> None:
        """Take an account and all that is its off the desk, whatever is shown."""
        self.live.forget(account)

    def counts(self) -> Mapping[str, int]:
        """How many units are in each state, and how many tasks are late or without a unit, in what is shown."""
        return self.live.counts() if self._follows else super().counts()

    def select(self, keys: Iterable[str]) -> None:
        """Select these units; in the past also those that were not there yet, which were selected before."""
        known = self.fleet if self._follows else {**self.live.fleet, **self.fleet}
        wanted = tuple(dict.fromkeys(key for key in keys if key in known))
        if wanted != self.selection:
            self.selection = wanted
            self.selection_changed.emit(wanted)


def _taken_over(keys: Iterable[str], of: Mapping[str, Item], into: dict[str, Item]) -> Delta:
    """Let these keys of one mapping be as those of another; return what has changed and gone."""
    changed, gone = [], []
    for key in keys:
        if key in of:
            into[key] = of[key]
            changed.append(key)
        elif into.pop(key, None) is not None:
            gone.append(key)
    return Delta(tuple(changed), tuple(gone))
