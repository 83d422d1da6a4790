"""Fillings and drops are found in levels that slosh, tilt and are noisy; against what is known, beside a plain way."""

from datetime import timedelta
from itertools import pairwise

import pytest

from fleetdesk.domain.fuel.level_changes import LEAST_L, LEAST_PART, level_changes
from fleetdesk.domain.fuel.levels import Change, Level, LevelChange
from tests.day_seed import cases_of_the_day
from tests.domain.fuel.made_levels import START, made

SEEDS = cases_of_the_day(range(200), 60)
NEAR = timedelta(minutes=20)


def plain(levels, tank_l):
    """What a threshold between neighbours finds."""
    least = max(LEAST_L, LEAST_PART * tank_l)
    for one, other in pairwise(levels):
        if abs(other.litres - one.litres) >= least:
            kind = Change.FILLING if other.litres > one.litres else Change.DROP
            yield LevelChange(kind, one, other, one.litres, other.litres)


def compared(find):
    """How many of the true changes are found, how many are missed, and how many are told that never were."""
    found = missed = false = 0
    for seed in SEEDS:
        day = made(seed)
        told = list(find(day.levels, day.tank_l))
        for kind, at, _litres in day.truth:
            hit = [e for e in told if e.change is kind and e.begins.at - NEAR <= at <= e.ends.at + NEAR]
            found, missed = found + bool(hit), missed + (not hit)
            if hit:
                told.remove(hit[0])
        false += len(told)
    return found, missed, false


def test_nearly_all_are_found_and_hardly_any_that_never_were():
    found, missed, false = compared(level_changes)
    assert found >= 0.92 * (found + missed), (found, missed, false)
    assert false <= 0.02 * (found + missed), (found, missed, false)


def test_a_plain_threshold_tells_of_many_that_never_were():
    """So that the test above says something: its levels are not easy."""
    found, missed, false = compared(plain)
    assert false > 10 * (found + missed), (found, missed, false)


def readings(*litres, minutes=2, km=0.0):
    """Readings that far apart, with so many km driven between two."""
    return [Level(START + timedelta(minutes=minutes * n), each, km * n) for n, each in enumerate(litres)]


def told(levels, tank_l=100.0):
    return [(each.change, each.before_l, each.after_l) for each in level_changes(levels, tank_l)]


def test_a_filling_has_the_levels_before_and_after_it():
    levels = readings(20, 20, 20, 20, 35, 60, 80, 80, 80, 80)
    [filling] = level_changes(levels, 100.0)
    assert (filling.change, filling.before_l, filling.after_l, filling.litres) == (Change.FILLING, 20, 80, 60)
    assert (filling.begins, filling.ends) == (levels[3], levels[6])


def test_a_drop_while_the_device_slept_lies_between_its_readings():
    levels = readings(80, 80, 80, 80) + [Level(START + timedelta(hours=8, minutes=n), 50, 0.0) for n in (0, 2, 4, 6)]
    [drop] = level_changes(levels, 100.0)
    assert (drop.change, drop.litres, drop.begins, drop.ends) == (Change.DROP, 30, levels[3], levels[4])


def test_what_is_burnt_on_the_way_is_no_drop():
    assert told(readings(*(80 - 0.9 * n for n in range(60)), km=3.0)) == []


def test_single_readings_that_are_wrong_are_no_changes():
    assert told(readings(50, 50, 50, 0, 50, 50, 99, 50, 50, 50, 50)) == []


def test_less_than_the_least_is_not_told():
    assert told(readings(*[50] * 6, *[55] * 6)) == []


@pytest.mark.parametrize("tilt", [-12, 12])
def test_standing_on_a_slope_is_no_change(tilt):
    there = readings(*[50.0] * 12, km=1.0)
    stood = [Level(there[-1].at + timedelta(minutes=2 + n), 50.0 + tilt, there[-1].km + 0.1) for n in range(20)]
    on = [Level(stood[-1].at + timedelta(minutes=2 + n), 50.0, stood[-1].km + n) for n in range(12)]
    assert told(there + stood + on) == []


def test_a_drop_is_told_before_the_vehicle_drives_on():
    there = readings(*[50.0] * 12, km=1.0)
    stood = [Level(there[-1].at + timedelta(minutes=2 + n), 38.0, there[-1].km + 0.1) for n in range(6)]
    assert told(there + stood) == [(Change.DROP, 50, 38)]


def test_what_is_taken_and_what_is_filled_at_one_place_are_two():
    taken_and_filled = readings(*[50] * 30, *[30] * 30, *[90] * 30)
    assert told(taken_and_filled) == [(Change.DROP, 50, 30), (Change.FILLING, 30, 90)]


@pytest.mark.parametrize("levels", [[], readings(50), readings(50, 80), readings(50, 50, 80)])
def test_too_few_readings_tell_nothing(levels):
    assert told(levels) == []


def test_readings_of_one_moment_are_taken():
    same = [Level(START, litres, 0.0) for litres in (50, 50, 50, 80, 80, 80)]
    assert told(same) == [(Change.FILLING, 50, 80)]
