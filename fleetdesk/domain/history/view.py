"""One unit's period as it is shown: parts, totals and the track."""

from dataclasses import dataclass
from datetime import datetime

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.parts import Part, UnitPast
from fleetdesk.domain.history.periods import until
from fleetdesk.domain.history.records import Refuel, Trip
from fleetdesk.domain.history.strip import ignition_of, parts_of
from fleetdesk.domain.history.totals import Totals, totals_of
from fleetdesk.domain.history.track import Track, clean


@dataclass(frozen=True)
class UnitView:
    """What a unit did in the part of a period that has passed; the track holds that period alone.

    `trips` and `refuels` are what the vendor lists, those of the day before the period too; None is unknown. A
    view that was made for some kinds alone has neither parts nor totals.
    """

    key: str
    period: Span
    parts: tuple[Part, ...]
    totals: Totals
    track: Track
    trips: tuple[Trip, ...] | None = None
    refuels: tuple[Refuel, ...] | None = None


def bare_view_of(past: UnitPast, period: Span, now: datetime) -> UnitView:
    """Return the view without parts and totals, which take half as long as the cleaning of the track."""
    passed = until(period, now)
    track = clean(past.points or (), now).within(passed.begins, passed.ends)
    return UnitView(past.key, passed, (), Totals(), track, past.trips, past.refuels)


def view_of(past: UnitPast, period: Span, now: datetime) -> UnitView:
    """Return the view of a unit's period; 100,000 points take some tenths of a second."""
    passed = until(period, now)
    track = clean(past.points or (), now)
    parts = parts_of(past, track, passed) if passed.ends > passed.begins else []
    totals = totals_of(parts, past, passed, ignition_of(past, track))
    return UnitView(
        past.key, passed, tuple(parts), totals, track.within(passed.begins, passed.ends), past.trips, past.refuels
    )
