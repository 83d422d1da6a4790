"""What was used of the driving that the rules allow, against a plain count a minute at a time."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.driving_rules.counts import DAY_S, LONG_DAY_S, counts, fortnight_of
from fleetdesk.domain.driving_rules.pauses import PauseKind, rests
from fleetdesk.domain.driving_rules.stretches import Doing, seconds_by_doing, stretches
from tests.day_seed import cases_of_the_day
from tests.domain.driving_rules import plain
from tests.domain.driving_rules.plain import AVAILABLE, DRIVE, REST, UNKNOWN, WORK, activity

ZONE = ZoneInfo("Europe/Tallinn")
MONDAYS = (datetime(2026, 3, 16, tzinfo=ZONE), datetime(2026, 10, 12, tzinfo=ZONE), datetime(2026, 11, 9, tzinfo=ZONE))
"""The first weeks of three fortnights; the second week of the first two has a clock change in it."""
CASES = 2
SPANS = {DRIVE: (5, 280), WORK: (1, 90), AVAILABLE: (1, 60), REST: (5, 50)}


def begins_of(monday):
    return monday.timestamp()


def a_fortnight(chance, begins, gaps):
    """Records of two weeks as a tachograph might tell them: shifts and nights, with holes, doubled and out of order."""
    minute, number, rows = 0, 1, []
    while minute < 14 * 1440 - 700:
        doing = chance.choice((DRIVE, DRIVE, WORK, AVAILABLE, REST, REST))
        long = chance.randint(*SPANS[doing]) if chance.random() > 0.12 else 0
        doing, long = (doing, long) if long else (REST, chance.randint(440, 800))
        if gaps and chance.random() < gaps:
            minute += chance.choice((1, 7, 20, 40, 50, 300, 600))
        else:
            rows.append(activity(number, minute, long, doing, begins))
            minute += long
        number += 1
    return rows


def spoilt(chance, rows, begins):
    """The same records, some twice, some contradicted, in any order."""
    extra = [chance.choice(rows) for _ in range(5)]
    over = [activity(10_000 + n, chance.randint(0, 19_000), chance.randint(1, 400), WORK, begins) for n in range(3)]
    rows = [*rows, *extra, *over]
    chance.shuffle(rows)
    return rows


def covered(rows, begins, minutes):
    return stretches(rows, Span(begins, begins + 60 * minutes))


def minutes_of(told, begins, minutes):
    """The stretches as one word a minute."""
    found = [UNKNOWN] * minutes
    for each in told:
        for minute in range(round((each.begins - begins) / 60), round((each.ends - begins) / 60)):
            found[minute] = each.doing.value
    return found


@pytest.mark.parametrize("monday", cases_of_the_day(MONDAYS, 1))
def test_any_records_become_what_a_plain_reading_of_them_is(day_seed, monday):
    begins, chance = begins_of(monday), random.Random(f"{day_seed} records {monday}")
    rows = spoilt(chance, a_fortnight(chance, begins, 0.1), begins)
    told, minutes = covered(rows, begins, 14 * 1440), 14 * 1440
    assert minutes_of(told, begins, minutes) == plain.believed(rows, begins, minutes)
    assert all(one.ends == other.begins for one, other in pairwise(told))


def whole_counts(doing, begins):
    """The four figures by the plain count, as of the end; the day's limit where both weeks are known."""
    minutes = len(doing)
    now = plain.local(begins, minutes - 1, ZONE)
    this = plain.week_of(now)
    last = plain.week_of(now - timedelta(days=7))
    days = plain.days(doing)
    long = sum(
        driven > 540 and plain.week_of(plain.local(begins, minute, ZONE)) == this for minute, driven in days[:-1]
    )
    return {
        "unbroken": plain.unbroken(doing),
        "day": days[-1][1],
        "week": plain.driven_in_weeks(doing, begins, ZONE, {this}),
        "fortnight": plain.driven_in_weeks(doing, begins, ZONE, {this, last}),
        "long": long,
    }


