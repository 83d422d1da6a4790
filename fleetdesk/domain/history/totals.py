"""What a period comes to; a figure is unknown where nobody knows it, and never 0 then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.intervals import Interval, left_of, merged
from fleetdesk.domain.history.parts import Part, PartKind, UnitPast, filled_l, interval_of
from fleetdesk.domain.history.records import Refuel


@dataclass(frozen=True, slots=True)
class Totals:
    """Kilometres, seconds, litres, km/h and counts of one unit or several; None is unknown.

    Standing is without the ignition where that is known, inputs and refuelling among it. `unknown_s` are the seconds
    of which nobody tells: the other figures are of the rest.
    """

    km: float | None = None
    driving_s: float | None = None
    idling_s: float | None = None
    standing_s: float | None = None
    litres: float | None = None
    top_kmh: float | None = None
    trips: int | None = None
    stops: int | None = None
    unknown_s: float = 0.0


def totals_of(parts: Sequence[Part], past: UnitPast, period: Span, ignition: Sequence[Interval] | None) -> Totals:
    """Return the totals of one unit's parts of a period; `ignition` is when that was on, None where nobody tells."""
    unknown_s = _seconds(parts, PartKind.UNKNOWN)
    if unknown_s >= sum(part.seconds for part in parts):
        return Totals(unknown_s=unknown_s)
    trips = [part for part in parts if part.kind is PartKind.TRIP]
    stood_s = sum(part.seconds for part in parts) - unknown_s - _seconds(parts, PartKind.TRIP)
    idling_s = None if ignition is None else _idling_s(trips, period, ignition)
    return Totals(
        km=_sum(part.km for part in trips),
        driving_s=_sum(part.driving_s for part in trips),
        idling_s=idling_s,
        standing_s=max(stood_s - (idling_s or 0.0), 0.0),
        litres=_litres(past, period),
        top_kmh=max((part.top_kmh for part in trips if part.top_kmh is not None), default=None),
        trips=len(trips),
        stops=_stops(parts),
        unknown_s=unknown_s,
    )


def together(several: Sequence[Totals]) -> Totals:
    """Return the totals of several units: unknown where one's is, but for the highest speed.

    Those of which nothing is known at all count in `unknown_s` alone.
    """
    if not several:
        return Totals()
    tops = [each.top_kmh for each in several if each.top_kmh is not None]
    names = [each.name for each in fields(Totals) if each.name != "top_kmh"]
    known = [each for each in several if each.trips is not None] or several
    sums: dict[str, Any] = {name: _sum(getattr(each, name) for each in known) for name in names}
    sums["unknown_s"] = sum(each.unknown_s for each in several)
    return Totals(top_kmh=max(tops, default=None), **sums)


def _idling_s(trips: Sequence[Part], period: Span, ignition: Sequence[Interval]) -> float:
    """Return the seconds with the ignition on and no trip, those of a refuelling too."""
    driven = merged((each.begins, each.ends) for each in trips)
    within = ((max(begins, period.begins), min(ends, period.ends)) for begins, ends in ignition)
    left = (each for begins, ends in within if ends > begins for each in left_of((begins, ends), driven))
    return sum(ends - begins for begins, ends in left)


def _seconds(parts: Iterable[Part], *kinds: PartKind) -> float:
    return sum(part.seconds for part in parts if part.kind in kinds)


def _litres(past: UnitPast, period: Span) -> float | None:
    """Return what was filled in a period; None where not all of its refuels are known."""
    if past.refuels is None or "refuels" in past.partial:
        return None
    return _sum(filled_l(each) for each in _begun_in(past.refuels, period))


def _begun_in(refuels: Iterable[Refuel], period: Span) -> list[Refuel]:
    known = [(each, interval_of(each.started_at, each.ended_at or each.highest_at)) for each in refuels]
    return [each for each, when in known if when and period.begins <= when[0] < period.ends]


def _stops(parts: Sequence[Part]) -> int:
    """Return how often the unit stood: whatever lies between two trips is one stop."""
    kinds = groupby(
        parts, key=lambda part: part.kind if part.kind in (PartKind.TRIP, PartKind.UNKNOWN) else PartKind.STOP
    )
    return sum(kind is PartKind.STOP for kind, _ in kinds)


def _sum(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return None if None in known else sum(each for each in known if each is not None)
