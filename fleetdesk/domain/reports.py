"""Reports that a vendor makes when they are ordered: what each holds, its period, its sums, two of them compared."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date, date_and_time, day
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.statuses import Colour

LAST_SECOND = timedelta(seconds=1)
"""The reference's examples end a period with its last second."""
DONE = "done"
BY_VEHICLE, BY_CATEGORY = "vehicle", "category"
"""The vendor's words for whom a report is about: vehicles, or one of the groups that they are in."""


class ReportType(StrEnum):
    """The kinds of reports, in the vendor's words."""

    PLACES = "poi"
    ZONES = "geo"
    COUNTRIES = "country"
    TASKS = "rtasks"


TYPE_WORDS = {
    ReportType.PLACES: pgettext("report", "Places"),
    ReportType.ZONES: pgettext("report", "Geozones"),
    ReportType.COUNTRIES: pgettext("report", "Countries"),
    ReportType.TASKS: pgettext("report", "Tasks"),
}
HOLDS = {
    ReportType.PLACES: _("Each visit of {whom} to a place: when it came and left, how long, km, engine hours."),
    ReportType.ZONES: _("Each time {whom} was in a geozone: when it came and left, how long, km, engine hours."),
    ReportType.COUNTRIES: _("Each stay of {whom} in a country: when it came and left, how long, km, engine hours."),
    ReportType.TASKS: _(
        "Each visit of {whom} to the place of a task, with the order, when it arrived, and when the work was finished."
    ),
}  # fmt: skip
HOLDS_OF_ONE = _("Each visit of {whom} to {place}: when it came and left, how long, km, engine hours.")
"""What a report holds that is of one place or geozone alone."""
STATES: Mapping[str, tuple[str, Colour]] = {
    "waiting": (pgettext("report", "waits"), Colour.ASSIGNED),
    "processing": (pgettext("report", "being made"), Colour.PROGRESS),
    DONE: (pgettext("report", "done"), Colour.DONE),
    "unknown": (pgettext("report", "unknown"), Colour.SILENT),
}
"""The word of each state of a report, and its colour."""


class ReportGrouping(StrEnum):
    """What two reports are compared by."""

    PLACE = "place"
    VEHICLE = "vehicle"
    BOTH = "both"


GROUPING_WORDS = {
    ReportGrouping.PLACE: pgettext("report", "By place"),
    ReportGrouping.VEHICLE: pgettext("report", "By vehicle"),
    ReportGrouping.BOTH: pgettext("report", "By place and vehicle"),
}


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What a report holds; `unread` more rows could not be read."""

    visits: tuple[Visit, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class VisitSum:
    """Visits together: seconds, km. None where no row tells; `untold` rows lack one of the figures."""

    visits: int = 0
    stay_s: int | None = None
    engine_s: int | None = None
    distance_km: float | None = None
    untold: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A place, a vehicle or both in two reports; a figure of a report that has no such row is that of no visit."""

    key: str
    place: str
    unit: str
    before: VisitSum
    after: VisitSum


def type_words(kind: str | None) -> str:
    """Return what a report is about; the vendor's own word where it is another one."""
    return TYPE_WORDS[ReportType(kind)] if kind in set(ReportType) else kind or ""


def state_of(report: Report) -> tuple[str, Colour]:
    """Return the word and the colour of a report's state."""
    return STATES.get(report.state, STATES["unknown"])


def asked_period(span: Span) -> tuple[datetime, datetime]:
    """Return the first and the last second of a period, as a report is asked for (UTC)."""
    return moment(span.begins), moment(span.ends) - LAST_SECOND


def period_words(start: datetime | None, stop: datetime | None, zone: ZoneInfo) -> str:
    """Return a period as days where it is whole days in the zone, else with the clock; empty where it is not known."""
    if start is None or stop is None:
        return ""
    begins, ends = start.astimezone(zone), (stop + LAST_SECOND).astimezone(zone)
    if (begins.hour, begins.minute, ends.hour, ends.minute) != (0, 0, 0, 0) or ends <= begins:
        return f"{date_and_time(begins)} – {date_and_time(stop.astimezone(zone))}"
    ends = stop.astimezone(zone)
    if begins.date() == ends.date():
        return date(begins)
    first = day(begins) if begins.year == ends.year else date(begins)
    return f"{first} – {date(ends)}"


def is_same_question(one: Report, other: Report) -> bool:
    """Return whether two reports of an account ask for the same of the same period."""
    return _question(one) == _question(other)


def _question(report: Report) -> tuple[object, ...]:
    about = report.account, report.type, report.type_id, report.group, report.group_id or None
    return *about, report.started_at, report.ended_at


def visit_sums(visits: Iterable[Visit], by: ReportGrouping) -> dict[tuple[str, str], VisitSum]:
    """Return the sums of visits by place and unit; the one that they are not made by is empty."""
    groups: dict[tuple[str, str], list[Visit]] = {}
    for visit in visits:
        groups.setdefault(_group(visit, by), []).append(visit)
    return {group: visit_sum(rows) for group, rows in groups.items()}


def visit_sum(visits: Sequence[Visit]) -> VisitSum:
    """Return the sum of visits."""
    untold = sum(None in (each.stay_s, each.engine_s, each.distance_km) for each in visits)
    distance = _told(visits, lambda each: each.distance_km)
    return VisitSum(
        len(visits),
        _whole(_told(visits, lambda each: each.stay_s)),
        _whole(_told(visits, lambda each: each.engine_s)),
        None if distance is None else round(distance, 3),
        untold,
    )


def differences(before: Iterable[Visit], after: Iterable[Visit], by: ReportGrouping) -> list[Difference]:
    """Return two reports side by side, in the order of places and units."""
    old, new = visit_sums(before, by), visit_sums(after, by)
    none = VisitSum(0, 0, 0, 0.0)
    return [
        Difference(f"{place}\n{unit}", place, unit, old.get((place, unit), none), new.get((place, unit), none))
        for place, unit in sorted(old.keys() | new.keys(), key=lambda each: (each[0].casefold(), each))
    ]


def _group(visit: Visit, by: ReportGrouping) -> tuple[str, str]:
    place, unit = visit.place or "", visit.unit or ""
    return ("" if by is ReportGrouping.VEHICLE else place), ("" if by is ReportGrouping.PLACE else unit)


def _told(visits: Iterable[Visit], of: Callable[[Visit], float | None]) -> float | None:
    told = [value for each in visits if (value := of(each)) is not None]
    return sum(told) if told else None


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
