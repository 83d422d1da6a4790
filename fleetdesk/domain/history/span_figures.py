"""What a span of a track comes to; a figure is None where nobody knows it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.by_track import MOVING_KMH
from fleetdesk.domain.history.parts import Part, PartKind
from fleetdesk.domain.history.series import LEVEL_HOLE_S, Measure, Series, speed_kmh
from fleetdesk.domain.history.track import Floats
from fleetdesk.domain.history.view import UnitView

NOISE_L = 2.0
"""A level that is so much higher in the end is that of the sensor, and no litre was used."""


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """Seconds, km, km/h and litres of a span. The average is that of the time on the move.

    `unknown_s` are seconds of which nobody knows the way; no kilometres are counted over them.
    """

    seconds: float
    km: float | None = None
    average_kmh: float | None = None
    top_kmh: float | None = None
    used_l: float | None = None
    unknown_s: float = 0.0


def figures_of(view: UnitView, series: Iterable[Series], span: Span) -> SpanFigures:
    """Return the figures of a span of a unit's period."""
    seconds = span.ends - span.begins
    metres = view.track.metres_between(span.begins, span.ends)
    used_l = _used_l(view.parts, next((each for each in series if each.measure is Measure.FUEL), None), span)
    if metres is None:
        return SpanFigures(seconds, used_l=used_l, unknown_s=seconds)
    kmh, overlap = speed_kmh(view.track), _overlap(view.track.at, span)
    known, moving = ~np.isnan(kmh) & (overlap > 0), np.nan_to_num(kmh) >= MOVING_KMH
    moving_s = float(overlap[moving].sum())
    average = float((kmh * overlap)[moving].sum()) / moving_s if moving_s else None
    top = float(kmh[known].max()) if known.any() else None
    return SpanFigures(seconds, metres / 1000, average, top, used_l, float(overlap[np.isnan(kmh)].sum()))


def _overlap(at: Floats, span: Span) -> Floats:
    """Return the seconds of the span between each point and the next."""
    inside = np.clip(at, span.begins, span.ends)
    return np.diff(inside)


def _used_l(parts: Iterable[Part], fuel: Series | None, span: Span) -> float | None:
    """Return the litres that went: the fall of the level and what was filled; None where one of these is unknown."""
    if fuel is None:
        return None
    before, after = (fuel.value_at(moment, LEVEL_HOLE_S) for moment in (span.begins, span.ends))
    filled = _filled_l(parts, span)
    if before is None or after is None or filled is None:
        return None
    used = before - after + filled
    return max(used, 0.0) if used >= -NOISE_L else None


def _filled_l(parts: Iterable[Part], span: Span) -> float | None:
    """Return the litres filled in a span; None where a filling reaches over its edge, or tells no litres."""
    total = 0.0
    for part in parts:
        if part.kind is PartKind.REFUEL and part.begins < span.ends and part.ends > span.begins:
            whole = part.begins >= span.begins and part.ends <= span.ends
            if not whole or part.litres is None:
                return None
            total += part.litres
    return total