def told_counts(told):
    found = counts(told, ZONE)
    return found, {name: getattr(found, name).driven_s / 60 for name in ("unbroken", "day", "week", "fortnight")}


@pytest.mark.parametrize("monday", cases_of_the_day(MONDAYS, 1))
def test_the_counts_of_what_is_all_known_are_the_plain_ones(day_seed, monday):
    chance, begins = random.Random(f"{day_seed} whole {monday}"), begins_of(monday)
    for _case in range(CASES):
        rows = [activity(0, 0, 700, REST, begins), *a_fortnight(chance, begins + 700 * 60, 0)]
        end = min(chance.randint(8 * 1440, 14 * 1440), (rows_end(rows) - round(begins)) // 60)
        told = covered(rows, begins, end)
        doing = plain.believed(rows, begins, end)
        found, figures = told_counts(told)
        true = whole_counts(doing, begins)
        assert figures | {"long": found.long_days} == true
        assert all(each.is_whole for each in (found.unbroken, found.day, found.week, found.fortnight))
        assert found.day.limit_s == (LONG_DAY_S if true["long"] < 2 else DAY_S)


def rows_end(rows):
    return max(round(each.at.timestamp()) + each.duration_s for each in rows)


def fillings(chance, doing):
    """What may have been done where nothing is known: all driving, all rest, all work, and mixtures."""
    yield from ([word if each == UNKNOWN else each for each in doing] for word in (DRIVE, REST, WORK))
    for _mixture in range(6):
        filled, at = list(doing), 0
        while at < len(filled):
            word, long = chance.choice((DRIVE, WORK, REST)), chance.choice((3, 15, 16, 30, 45, 200, 540))
            for minute in range(at, min(at + long, len(filled))):
                filled[minute] = word if doing[minute] == UNKNOWN else filled[minute]
            at += long
        yield filled


@pytest.mark.parametrize("monday", cases_of_the_day(MONDAYS, 1))
def test_a_gap_may_be_anything(day_seed, monday):
    """A count that calls itself whole is right whatever was done in the gaps; another one is the least it can be."""
    chance, begins = random.Random(f"{day_seed} gaps {monday}"), begins_of(monday)
    wholes = 0
    for _case in range(CASES):
        rows = spoilt(chance, a_fortnight(chance, begins, 0.06), begins)
        end = chance.randint(8 * 1440, 13 * 1440)
        found, figures = told_counts(covered(rows, begins, end))
        doing = plain.believed(rows, begins, round((found.as_of - begins) / 60))
        for filled in fillings(chance, doing):
            true = whole_counts(filled, begins)
            for name, told in figures.items():
                is_whole = getattr(found, name).is_whole
                assert true[name] == told if is_whole else true[name] >= told, name
                wholes += is_whole
    assert wholes


def test_a_careless_count_that_takes_a_gap_for_rest_would_be_caught(day_seed):
    """The control of the one above: a count of the gaps as rest differs from what may have been."""
    chance, begins = random.Random(f"{day_seed} control"), begins_of(MONDAYS[0])
    rows = a_fortnight(chance, begins, 0.2)
    doing = plain.believed(rows, begins, 10 * 1440)
    careless = whole_counts([REST if each == UNKNOWN else each for each in doing], begins)
    assert any(whole_counts(filled, begins)["week"] > careless["week"] for filled in fillings(chance, doing))


def day_of(*parts, first=REST):
    """Counts after a night of 11 hours and then these (minutes, what was done)."""
    begins, minute, rows = begins_of(MONDAYS[2]) + 14 * 3600, 0, []
    for number, (long, doing) in enumerate(((660, first), *parts)):
        if doing != UNKNOWN:
            rows.append(activity(number, minute, long, doing, begins))
        minute += long
    return counts(covered(rows, begins, minute), ZONE)


@pytest.mark.parametrize(
    ("parts", "unbroken", "whole"),
    [
        ([(270, DRIVE)], 270, True),
        ([(120, DRIVE), (45, REST), (30, DRIVE)], 30, True),
        ([(120, DRIVE), (44, REST), (30, DRIVE)], 150, True),
        ([(120, DRIVE), (15, REST), (60, DRIVE), (30, REST), (10, DRIVE)], 10, True),
        ([(120, DRIVE), (30, REST), (60, DRIVE), (15, REST), (10, DRIVE)], 190, True),
        ([(120, DRIVE), (45, AVAILABLE), (30, DRIVE)], 150, True),
        ([(120, DRIVE), (60, UNKNOWN), (30, DRIVE)], 30, False),
        ([(120, DRIVE), (10, UNKNOWN), (30, DRIVE)], 150, False),
        ([(120, DRIVE), (60, UNKNOWN), (30, DRIVE), (45, REST), (5, DRIVE)], 5, True),
    ],
)
def test_breaks_end_what_is_driven_in_one_piece(parts, unbroken, whole):
    found = day_of(*parts).unbroken
    assert (found.driven_s / 60, found.is_whole) == (unbroken, whole)
    assert found.left_s == ((270 - unbroken) * 60 if whole else None)


def test_a_third_long_day_is_not_allowed():
    begins = begins_of(MONDAYS[2])
    rows = [activity(99, -360, 660, REST, begins)]
    minute, number = 300, 1
    for _day in range(3):
        for long, doing in ((290, DRIVE), (45, REST), (290, DRIVE), (815, REST)):
            rows.append(activity(number, minute, long, doing, begins))
            minute, number = minute + long, number + 1
    told = [stretches(rows, Span(begins - 6 * 3600, begins + 60 * (900 + 1440 * day))) for day in range(3)]
    limits = [counts(each, ZONE).day.limit_s for each in told]
    assert limits == [LONG_DAY_S, LONG_DAY_S, DAY_S]


def test_without_any_activity_nothing_is_said():
    assert counts(covered([], 0.0, 600), ZONE) is None


def test_both_weeks_before_a_moment_are_asked_for():
    change = datetime(2026, 10, 28, 12, tzinfo=UTC).timestamp()
    span = fortnight_of(change, ZONE)
    assert (span.ends - span.begins) / 3600 == 14 * 24 + 1


def test_a_gap_under_a_minute_is_a_seam_of_rounding():
    rows = [activity(1, 0, 10, DRIVE, 0.5), activity(2, 10, 10, DRIVE, 30.5), activity(3, 22, 5, REST, 0.0)]
    told = stretches(rows, Span(0.5, 1620.0))
    assert [(each.doing, each.length_s) for each in told] == [
        (Doing.DRIVE, 1230.0),
        (Doing.UNKNOWN, 89.5),
        (Doing.REST, 300.0),
    ]


def test_rests_are_told_with_what_they_count_as():
    rows = [activity(n, at, long, REST, 0.0) for n, (at, long) in enumerate(((0, 14), (20, 15), (40, 45), (100, 660)))]
    found = rests(covered(rows, 0.0, 800))
    assert [kind for _each, kind in found] == [PauseKind.FIRST_PART, PauseKind.BREAK, PauseKind.DAILY]


def test_hostile_records_tell_nothing():
    at = datetime(2026, 11, 9, tzinfo=UTC)
    rows = [
        activity(1, 0, -5, DRIVE, at.timestamp()),
        activity(2, 0, 10**9, DRIVE, at.timestamp()),
        activity(3, 5, 10, "odd", at.timestamp()),
    ]
    sums = seconds_by_doing(covered(rows, at.timestamp(), 60))
    assert sums[Doing.UNKNOWN] == 3600.0


def test_kilometres_of_an_activity_count_once():
    begins = begins_of(MONDAYS[2])
    drive = activity(1, 0, 60, DRIVE, begins)
    object.__setattr__(drive, "distance_km", 50.0)
    rows = [drive, drive, activity(2, 20, 10, WORK, begins)]
    assert sum(each.km or 0.0 for each in covered(rows, begins, 60)) == 50.0
