"""Sums of work time are those of a plain count, by whatever they are grouped, and unknown is never 0."""

import random
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.work_time import FIGURES, NO_CATEGORY, Grouping, WorkDay, days_in, sums, total

TALLINN = ZoneInfo("Europe/Tallinn")


def noon_of(year, month, day):
    return datetime(year, month, day, 10, tzinfo=UTC).timestamp()


def made(chance, count=300):
    days = [date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4), date(2027, 2, 1)]
    return [
        WorkDay(
            f"m/{number}",
            f"Truck {number}",
            "m",
            chance.choice(days),
            chance.choice(["", "van", "truck"]),
            *(chance.choice([None, 0, chance.randrange(40_000)]) for _ in FIGURES),
        )
        for number in (chance.randrange(20) for _ in range(count))
    ]


PLAIN = {
    Grouping.VEHICLE: lambda each: each.label,
    Grouping.CATEGORY: lambda each: each.category or NO_CATEGORY,
    Grouping.DAY: lambda each: f"{each.day.day:02d}.{each.day.month:02d}.{each.day.year}",
    Grouping.WEEK: lambda each: "week {1} of {0}".format(*each.day.isocalendar()),
    Grouping.MONTH: lambda each: f"{each.day.month:02d}/{each.day.year}",
}


@pytest.mark.parametrize("by", Grouping)
def test_sums_are_those_of_a_plain_count(by, day_seed):
    days = made(random.Random(day_seed))
    for name in FIGURES:
        plain = {}
        for each in days:
            known = plain.setdefault(PLAIN[by](each), [])
            known += [] if getattr(each, name) is None else [getattr(each, name)]
        expected = {key: sum(known) if known else None for key, known in plain.items()}
        assert {each.name: getattr(each, name) for each in sums(days, by)} == expected


def test_days_weeks_and_months_come_in_the_order_of_time():
    days = made(random.Random(1))
    assert [each.name for each in sums(days, Grouping.DAY)][:2] == ["28.12.2026", "31.12.2026"]
    weeks = [each.name for each in sums(days, Grouping.WEEK)]
    assert weeks == ["week 53 of 2026", "week 1 of 2027", "week 5 of 2027"]
    assert [each.name for each in sums(days, Grouping.MONTH)] == ["12/2026", "01/2027", "02/2027"]


def test_what_nobody_tells_stays_unknown():
    day = WorkDay("m/1", "Truck", "m", date(2026, 11, 1), work_s=0)
    assert (total([day]).work_s, total([day]).repair_s, total([day]).all_s) == (0, None, 0)
    assert total([]) is None
    assert total([WorkDay("m/1", "Truck", "m", date(2026, 11, 1))]).all_s is None


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 11, 1), 24)])
def test_days_are_those_of_the_clock_of_the_company(day, hours):
    noon = noon_of(*day)
    found = days_in(Span(noon - 86_400, noon + 86_400), TALLINN)
    assert [each.day for each, _span in found] == [day[2] - 1 if day[2] > 1 else 31, day[2], day[2] + 1]
    assert found[1][1].ends - found[1][1].begins == hours * 3600
    assert (found[0][1].begins, found[-1][1].ends) == (noon - 86_400, noon + 86_400)


def test_an_empty_period_has_no_day():
    assert days_in(Span(5.0, 5.0), TALLINN) == []
