"""The parts of a unit's day: what it did from when to when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fleetdesk.domain.history.intervals import Interval
from fleetdesk.domain.history.records import InputPeriod, Refuel, TrackPoint, Trip


class PartKind(StrEnum):
    """What a unit did; UNKNOWN is a time of which nobody tells."""

    TRIP = "trip"
    STOP = "stop"
    IDLING = "idling"
    INPUT = "input"
    REFUEL = "refuel"
    UNKNOWN = "unknown"


Place = tuple[float, float] | None
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a unit's time: seconds since 1970 and in all, km, km/h, litres; None is unknown.

    `start` and `end` are addresses; a part that is no trip has the first alone. `by_track` says that the vendor lists
    no such trip or stop, and its track tells it. A trip that the period cuts has its share of km and driving time.
    `place` and `end_place` are where the vendor says that it began and ended, where it tells a place at all.
    """

    kind: PartKind
    begins: float
    ends: float
    km: float | None = None
    driving_s: float | None = None
    top_kmh: float | None = None
    start: str | None = None
    end: str | None = None
    purpose: str | None = None
    note: str | None = None
    private: bool = False
    under_way: bool = False
    inputs: tuple[int, ...] = ()
    litres: float | None = None
    by_track: bool = False
    place: Place = None
    end_place: Place = None

    @property
    def seconds(self) -> float:
        """Return how long it took."""
        return self.ends - self.begins


@dataclass(frozen=True, slots=True)
class UnitPast:
    """What was fetched of one unit; None is what its vendor does not tell, or what could not be fetched.

    `partial` names what some day of the period is missing of: trips, inputs, refuels, track.
    """

    key: str
    trips: tuple[Trip, ...] | None = None
    inputs: tuple[InputPeriod, ...] | None = None
    refuels: tuple[Refuel, ...] | None = None
    points: tuple[TrackPoint, ...] | None = None
    partial: frozenset[str] = frozenset()


def interval_of(begins: datetime | None, ends: datetime | None) -> Interval | None:
    """Return the stretch between two moments; None where one is missing, or they are not in order."""
    if begins is None or ends is None or ends <= begins:
        return None
    return begins.timestamp(), ends.timestamp()


def input_numbers(pattern: int | None) -> tuple[int, ...]:
    """Return the numbers (from 1) of the inputs that are on in a pattern of bits."""
    return tuple(bit + 1 for bit in range((pattern or 0).bit_length()) if (pattern or 0) >> bit & 1)


def filled_l(refuel: Refuel) -> float | None:
    """Return the litres that a filling brought; None where one of both levels is missing."""
    if refuel.before_l is None or refuel.after_l is None:
        return None
    return refuel.after_l - refuel.before_l
