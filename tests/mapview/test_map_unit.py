"""What the page is told of units: each that looks different once, by its number; names only where they are new."""

from base64 import b64decode
from random import Random
from struct import iter_unpack

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.mapview.map_unit import PER_DEGREE, MapUnit, MapUnits, looks_of, packed
from fleetdesk.mapview.theme import STATES


def unit(key, lat=58.0, label=None):
    return MapUnit(key, lat, 25.0, State.MOVING, 90, 0, label or key)


def looks(part):
    """Number and latitude of each unit in a part of a message, as the page reads them."""
    return [(cells[0], cells[1] / PER_DEGREE) for cells in iter_unpack("<4i", b64decode(part["looks"]))]


@pytest.fixture
def units():
    made = MapUnits()
    made.replace([unit("a"), unit("b")])
    made.take()
    return made


def test_the_first_message_names_every_unit_and_says_what_it_looks_like():
    made = MapUnits()
    made.replace([unit("a"), unit("b", 59.0)])
    told = made.take()["units"]
    assert told["named"] == [(0, "a", "a"), (1, "b", "b")]
    assert looks(told) == [(0, 58.0), (1, 59.0)]


def test_a_change_goes_alone_and_without_a_text(units):
    units.update([unit("b", 59.0)], [])
    told = units.take()
    assert looks(told["changed"]) == [(1, 59.0)]
    assert told["changed"]["named"] == told["gone"] == []


def test_another_label_is_told(units):
    units.update([unit("b", label="B 2")], [])
    assert units.take()["changed"]["named"] == [(1, "b", "B 2")]


def test_an_unchanged_unit_costs_nothing(units):
    units.update([unit("a")], ["unknown"])
    assert not units.pending


def test_many_changes_of_one_unit_are_told_once(units):
    for lat in range(10, 60):
        units.update([unit("a", float(lat))], [])
    assert looks(units.take()["changed"]) == [(0, 59.0)]


def test_gone_and_back_is_a_change_only(units):
    units.update([], ["a"])
    units.update([unit("a", 59.0)], [])
    told = units.take()
    assert looks(told["changed"]) == [(0, 59.0)]
    assert told["gone"] == []


def test_changed_and_gone_is_gone_only(units):
    units.update([unit("a", 59.0)], ["a"])
    told = units.take()
    assert (looks(told["changed"]), told["changed"]["named"], told["gone"]) == ([], [], ["a"])


def test_the_number_of_one_that_is_gone_is_given_to_a_new_one(units):
    units.update([unit("c")], ["a"])
    told = units.take()
    assert told["changed"]["named"] == [(0, "c", "c")]
    units.update([unit("d")], [])
    assert units.take()["changed"]["named"] == [(2, "d", "d")]


def test_a_replacement_swallows_the_changes_before_it(units):
    units.update([unit("a", 59.0)], ["b"])
    units.replace([unit("c")])
    told = units.take()
    assert list(told) == ["units"]
    assert told["units"]["named"] == [(0, "c", "c")]


def plain_look(unit):
    heading = 0 if unit.heading_deg is None else unit.heading_deg % 360 + 1
    flags = unit.person + 2 * unit.suspect + 4 * unit.rest_soon
    return list(STATES).index(unit.state) + 4 * max(0, min(3, unit.fade)) + 16 * flags + 128 * heading


def test_a_look_is_one_number_of_state_fade_flags_and_heading(day_seed):
    dice = Random(day_seed)
    headings = (None, 0, 90, 359, 360, -1, 100_000)
    units = [
        MapUnit(
            "k", 58.0, 25.0, dice.choice(STATES), dice.choice(headings), dice.randint(-1, 9), "L",
            person=dice.random() < 0.5, suspect=dice.random() < 0.5, rest_soon=dice.random() < 0.5,
        )
        for _ in range(500)
    ]  # fmt: skip
    assert looks_of(units).tolist() == [plain_look(each) for each in units]


def test_a_message_of_no_units_is_empty():
    assert packed([], []) == ""
