"""A unit as a row of whole numbers: what changes from minute to minute, so that a row less the one before is small."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.recording.picture import PLACE_FIELDS, UnitPicture, without_private_place
from fleetdesk.domain.units import Position, Unit, UnitKind

UNKNOWN = -(2**62)
"""Stands for what nobody knows; no value comes near it."""
LARGEST = 2**53
MOST_TEMPERATURES, MOST_SENSOR = 4, 60
SCALES: Mapping[str, int] = {
    "lat": 1_000_000,
    "lon": 1_000_000,
    "speed_kmh": 100,
    "heading_deg": 1,
    "power_v": 1000,
    "battery": 1000,
    "counter1": 1000,
    "counter2": 1000,
    "input": 1,
}
"""How many parts of one are told apart; a millionth of a degree is 11 cm."""
WHOLE = ("heading_deg", "input")
CELSIUS_PARTS, KM_PARTS = 100, 1000
FLAGS = ("ignition", "has_fix", "private")
TIMES = ("fixed_at", "received_at")
MINUTES = ("driven_today_min", "driven_week_min", "until_daily_rest_min", "until_weekly_rest_min", "weekly_rest_min")
TACHO_TIMES = ("state_changed_at", "at")
KINDS = tuple(UnitKind)
SUSPECT, LOST = 1, 2
EPOCH, MILLISECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)

COLUMNS = (
    *("marks", "kind", *TIMES, *SCALES, *FLAGS, "temperatures"),
    *(f"temperature{number}" for number in range(MOST_TEMPERATURES)),
    *("sensors", "odometer_km", *MINUTES, *(f"tacho_{name}" for name in TACHO_TIMES)),
)
WIDTH = len(COLUMNS)
_PLACE = [COLUMNS.index(name) for name in PLACE_FIELDS]
_FIXED_AT, _POWER = COLUMNS.index("fixed_at"), COLUMNS.index("power_v")
_PRIVATE = COLUMNS.index("private")
Row = tuple[int, ...]
Side = tuple[Unit, TachoState | None, str | None]
"""What of a unit changes seldom; it holds nothing that has a column."""


def side_of(seen: UnitPicture) -> Side:
    """Return what of a unit changes seldom."""
    blank: dict[str, None] = dict.fromkeys((*MINUTES, *TACHO_TIMES))
    driving = None if seen.driving is None else replace(seen.driving, **blank)  # type: ignore[arg-type]
    return replace(seen.unit, odometer_km=None), driving, seen.vehicle


def row_of(seen: UnitPicture) -> Row:
    """Return the rest of a unit as numbers. A private position has no place, whatever it says."""
    position, driving = seen.position, seen.driving
    marks = SUSPECT * seen.suspect + LOST * seen.lost
    sensors = sum(1 << number for number in seen.sensors if 0 < number <= MOST_SENSOR)
    return (
        marks,
        *_position_row(position),
        sensors,
        _scaled(seen.unit.odometer_km, KM_PARTS),
        *(_scaled(getattr(driving, name, None), 1) for name in MINUTES),
        *(_milliseconds(getattr(driving, name, None)) for name in TACHO_TIMES),
    )


def voltage_of(row: Sequence[int]) -> tuple[float, float] | None:
    """Return when the supply was measured (seconds since 1970) and its voltage; None where a row does not tell."""
    at, volts = row[_FIXED_AT], _parted(row[_POWER], SCALES["power_v"])
    return None if at == UNKNOWN or volts is None else (at / 1000, volts)


def hide_place(row: npt.NDArray[np.int64]) -> bool:
    """Make the position of a row a private one; return whether it told a place before."""
    told = bool((row[_PLACE] != UNKNOWN).any())
    if told:
        row[_PLACE], row[_PRIVATE] = UNKNOWN, True
    return told


def _position_row(position: Position | None) -> Row:
    if position is None:
        return (UNKNOWN,) * (1 + len(TIMES) + len(SCALES) + len(FLAGS) + 1 + MOST_TEMPERATURES)
    position = without_private_place(position)
    told = position.temperatures[:MOST_TEMPERATURES]
    padded = (*told, *(None,) * (MOST_TEMPERATURES - len(told)))
    return (
        KINDS.index(position.unit_kind),
        *(_milliseconds(getattr(position, name)) for name in TIMES),
        *(_scaled(getattr(position, name), parts) for name, parts in SCALES.items()),
        *(_scaled(getattr(position, name), 1) for name in FLAGS),
        len(told),
        *(_scaled(each, CELSIUS_PARTS) for each in padded),
    )


def unit_of(row: Sequence[int], side: Side) -> UnitPicture:
    """Return the unit of a row. What no unit can have, in a damaged file, is a ValueError or TypeError."""
    values = dict(zip(COLUMNS, row, strict=True))
    unit, driving, vehicle = side
    if driving is not None:
        told: dict[str, Any] = {name: _moment(values[f"tacho_{name}"]) for name in TACHO_TIMES}
        driving = replace(driving, **told | {name: _known(values[name]) for name in MINUTES})
    km = _parted(values["odometer_km"], KM_PARTS)
    return UnitPicture(
        unit if km is None else replace(unit, odometer_km=km),
        _position_of(unit, values),
        driving,
        vehicle,
        bool(values["marks"] & SUSPECT),
        bool(values["marks"] & LOST),
        _sensors(values["sensors"]),
    )


def _sensors(marks: int) -> frozenset[int]:
    return frozenset(number for number in range(1, MOST_SENSOR + 1) if marks >> number & 1) if marks else frozenset()


def _position_of(unit: Unit, values: Mapping[str, int]) -> Position | None:
    kind = values["kind"]
    if kind == UNKNOWN:
        return None
    if not 0 <= kind < len(KINDS) or not 0 <= values["temperatures"] <= MOST_TEMPERATURES:
        raise ValueError("no position")
    fields: dict[str, Any] = {name: _moment(values[name]) for name in TIMES}
    fields |= {name: _parted(values[name], parts) for name, parts in SCALES.items() if name not in WHOLE}
    fields |= {name: _known(values[name]) for name in WHOLE}
    fields |= {name: None if values[name] == UNKNOWN else bool(values[name]) for name in FLAGS}
    told = (_parted(values[f"temperature{number}"], CELSIUS_PARTS) for number in range(values["temperatures"]))
    return Position(unit.account, unit.id, KINDS[kind], temperatures=tuple(told), **fields)


def _scaled(value: float | None, parts: int) -> int:
    if value is None or not math.isfinite(value) or abs(value) * parts > LARGEST:
        return UNKNOWN
    return round(value * parts)


def _milliseconds(moment: datetime | None) -> int:
    return UNKNOWN if moment is None else (moment - EPOCH) // MILLISECOND


def _known(value: int) -> int | None:
    return None if value == UNKNOWN else value


def _parted(value: int, parts: int) -> float | None:
    return None if value == UNKNOWN else value / parts


def _moment(milliseconds: int) -> datetime | None:
    if milliseconds == UNKNOWN:
        return None
    try:
        return EPOCH + milliseconds * MILLISECOND
    except OverflowError as error:
        raise ValueError("no moment") from error
