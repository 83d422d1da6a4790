"""Lay what tells of fuel side by side: the level itself, the vendor's refuels, and fuel-ups that people paid.

The rule: all are of the same vehicle. A refuel of the vendor and a filling of the level are one where their times are
at most NEAR_S apart, and their litres, where both are known, differ by at most LITRES_PART of the larger or LITRES_L.
A fuel-up is the same filling under the same rule; one that stands at 0:00 UTC has no clock, and may be up to a day
before or after it. Of several that fit, the nearest in time is taken, and each is taken once. Drops are known of the
level alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.fuel.levels import Change, LevelChange
from fleetdesk.domain.history.parts import filled_l
from fleetdesk.domain.history.records import Refuel

NEAR_S, DAY_S = 45 * 60.0, 86_400.0
LITRES_PART, LITRES_L = 0.25, 15.0


@dataclass(frozen=True, slots=True)
class FuelEvent:
    """A filling or a drop (UTC), and who knows of it: None is who does not."""

    change: Change
    begins: datetime
    ends: datetime
    level: LevelChange | None = None
    refuel: Refuel | None = None
    fuel_up: FuelUp | None = None

    @property
    def litres(self) -> float | None:
        """Return the litres as the level tells them, else the vendor, else who paid; None where nobody does."""
        return next((each for each in (self.level_l, self.vendor_l, self.paid_l) if each is not None), None)

    @property
    def level_l(self) -> float | None:
        """Return the litres that the level tells."""
        return self.level.litres if self.level else None

    @property
    def vendor_l(self) -> float | None:
        """Return the litres that the vendor tells."""
        return filled_l(self.refuel) if self.refuel else None

    @property
    def paid_l(self) -> float | None:
        """Return the litres that were paid."""
        return self.fuel_up.litres if self.fuel_up else None


def laid_together(
    changes: Iterable[LevelChange], refuels: Iterable[Refuel], fuel_ups: Iterable[FuelUp]
) -> list[FuelEvent]:
    """Return one list of what happened to the fuel of one vehicle, the earliest first; what has no time is left out."""
    events = [FuelEvent(each.change, each.begins.at, each.ends.at, level=each) for each in changes]
    for refuel in refuels:
        _add_refuel(events, refuel)
    for fuel_up in sorted(fuel_ups, key=lambda each: each.at):
        _add_fuel_up(events, fuel_up)
    return sorted(events, key=lambda each: (each.begins, each.change.value))


def _add_refuel(events: list[FuelEvent], refuel: Refuel) -> None:
    begins = refuel.started_at or refuel.highest_at or refuel.ended_at
    if begins is None:
        return
    ends = refuel.ended_at or refuel.highest_at or begins
    free = [n for n, each in enumerate(events) if each.refuel is None]
    found = _nearest(events, free, begins, ends, filled_l(refuel), NEAR_S)
    if found is None:
        events.append(FuelEvent(Change.FILLING, begins, ends, refuel=refuel))
    else:
        events[found] = replace(events[found], refuel=refuel)


def _add_fuel_up(events: list[FuelEvent], fuel_up: FuelUp) -> None:
    free = [n for n, each in enumerate(events) if each.fuel_up is None]
    found = _nearest(events, free, fuel_up.at, fuel_up.at, fuel_up.litres, NEAR_S if has_clock(fuel_up) else DAY_S)
    if found is None:
        events.append(FuelEvent(Change.FILLING, fuel_up.at, fuel_up.at, fuel_up=fuel_up))
    else:
        events[found] = replace(events[found], fuel_up=fuel_up)


def has_clock(fuel_up: FuelUp) -> bool:
    """Return whether a fuel-up tells its time of day: 0:00 UTC is how a bare date is written."""
    return fuel_up.at.time() != time(0)


def _nearest(
    events: Sequence[FuelEvent], free: Iterable[int], begins: datetime, ends: datetime, litres: float | None,
    within_s: float,
) -> int | None:  # fmt: skip
    fits = [
        (apart, n)
        for n in free
        if events[n].change is Change.FILLING
        and (apart := _apart_s(events[n], begins, ends)) <= within_s
        and _alike(events[n].litres, litres)
    ]
    return min(fits)[1] if fits else None


def _apart_s(event: FuelEvent, begins: datetime, ends: datetime) -> float:
    """Return the seconds between two stretches of time; 0 where they overlap."""
    return max((begins - event.ends).total_seconds(), (event.begins - ends).total_seconds(), 0.0)


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return True
    return abs(one - other) <= max(LITRES_L, LITRES_PART * max(abs(one), abs(other)))
