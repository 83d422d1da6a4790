"""Who knows of a filling: level, vendor and fuel-ups are one where time and litres agree, and two where not."""

from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.domain.fuel.fuel_ups import FuelUp, of_unit
from fleetdesk.domain.fuel.levels import Change, Level, LevelChange
from fleetdesk.domain.fuel.matching import laid_together
from fleetdesk.domain.history.records import Refuel
from fleetdesk.domain.units import Unit, UnitKind

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 20, tzinfo=UTC)


def later(minutes):
    return NOON + timedelta(minutes=minutes)


def change(minutes=0, litres=200.0, kind=Change.FILLING):
    begins, ends = Level(later(minutes), 100.0, 5.0), Level(later(minutes + 5), 100.0 + litres, 5.0)
    return LevelChange(kind, begins, ends, 100.0, 100.0 + litres)


def refuel(minutes=0, litres=205.0):
    after = None if litres is None else 100.0 + litres
    return Refuel("m", 1, "A", later(minutes), later(minutes + 6), None, 100.0, after)


def fuel_up(at=NOON, litres=198.0, **more):
    return FuelUp("v", "1", at, litres, **more)


def knowing(events):
    """Returns who knows of each: L for the level, V for the vendor, F for a fuel-up."""
    return ["".join(letter for letter, told in zip("LVF", (e.level, e.refuel, e.fuel_up), strict=True) if told)
            for e in events]  # fmt: skip


@pytest.mark.parametrize(("minutes", "known"), [(0, ["LVF"]), (49, ["LVF"]), (52, ["LF", "V"]), (-52, ["LF", "V"])])
def test_a_refuel_within_45_minutes_is_the_same_filling(minutes, known):
    events = laid_together([change()], [refuel(minutes)], [fuel_up()])
    assert sorted(knowing(events)) == known


@pytest.mark.parametrize(
    ("litres", "known"), [(160.0, ["LV"]), (140.0, ["L", "V"]), (None, ["LV"]), (280.0, ["L", "V"])]
)
def test_litres_that_differ_by_more_than_a_quarter_are_two_fillings(litres, known):
    assert sorted(knowing(laid_together([change()], [refuel(litres=litres)], []))) == known


def test_few_litres_may_differ_by_15():
    assert knowing(laid_together([change(litres=20.0)], [refuel(litres=34.0)], [])) == ["LV"]


def test_a_fuel_up_without_a_clock_may_be_of_any_time_of_its_day():
    assert knowing(laid_together([change(600)], [], [fuel_up(MIDNIGHT)])) == ["LF"]
    assert sorted(knowing(laid_together([change(600)], [], [fuel_up(MIDNIGHT + timedelta(minutes=1))]))) == ["F", "L"]


def test_the_nearest_of_several_is_taken_and_each_once():
    events = laid_together([change(0), change(60)], [refuel(66), refuel(40)], [])
    assert [each.refuel.started_at for each in events] == [later(40), later(66)]


def test_a_drop_is_never_a_refuel():
    events = laid_together([change(kind=Change.DROP, litres=-60.0)], [refuel(litres=60.0)], [fuel_up(litres=60.0)])
    assert sorted(knowing(events)) == ["L", "VF"]


def test_a_refuel_without_any_time_is_left_out():
    assert laid_together([], [Refuel("m", 1, "A", None, None, None, 1.0, 90.0)], []) == []


def test_fuel_ups_are_those_of_the_plate_however_it_is_written():
    unit = Unit("m", "77", name="Tartu 4", plate="242 KDN")
    mine = [fuel_up(vehicle="242-kdn"), fuel_up(vehicle="tartu 4")]
    assert of_unit([*mine, fuel_up(vehicle="242KDX"), fuel_up(vehicle=None), fuel_up(vehicle="-")], unit) == mine


def test_fuel_ups_of_a_person_are_those_paid_by_the_person():
    person = Unit("v", "jan", name="Ján", kind=UnitKind.PERSON)
    mine = fuel_up(person="jan", vehicle="Škoda")
    assert of_unit([mine, fuel_up(person="eva"), fuel_up(vehicle="jan")], person) == [mine]
