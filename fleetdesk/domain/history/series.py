"""What a track measures along the time: speed, fuel, temperatures, inputs; broken where nobody knows it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.history.parts import input_numbers
from fleetdesk.domain.history.track import STANDING_S, Floats, Track, sensors_of

LEVEL_HOLE_S = 900.0
"""A parked device sends each ten minutes; over a longer time nobody knows what a level or an input was."""
MOST_INPUTS = 16


class Measure(StrEnum):
    """What a chart shows; one that is held until the next point is drawn in steps."""

    SPEED = "speed"
    FUEL = "fuel"
    VOLTAGE = "voltage"
    TEMPERATURE = "temperature"
    INPUT = "input"


@dataclass(frozen=True, eq=False)
class Series:
    """One line: km/h, litres, volts, °C, or 1 and 0 of an input, at seconds since 1970 in order; NaN where it ends.

    `number` is that of the temperature sensor or the input, from 1.
    """

    measure: Measure
    at: Floats
    values: Floats
    number: int = 0

    def value_at(self, moment: float, within: float = 0.0) -> float | None:
        """Return the value at a moment; in a hole that of a point no farther than `within` seconds, else None."""
        before = int(np.searchsorted(self.at, moment, "right")) - 1
        inside = 0 <= before < len(self.at) - 1
        if inside and not np.isnan(self.values[before : before + 2]).any():
            return float(np.interp(moment, self.at[before : before + 2], self.values[before : before + 2]))
        return self._near(moment, before, within)

    def _near(self, moment: float, before: int, within: float) -> float | None:
        places = [place for place in (before, before + 1) if 0 <= place < len(self.at)]
        near = [place for place in places if not np.isnan(self.values[place])]
        place = min(near, key=lambda each: abs(self.at[each] - moment), default=None)
        if place is None or abs(self.at[place] - moment) > within:
            return None
        return float(self.values[place])


def series_of(track: Track, known_sensors: Iterable[int] = ()) -> tuple[Series, ...]:
    """Return what is known of a track, without lines that have no value; 100,000 points take some tenths of a second.

    No vendor tells a speed of the past: it is that of the way from point to point. `known_sensors` are temperature
    sensors that are known otherwise, as those of `sensors_of`.
    """
    if len(track.at) < 2:
        return ()
    return (*speeds(track), *_fuel(track), *_temperatures(track, known_sensors), *_inputs(track))


def speed_kmh(track: Track) -> Floats:
    """Return the speed from each point to the next; NaN where nobody knows the way."""
    seconds = np.diff(track.at)
    kmh: Floats = np.diff(track.metres) * 3.6 / np.maximum(seconds, 1.0)
    kmh[track.hole[1:] | (seconds > STANDING_S)] = np.nan
    return kmh


def speeds(track: Track) -> Iterator[Series]:
    """Yield the speed, where the track has a way."""
    yield from _stepped(Measure.SPEED, track, speed_kmh(track))


def _fuel(track: Track) -> Iterator[Series]:
    """Yield the level of the tank; 0 is no level."""
    litres = [point.fuel_l if point.fuel_l and point.fuel_l > 0 else None for point in track.points]
    yield from _level(Measure.FUEL, track, litres)


def _temperatures(track: Track, known: Iterable[int]) -> Iterator[Series]:
    for number in sorted(sensors_of(track.points, known)):
        degrees = [point.temperatures[number - 1] if len(point.temperatures) >= number else None
                   for point in track.points]  # fmt: skip
        yield from _level(Measure.TEMPERATURE, track, degrees, number)


def _inputs(track: Track) -> Iterator[Series]:
    """Yield the inputs that were on at some time; an input is as it was until the next point."""
    told = [None if point.input is None else point.input & (1 << MOST_INPUTS) - 1 for point in track.points]
    patterns = np.array([each or 0 for each in told[:-1]], dtype=np.int64)
    silent = np.array([each is None for each in told[:-1]], dtype=bool)
    unknown = silent | track.hole[1:] | (np.diff(track.at) > LEVEL_HOLE_S)
    for number in input_numbers(int(np.bitwise_or.reduce(patterns))):
        on = (patterns >> (number - 1) & 1).astype(float)
        on[unknown] = np.nan
        yield from _stepped(Measure.INPUT, track, on, number)


def voltage(told: Sequence[tuple[float, float]]) -> tuple[Series, ...]:
    """Return the line of a supply whose volts were measured at these moments, in any order; none without a value."""
    at, volts = np.array(sorted(told), dtype=float).reshape(-1, 2).T
    return (_broken(Measure.VOLTAGE, at, volts, np.diff(at) > LEVEL_HOLE_S),) if len(at) else ()


def _stepped(measure: Measure, track: Track, between: Floats, number: int = 0) -> Iterator[Series]:
    if not np.isnan(between).all():
        yield Series(measure, np.repeat(track.at, 2)[1:-1], np.repeat(between, 2), number)


def _level(measure: Measure, track: Track, told: Sequence[float | None], number: int = 0) -> Iterator[Series]:
    """Yield the line through the points that tell a value, with NaN in the middle of each hole."""
    values = np.array(told, dtype=float)
    known = ~np.isnan(values)
    if not known.any():
        return
    at, values = track.at[known], values[known]
    hole = (np.diff(at) > LEVEL_HOLE_S) | (np.diff(np.cumsum(track.hole)[known]) > 0)
    yield _broken(measure, at, values, hole, number)


def _broken(measure: Measure, at: Floats, values: Floats, hole: npt.NDArray[np.bool_], number: int = 0) -> Series:
    """Return the line through these values, with NaN in the middle of each hole between two of them."""
    places = np.flatnonzero(hole) + 1
    middle = (at[places - 1] + at[places]) / 2
    return Series(measure, np.insert(at, places, middle), np.insert(values, places, np.nan), number)
