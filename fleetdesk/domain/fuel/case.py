"""A filling or drop looked at closely: the level around it, whether the vehicle stood, and who was beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from fleetdesk.domain.fuel.levels import Level
from fleetdesk.domain.fuel.matching import FuelEvent
from fleetdesk.domain.fuel.unit_fuel import UnitFuel
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.history.by_track import driven, ignited, stood
from fleetdesk.domain.history.intervals import Interval
from fleetdesk.domain.history.replay import NEAR_M
from fleetdesk.domain.history.track import Track

AROUND = timedelta(hours=3)
BESIDE = timedelta(minutes=15)
"""Another vehicle was beside it that was within NEAR_M at most so long before or after."""
Place = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A vehicle of the fleet that was near: what it is called, and how near it came, in metres."""

    label: str
    metres: float


@dataclass(frozen=True, slots=True)
class FuelCase:
    """What is known of one change; None is what nobody knows.

    `stand` is from when to when the vehicle stood around it, in seconds since 1970. `nearest` is a known place and its
    metres. `beside` are those of the `known_of` vehicles, out of `fleet`, whose tracks of then are on this computer.
    """

    label: str
    event: FuelEvent
    levels: tuple[Level, ...] = ()
    place: Place | None = None
    drove: bool | None = None
    ignition: bool | None = None
    stand: Interval | None = None
    driver: str | None = None
    nearest: tuple[str, float] | None = None
    beside: tuple[Neighbour, ...] = ()
    known_of: int = 0
    fleet: int = 0


def case_of(label: str, event: FuelEvent, fuel: UnitFuel) -> FuelCase:
    """Return what the vehicle's own track and trips tell of a change; a month's track takes some tenths of a second."""
    track, begins, ends = fuel.view.track, event.begins.timestamp(), event.ends.timestamp()
    near = track.within(begins - AROUND.total_seconds(), ends + AROUND.total_seconds())
    ignition, known = ignited(near), len(near.at) > 1
    return FuelCase(
        label,
        event,
        tuple(each for each in fuel.levels if event.begins - AROUND <= each.at <= event.ends + AROUND),
        place_then(near, begins),
        _touches(driven(near), begins, ends) if known else None,
        _touches(ignition, begins, ends) if ignition is not None else None,
        _around(stood(track), begins, ends) if known else None,
        _driver(fuel, begins),
    )


def place_then(track: Track, moment: float) -> Place | None:
    """Return where a vehicle was last heard of at a moment, else first after it."""
    if not len(track.at):
        return None
    at = max(int(np.searchsorted(track.at, moment, "right")) - 1, 0)
    return float(track.lat[at]), float(track.lon[at])


def neighbours(
    place: Place, event: FuelEvent, tracks: Iterable[tuple[str, Track]]
) -> tuple[tuple[Neighbour, ...], int]:
    """Return who was beside a place at a change, the nearest first, and of how many that is known."""
    found, known = list[Neighbour](), 0
    for label, track in tracks:
        then = track.within((event.begins - BESIDE).timestamp(), (event.ends + BESIDE).timestamp())
        known += bool(len(then.at))
        metres = min((distance_m(place[::-1], each) for each in zip(then.lon, then.lat, strict=True)), default=None)
        if metres is not None and metres <= NEAR_M:
            found.append(Neighbour(label, metres))
    return tuple(sorted(found, key=lambda each: each.metres)), known


def _touches(intervals: Iterable[Interval], begins: float, ends: float) -> bool:
    return any(first < ends and last > begins for first, last in intervals)


def _around(intervals: Sequence[Interval], begins: float, ends: float) -> Interval | None:
    """Return the stand in which a change lies, the longest of those that touch it."""
    touching = [each for each in intervals if each[0] <= ends and each[1] >= begins]
    return max(touching, key=lambda each: each[1] - each[0], default=None)


def _driver(fuel: UnitFuel, begins: float) -> str | None:
    """Return who drove the last trip that began before a change, as the vendor names its driver."""
    begun = [(each.started_at, each.driver) for each in fuel.view.trips or () if each.started_at and not each.private]
    before = [each for each in begun if each[0].timestamp() <= begins]
    return max(before, key=lambda each: each[0])[1] if before else None
