"""A bar under the hand: where it would come to lie, why it may not, and which fields that changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QPointF

from fleetdesk.base.translation import _
from fleetdesk.domain.assignment_impact import refusal
from fleetdesk.domain.board import SHORTEST_S, UNASSIGNED, Bar, lane_of
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.geometry import Geometry, snapped

DEAD_PX = 10  # a hand that moves a bar to another lane trembles sideways by so much


@dataclass(frozen=True, slots=True)
class DragPlan:
    """What would become of one task: its lane, its times, and why not."""

    task: Task
    lane: str
    start: float
    stop: float
    changes: dict[str, Any]
    refusal: str = ""

    @property
    def moved(self) -> Task:
        """Return the task in its new window, still with the vehicle it has."""
        times = {name: moment for name, moment in self.changes.items() if name != "unit"}
        return replace(self.task, **times)


class BarDrag:
    """One gesture on some bars: taken at `grip`, at its right end when `edge`."""

    def __init__(self, grip: Bar, bars: Sequence[Bar], edge: bool, place: QPointF) -> None:
        self.grip, self.edge, self.place = grip, edge, place
        self.bars = (grip,) if edge else tuple(bars)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the dragged bars."""
        return tuple(each.key for each in self.bars)

    def plans(self, geometry: Geometry, place: QPointF, store: Store) -> list[DragPlan]:
        """Return for each dragged bar what would change if it were dropped here."""
        seconds = (place.x() - self.place.x()) / geometry.axis.px_s
        if self.edge:
            return [stretched(self.grip, self.grip.stop + seconds, store)]
        number = geometry.number_at(place.y())
        lane = None if number is None else geometry.lanes[number].key
        still = abs(place.x() - self.place.x()) < DEAD_PX
        shift = 0.0 if still else snapped(self.grip.start + seconds) - self.grip.start
        return [shifted(each, lane, shift, store) for each in self.bars]


def shifted(bar: Bar, lane: str | None, seconds: float, store: Store) -> DragPlan:
    """Return the plan that moves a bar to a lane (None: its own) and so many seconds later."""
    task, own = bar.task, lane_of(bar.task)
    changes: dict[str, Any] = {}
    lane = own if lane is None else lane
    if lane != own:
        changes["unit"] = split_key(lane)[1]
    for name, moment in (("start_at", task.start_at), ("stop_at", task.stop_at)):
        if seconds and moment is not None:
            changes[name] = (moment + timedelta(seconds=seconds)).astimezone(UTC)
    return DragPlan(task, lane, bar.start + seconds, bar.stop + seconds, changes, why_not(task, lane, store))


def stretched(bar: Bar, stop: float, store: Store) -> DragPlan:
    """Return the plan that gives a bar another end, at least five minutes after its start."""
    stop = max(snapped(stop), snapped(bar.start + SHORTEST_S))
    changes = {} if stop == bar.stop else {"stop_at": datetime.fromtimestamp(stop, UTC)}
    lane = lane_of(bar.task)
    return DragPlan(bar.task, lane, bar.start, stop, changes, why_not(bar.task, lane, store))


def why_not(task: Task, lane: str, store: Store) -> str:
    """Return the sentence that says why a task cannot lie in a lane; empty where it can."""
    if task.finished:
        word = TASKS[task.status].word
        return _("{task} is {status} and stays where it is.").format(task=task.name, status=word)
    seen = store.fleet.get(lane)
    if lane == UNASSIGNED or lane == lane_of(task) or seen is None:
        return ""
    return refusal(task, seen.unit)
