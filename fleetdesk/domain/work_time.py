"""How long vehicles worked and were repaired, day by day, and the sums of these by vehicle, day, week, month, category.

A day is one of the company's clock, of 23 to 25 hours. What a vendor does not tell is None and never 0.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date as date_words
from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import DAY, Span, day_of, day_span_of
from fleetdesk.domain.known_sum import known_sum


class WorkKind(StrEnum):
    """What a vehicle's time is spent on, by the names of the fields of a WorkDay."""

    WORK = "work_s"
    REPAIR = "repair_s"
    OWN_REPAIR = "own_repair_s"


KIND_WORDS = {
    WorkKind.WORK: pgettext("work time", "Work"),
    WorkKind.REPAIR: pgettext("work time", "Repair"),
    WorkKind.OWN_REPAIR: pgettext("work time", "Own repair"),
}


class Grouping(StrEnum):
    """What sums are made by."""

    VEHICLE = "vehicle"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    CATEGORY = "category"


GROUPING_WORDS = {
    Grouping.VEHICLE: pgettext("sums by", "Vehicle"),
    Grouping.DAY: pgettext("sums by", "Day"),
    Grouping.WEEK: pgettext("sums by", "Week"),
    Grouping.MONTH: pgettext("sums by", "Month"),
    Grouping.CATEGORY: pgettext("sums by", "Category"),
}
NO_CATEGORY = pgettext("category", "none")


@dataclass(frozen=True, slots=True)
class WorkDay:
    """What is known of one vehicle on one day, in seconds; `category` is the vendor's word for its kind."""

    unit: str
    label: str
    account: str
    day: date
    category: str = ""
    work_s: int | None = None
    repair_s: int | None = None
    own_repair_s: int | None = None
    rides: int | None = None


@dataclass(frozen=True, slots=True)
class WorkSum:
    """A sum over some days of some vehicles; `order` sorts sums, `unit` is the vehicle where it is of one alone."""

    key: str
    name: str
    order: str
    account: str = ""
    unit: str = ""
    units: int = 0
    days: int = 0
    work_s: int | None = None
    repair_s: int | None = None
    own_repair_s: int | None = None
    rides: int | None = None

    @property
    def all_s(self) -> int | None:
        """Return the seconds of all kinds; None where none is known."""
        return known_sum((self.work_s, self.repair_s, self.own_repair_s))


FIGURES = ("work_s", "repair_s", "own_repair_s", "rides")
assert set(FIGURES) <= {each.name for each in fields(WorkDay)}


def days_in(period: Span, zone: ZoneInfo) -> list[tuple[date, Span]]:
    """Return the days of the company's clock that a period touches, each with its part that lies in the period."""
    found, begins = list[tuple[date, Span]](), period.begins
    while begins < period.ends:
        ends = day_span_of(begins, zone).ends
        found.append((day_of(begins, zone), Span(begins, min(ends, period.ends))))
        begins = ends
    return found


def sums(days: Iterable[WorkDay], by: Grouping) -> list[WorkSum]:
    """Return the sums of what is known, in the order of their groups."""
    grouped: dict[str, list[WorkDay]] = {}
    for each in days:
        grouped.setdefault(_KEYS[by](each), []).append(each)
    return sorted((_sum(key, some, by) for key, some in grouped.items()), key=lambda each: each.order)


def total(days: Iterable[WorkDay]) -> WorkSum | None:
    """Return the sum of all; None of nothing."""
    some = list(days)
    return _sum("", some, Grouping.CATEGORY) if some else None


def _sum(key: str, days: list[WorkDay], by: Grouping) -> WorkSum:
    first, units = days[0], {each.unit for each in days}
    accounts = {each.account for each in days}
    return WorkSum(
        key,
        _name(first, by),
        key if by in (Grouping.DAY, Grouping.WEEK, Grouping.MONTH) else _name(first, by).casefold(),
        accounts.pop() if len(accounts) == 1 else "",
        first.unit if by is Grouping.VEHICLE else "",
        len(units),
        len({each.day for each in days}),
        *(known_sum(getattr(each, name) for each in days) for name in FIGURES),
    )


def _name(day: WorkDay, by: Grouping) -> str:
    if by is Grouping.VEHICLE:
        return day.label
    if by is Grouping.CATEGORY:
        return day.category or NO_CATEGORY
    if by is Grouping.DAY:
        return date_words(datetime.combine(day.day, time()))
    if by is Grouping.WEEK:
        year, week, _weekday = day.day.isocalendar()
        return _("week {week} of {year}").format(week=week, year=year)
    return filled("{month}/{year}", month=f"{day.day.month:02d}", year=day.day.year)


_KEYS: dict[Grouping, Callable[[WorkDay], str]] = {
    Grouping.VEHICLE: lambda each: each.unit,
    Grouping.CATEGORY: lambda each: f"{each.category}",
    Grouping.DAY: lambda each: each.day.isoformat(),
    Grouping.WEEK: lambda each: (each.day - each.day.weekday() * DAY).isoformat(),
    Grouping.MONTH: lambda each: each.day.isoformat()[:7],
}
