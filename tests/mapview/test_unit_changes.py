"""What the page is told of units: each that looks different once, by its number; names only where they are new."""

from base64 import b64decode
from random import Random
from struct import iter_unpack

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.mapview.map_unit import PER_DEGREE, MapUnit, UnitColumns, columns_of
from fleetdesk.mapview.unit_changes import UnitChanges


def unit(key, lat=58.0, label=None):
    return MapUnit(key, lat, 25.0, State.MOVING, 90, 0, label or key)


def columns(*units, only_moved=False):
    return UnitColumns(*columns_of(units)[:3], only_moved)


def looks(part):
    """Number and latitude of each unit in a part of a message, as the page reads them."""
    return [(cells[0], cells[1] / PER_DEGREE) for cells in iter_unpack("<4i", b64decode(part["looks"]))]


@pytest.fixture
def units():
    made = UnitChanges()
    made.replace(columns(unit("a"), unit("b")))
    made.take()
    return made


def test_the_first_message_names_every_unit_and_says_what_it_looks_like():
    made = UnitChanges()
    made.replace(columns(unit("a"), unit("b", 59.0)))
    told = made.take()["units"]
    assert told["named"] == [(0, "a", "a"), (1, "b", "b")]
    assert looks(told) == [(0, 58.0), (1, 59.0)]


def test_a_change_goes_alone_and_without_a_text(units):
    units.update(columns(unit("b", 59.0)), [])
    told = units.take()
    assert looks(told["changed"]) == [(1, 59.0)]
    assert told["changed"]["named"] == told["gone"] == []


def test_another_label_is_told(units):
    units.update(columns(unit("b", label="B 2")), [])
    assert units.take()["changed"]["named"] == [(1, "b", "B 2")]


def test_an_unchanged_unit_costs_nothing(units):
    units.update(columns(unit("a")), ["unknown"])
    assert not units.pending


def test_many_changes_of_one_unit_are_told_once(units):
    for lat in range(10, 60):
        units.update(columns(unit("a", float(lat))), [])
    assert looks(units.take()["changed"]) == [(0, 59.0)]


def test_gone_and_back_is_a_change_only(units):
    units.update(columns(), ["a"])
    units.update(columns(unit("a", 59.0)), [])
    told = units.take()
    assert looks(told["changed"]) == [(0, 59.0)]
    assert told["gone"] == []


def test_changed_and_gone_is_gone_only(units):
    units.update(columns(unit("a", 59.0)), ["a"])
    told = units.take()
    assert (looks(told["changed"]), told["changed"]["named"], told["gone"]) == ([], [], ["a"])


def test_the_number_of_one_that_is_gone_is_given_to_a_new_one_after_the_page_was_told(units):
    units.update(columns(unit("c")), ["a"])
    assert units.take()["changed"]["named"] == [(2, "c", "c")]
    units.update(columns(unit("d")), [])
    assert units.take()["changed"]["named"] == [(0, "d", "d")]


def test_a_unit_that_has_only_moved_is_not_asked_for_its_label(units):
    units.update(columns(unit("a", 59.0, "other"), unit("c"), only_moved=True), [])
    assert units.take()["changed"]["named"] == [(2, "c", "c")]
    assert units["a"].label == "a"


def test_a_replacement_swallows_the_changes_before_it(units):
    units.update(columns(unit("a", 59.0)), ["b"])
    units.replace(columns(unit("c")))
    told = units.take()
    assert list(told) == ["units"]
    assert told["units"]["named"] == [(0, "c", "c")]


class Page:
    """What the page makes of messages: each unit's place and label by its key."""

    def __init__(self):
        self.shown, self._numbered = {}, {}

    def take(self, message):
        if "units" in message:
            self.shown, self._numbered = {}, {}
        for key in message.get("gone", ()):
            self.shown.pop(key, None)
        part = message.get("units") or message.get("changed")
        for number, key, label in part["named"] if part else ():
            self._numbered[number] = self.shown[key] = {**self.shown.get(key, {}), "label": label}
        for number, lat in looks(part) if part else ():
            self._numbered[number]["lat"] = lat


def test_the_page_shows_what_it_would_show_of_all_units_told_anew(day_seed):
    dice, changes, page, wanted = Random(day_seed), UnitChanges(), Page(), {}
    for _ in range(1000):
        keys = dice.sample("abcdefghij", dice.randint(0, 4))
        changed = [unit(key, float(dice.randint(50, 53)), key + dice.choice("12")) for key in keys]
        gone = dice.sample("abcdefghij", dice.randint(0, 2))
        changes.update(columns(*changed), gone)
        wanted |= {each.key: {"lat": each.lat, "label": each.label} for each in changed}
        wanted = {key: each for key, each in wanted.items() if key not in gone}
        if dice.random() < 0.1:
            changes.restart()
        if dice.random() < 0.5:
            page.take(changes.take())
            assert page.shown == wanted
    assert {key: each.label for key, each in changes.items()} == {key: each["label"] for key, each in wanted.items()}
