"""How the past is fetched and kept: by kind, in days of UTC, which no change of a clock or a zone moves."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.records import InputPeriod, Refuel, TrackPoint, Trip

DAY_S = 86_400
LATE_S = 3600.0
"""So long after its end a day may still get what a device had kept back; fetched later than that it is closed."""
Record = Trip | InputPeriod | Refuel | TrackPoint


class ChunkKind(StrEnum):
    """What is fetched of a unit."""

    TRIPS = "trips"
    INPUTS = "inputs"
    REFUELS = "refuels"
    TRACK = "track"


def day_number(seconds: float) -> int:
    """Return the day of UTC in which a moment lies, counted from 1970."""
    return int(seconds // DAY_S)


def days_of(period: Span) -> range:
    """Return the days that a period touches."""
    return range(day_number(period.begins), day_number(max(period.ends - 1e-6, period.begins)) + 1)


def starts(day: int) -> datetime:
    """Return the first moment of a day, in UTC."""
    return datetime.fromtimestamp(day * DAY_S, UTC)


def is_closed(day: int, fetched_at: float) -> bool:
    """Return whether nothing is expected of a day any more that was fetched at this moment (seconds since 1970)."""
    return fetched_at >= (day + 1) * DAY_S + LATE_S


def begun_at(record: Record) -> float | None:
    """Return when something began, or a point was recorded, in seconds since 1970."""
    begun = record.at if isinstance(record, TrackPoint) else record.started_at
    return begun.timestamp() if begun else None


def runs(days: Iterable[int], most: int) -> list[range]:
    """Return days as stretches without a gap, at most so many days in each."""
    found: list[range] = []
    for day in sorted(days):
        if found and found[-1].stop == day and len(found[-1]) < most:
            found[-1] = range(found[-1].start, day + 1)
        else:
            found.append(range(day, day + 1))
    return found


def by_day(records: Iterable[Record], days: range) -> dict[int, list[Record]]:
    """Return the records of each of these days; what began just before or after them is of the first or last.

    An input is on before the trip begins in whose period the vendor lists it.
    """
    found: dict[int, list[Record]] = {day: [] for day in days}
    for record in records:
        begun = begun_at(record)
        if begun is not None:
            found[min(max(day_number(begun), days.start), days.stop - 1)].append(record)
    return found


def without_twins(records: Sequence[Record]) -> list[Record]:
    """Return the records in order, each once; of two with one number the later counts. A point has no number."""
    kept: dict[object, Record] = {}
    for place, record in enumerate(records):
        kept[place if isinstance(record, TrackPoint) else record.id] = record
    return sorted(kept.values(), key=lambda each: begun_at(each) or 0.0)
