"""What the desk shows of one account at one moment: its units, its tasks and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit

MINUTE_S = 60.0
PLACE_FIELDS = ("lat", "lon", "speed_kmh", "heading_deg")
"""What of a position tells where its unit is, or on the way to where."""


class UnitPicture(NamedTuple):
    """What the desk knows of one unit; the fields are those of `Seen`, without what follows from them and the time."""

    unit: Unit
    position: Position | None = None
    driving: TachoState | None = None
    vehicle: str | None = None
    suspect: bool = False
    lost: bool = False
    sensors: frozenset[int] = frozenset()


@dataclass(frozen=True)
class AccountPicture:
    """One account at the moment `at` (seconds since 1970); `link` is how it stood, as plain values."""

    account: str
    at: float
    units: tuple[UnitPicture, ...] = ()
    tasks: tuple[Task, ...] = ()
    link: Mapping[str, Any] = field(default_factory=dict)


def minute_of(at: float) -> int:
    """Return the number of the minute of a moment, counted since 1970."""
    return int(at // MINUTE_S)


def without_private_place(position: Position) -> Position:
    """Return a private position without what tells where; another as it is."""
    if not position.private:
        return position
    return replace(position, **dict.fromkeys(PLACE_FIELDS))  # type: ignore[arg-type]
