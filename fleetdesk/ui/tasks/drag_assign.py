"""Giving tasks to vehicles by dragging: what would follow is said while it hovers, and a drop asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QPoint, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.assignment_impact import Sign, assignment_impact, refusal
from fleetdesk.domain.ranking import ways_wanted
from fleetdesk.domain.roads import ESTIMATE
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.drag_data import TASKS, UNITS, called
from fleetdesk.ui.widgets.drops import Drops
from fleetdesk.ui.widgets.impact_tooltip import MOST_LINES, ImpactTooltip
from fleetdesk.ui.widgets.theme import Tokens

NOWHERE = {
    TASKS: _("Drop it on a vehicle: a row, a lane or a sign on the map."),
    UNITS: _("Drop it on a task: a row, or a pin on the map."),
}
ONE_UNIT = _("A task has one vehicle. Drag one, not {count}.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be given to whom, or the sentence why nothing would."""

    tasks: tuple[Task, ...] = ()
    unit: Seen | None = None
    why_not: str = ""
    moved: bool = False  # their windows as well, so that what follows is said even to who has them already


class Lanes(Protocol):
    """What the day board tells while a bar of it is dragged: over which lane it is, and what falls from elsewhere."""

    drops: Drops
    hovered: SignalInstance
    hover_ended: SignalInstance

    def window(self) -> QWidget:
        """Return the window that holds the board."""


class DragAssign(QObject):
    """Watches places where things are dropped. give_wanted: the tasks' keys and the unit's key."""

    give_wanted = Signal(object, str)
    refused = Signal(str)

    def __init__(
        self, store: Store, roads: RoadService, tokens: Callable[[], Tokens], zone: ZoneInfo, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._store, self._roads, self._zone = store, roads, zone
        self.impact_tooltip = ImpactTooltip(tokens, parent)
        self._said: Offer | None = None
        self._asked: tuple[str, ...] = ()
        self._bases: list[str] = []
        roads.changed.connect(self._say_anew)

    def watch(self, drops: Drops) -> None:
        """Take drops on this target."""
        drops.hovered.connect(lambda mime, keys, onto, at: self.hover(self.offer(mime, keys, onto), at, drops.widget))
        drops.left.connect(self.hide)
        drops.dropped.connect(lambda mime, keys, onto: self.give(self.offer(mime, keys, onto)))

    def watch_lanes(self, view: Lanes) -> None:
        """Say what would follow while a bar is dragged to another lane; the board asks for the move."""
        view.hovered.connect(lambda tasks, onto, at: self._over_lane(tasks, onto, at, view))
        view.hover_ended.connect(self.hide)
        self.watch(view.drops)

    def _over_lane(self, tasks: tuple[Task, ...], onto: str, at: QPoint, view: Lanes) -> None:
        unit = self._store.fleet.get(onto)
        if unit is None:
            self.hide()
        else:
            self.hover(Offer(tasks, unit, moved=True), at, view.window())

    def offer(self, mime: str, keys: tuple[str, ...], onto: str | None) -> Offer:
        """Return which tasks a drop of these keys onto this key would give to which vehicle, or why none."""
        if mime == UNITS and len(keys) > 1:
            return Offer(why_not=ONE_UNIT.format(count=len(keys)))
        units, tasks = (keys[:1], (onto or "",)) if mime == UNITS else ((onto or "",), keys)
        known = tuple(task for task in map(self._store.tasks.get, tasks) if task is not None)
        unit = self._store.fleet.get(units[0]) if units else None
        return Offer(known, unit, "" if known and unit else NOWHERE[mime])

    # -- while it hovers

    def hover(self, offer: Offer, at: QPoint, over: QWidget) -> None:
        """Show the tooltip of an offer; its words are made anew only for another offer."""
        if offer != self._said:
            self._said = offer
            self._ask_roads(offer)
            self._say_anew()
        self.impact_tooltip.show_at(at, over)

    def _say_anew(self) -> None:
        """Say what would follow by what is known of the roads by now."""
        if self._said is not None:
            title, lines = self.words(self._said)
            self.impact_tooltip.say(title, lines, self._bases or [ESTIMATE])

    def _ask_roads(self, offer: Offer) -> None:
        """Have the ways of all vehicles to the dragged tasks asked for, once a drag; nothing waits for the answer."""
        keys = tuple(task.key for task in offer.tasks)
        if self._roads.router is None or keys == self._asked or not keys:
            return
        self._asked = keys
        tasks, fleet = self._store.task_store.unfinished.values(), self._store.fleet
        first = [offer.unit.key] if offer.unit else []
        pairs = [pair for task in offer.tasks[:MOST_LINES] for pair in ways_wanted(task, fleet, tasks, first)]
        self._roads.ask("drag", pairs)

    def words(self, offer: Offer) -> tuple[str, list[tuple[Sign, str]]]:
        """Return the title of the tooltip and a line for each task."""
        unit, self._bases = offer.unit, []
        if offer.why_not or unit is None:
            return _("Nothing is given here"), [(Sign.DOUBTFUL, offer.why_not)]
        what = called([task.name for task in offer.tasks], TASKS)
        stays = all(_has(unit, task) for task in offer.tasks)
        title = (
            _("Move {tasks} on {vehicle}").format(tasks=what, vehicle=unit.label)
            if stays
            else _("Give {tasks} to {vehicle}").format(tasks=what, vehicle=unit.label)
        )
        driver, others = f" · {unit.driver}" if unit.driver else "", self._others(offer)
        return title + driver, [self._line(task, offer, others) for task in offer.tasks]

    def _others(self, offer: Offer) -> list[Task]:
        """Return the tasks the vehicle would have: its own, and the offered ones in their new windows."""
        unit, offered = offer.unit, {task.key for task in offer.tasks}
        tasks = self._store.task_store.unfinished.items()
        own = [each for key, each in tasks if unit and _has(unit, each) and key not in offered]
        return [*own, *offer.tasks]

    def _line(self, task: Task, offer: Offer, others: list[Task]) -> tuple[Sign, str]:
        assert offer.unit is not None
        if _has(offer.unit, task) and not offer.moved:
            return Sign.GOOD, _("{task} is with {vehicle} already").format(task=task.name, vehicle=offer.unit.label)
        find = self._roads.ways_of(task.account)
        found = assignment_impact(task, offer.unit, others, self._store.now(), find)
        self._bases.append(found.basis)
        if len(offer.tasks) > 1:
            return found.sign, f"{task.name}: {found.brief(self._zone)}"
        return found.sign, found.facts(self._zone)

    def hide(self) -> None:
        """Hide the tooltip, because nothing is dragged over a target any more."""
        self._said, self._asked = None, ()
        self.impact_tooltip.hide()

    # -- when it is dropped

    def give(self, offer: Offer) -> None:
        """Ask for each assignment that can be made; say why the others cannot."""
        self.hide()
        unit = offer.unit
        if offer.why_not or unit is None:
            self.refused.emit(_("Nothing was given. {reason}").format(reason=offer.why_not))
            return
        wanted = tuple(task for task in offer.tasks if not refusal(task, unit.unit) and not _has(unit, task))
        for why in dict.fromkeys(refusal(task, unit.unit) for task in offer.tasks):
            if why:
                self.refused.emit(why)
        if wanted:
            self.give_wanted.emit(tuple(task.key for task in wanted), unit.key)


def _has(unit: Seen, task: Task) -> bool:
    return task.unit == unit.unit.id and task.account == unit.unit.account
