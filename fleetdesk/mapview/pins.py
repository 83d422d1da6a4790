"""Tasks as the page knows them: a pin for each, and what of the open one is marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from fleetdesk.domain.statuses import LATE, TASKS, UNASSIGNED, TaskAppearance
from fleetdesk.domain.tasks import FINISHED

APPEARANCES = (LATE, UNASSIGNED, *TASKS.values())
"""How pins look, in the order of the numbers by which the page knows them: what needs the dispatcher first is first."""
SMALL = frozenset(APPEARANCES.index(TASKS[status]) for status in FINISHED)
"""The numbers of those that nothing more is expected of; their pins are small."""

HEAD_PX, CLUSTERED, CLUSTER_ZOOM = 17, 3, 14
"""How far above its place a head of a pin is, how many tasks are a cluster, and the last zoom with clusters."""


@dataclass(frozen=True, slots=True)
class MapPin:
    """One task on the map; label and detail may be text of others and are never read as HTML.

    `number` is the task's place in the day of a vehicle that is selected, from 1 on; 0 is none.
    """

    key: str
    lat: float
    lon: float
    appearance: TaskAppearance
    label: str
    detail: str
    number: int = 0


PinRow = tuple[str, float, float, int, int, str, str]


def pin_row(pin: MapPin) -> PinRow:
    """Return the pin as the page reads it: key, lat, lon, appearance, number, label, detail."""
    look = APPEARANCES.index(pin.appearance)
    return pin.key, round(pin.lat, 6), round(pin.lon, 6), look, pin.number, pin.label, pin.detail


@dataclass(frozen=True, slots=True)
class OpenTask:
    """The task that is open: its key, its vehicle's key (empty without one), and where it starts as (lat, lon)."""

    key: str
    unit: str
    start: tuple[float, float] | None


Routes = Iterable[tuple[str, Iterable[str]]]
"""The keys of vehicles, each with the keys of its tasks in the order of its day."""


@dataclass(frozen=True, slots=True)
class DayRoad:
    """The ways of a vehicle's day along the roads, as points (lon, lat): to its first task, and from there on.

    Each is empty where it is not known.
    """

    first: tuple[tuple[float, float], ...]
    rest: tuple[tuple[float, float], ...]
