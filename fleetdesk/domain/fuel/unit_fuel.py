"""The fuel of one vehicle in a period: its level, what came and went, and what it burns."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.fuel_ups import FuelUp, of_unit
from fleetdesk.domain.fuel.level_changes import level_changes
from fleetdesk.domain.fuel.levels import Change, Level
from fleetdesk.domain.fuel.matching import FuelEvent, laid_together
from fleetdesk.domain.fuel.plateau import READINGS
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.readings import level_l
from fleetdesk.domain.units import Unit

LEAST_KM = 150.0
"""What a vehicle burns is told from so many kilometres on: over fewer the noise of the sensor is part of it."""
LEAST_L_100KM, MOST_L_100KM = 3.0, 80.0
"""Outside of these a figure says more of the sensor than of the vehicle."""


@dataclass(frozen=True)
class UnitFuel:
    """What is known; `l_100km` is None where the period has too few kilometres to say it."""

    view: UnitView
    levels: tuple[Level, ...]
    events: tuple[FuelEvent, ...]
    l_100km: float | None = None


@dataclass(frozen=True, slots=True)
class LastChange:
    """The newest filling or drop of a unit in some days, and what it burns; None where none is known."""

    key: str
    change: FuelEvent | None = None
    l_100km: float | None = None


def last_change(fuel: UnitFuel) -> LastChange:
    """Return the newest change of what is known of a unit."""
    return LastChange(fuel.view.key, fuel.events[-1] if fuel.events else None, fuel.l_100km)


def unit_fuel(view: UnitView, unit: Unit, fuel_ups: Sequence[FuelUp]) -> UnitFuel:
    """Return the fuel of a unit in the period of a view; 40,000 points take a second or two."""
    levels = levels_of(view, unit)
    changes = level_changes(levels, unit.tank_l) if unit.tank_l and levels else []
    together = laid_together(changes, view.refuels or (), of_unit(fuel_ups, unit))
    events = tuple(each for each in together if _within(each, view.period))
    return UnitFuel(view, levels, events, _burnt(levels, events))


def levels_of(view: UnitView, unit: Unit) -> tuple[Level, ...]:
    """Return the readings of the tank along the track, as domain/readings.py reads a counter."""
    found = []
    for point, km in zip(view.track.points, view.track.metres / 1000, strict=True):
        litres = level_l(point.fuel_l, unit)
        if litres is not None and point.at is not None:
            found.append(Level(point.at, litres, float(km)))
    return tuple(found)


def range_km(litres: float | None, l_100km: float | None) -> float | None:
    """Return for how many kilometres a level lasts at what was burnt; None where one of both is not known."""
    return None if litres is None or not l_100km else litres / l_100km * 100


def _within(event: FuelEvent, period: Span) -> bool:
    return event.ends >= moment(period.begins) and event.begins < moment(period.ends)


def _burnt(levels: Sequence[Level], events: Sequence[FuelEvent]) -> float | None:
    """Return the litres per 100 km: what was there and came, less what went and is left."""
    if len(levels) < 2 * READINGS or levels[-1].km - levels[0].km < LEAST_KM:
        return None
    first, last = (median(each.litres for each in end) for end in (levels[:READINGS], levels[-READINGS:]))
    moved = sum((1 if each.change is Change.FILLING else -1) * (each.level_l or 0.0) for each in events)
    found = (first + moved - last) / (levels[-1].km - levels[0].km) * 100
    return found if LEAST_L_100KM <= found <= MOST_L_100KM else None
