"""The readings of a tank as so many pixels can show them: first, least, highest and last of each, so steps stay."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from fleetdesk.domain.fuel.levels import Level


def drawn_levels(levels: Sequence[Level], pixels: int) -> tuple[Level, ...]:
    """Return at most four readings for each pixel, in order; 90,000 take some tenths of a second."""
    if len(levels) <= 4 * pixels:
        return tuple(levels)
    begins = levels[0].at.timestamp()
    long = max(levels[-1].at.timestamp() - begins, 1.0) / pixels
    columns = groupby(levels, key=lambda each: int((each.at.timestamp() - begins) / long))
    return tuple(level for _number, column in columns for level in _telling(column))


def _telling(column: Iterable[Level]) -> list[Level]:
    """Return the readings of one pixel that tell most, in order and each once."""
    readings = list(column)
    least, most = min(readings, key=_litres), max(readings, key=_litres)
    wanted = {each.at: each for each in (readings[0], least, most, readings[-1])}
    return sorted(wanted.values(), key=lambda each: each.at)


def _litres(level: Level) -> float:
    return level.litres
