"""One marker in words, and many as columns of whole numbers: the same of both."""

from random import Random

from fleetdesk.domain.motion import State
from fleetdesk.mapview.map_unit import PER_DEGREE, MapUnit, columns_of, unit_of
from fleetdesk.mapview.theme import STATES


def plain_look(unit):
    heading = 0 if unit.heading_deg is None else unit.heading_deg % 360 + 1
    flags = unit.person + 2 * unit.suspect + 4 * unit.rest_soon
    return list(STATES).index(unit.state) + 4 * max(0, min(3, unit.fade)) + 16 * flags + 128 * heading


def test_a_look_is_one_number_of_state_fade_flags_and_heading(day_seed):
    dice = Random(day_seed)
    headings = (None, 0, 90, 359, 360, -1, 100_000)
    units = [
        MapUnit(
            f"k{number}", 58.0, 25.0, dice.choice(STATES), dice.choice(headings), dice.randint(-1, 9), "L",
            person=dice.random() < 0.5, suspect=dice.random() < 0.5, rest_soon=dice.random() < 0.5,
        )
        for number in range(500)
    ]  # fmt: skip
    assert columns_of(units).cells[:, 2].tolist() == [plain_look(each) for each in units]


def test_a_marker_read_from_columns_is_the_one_that_was_put_in(day_seed):
    dice = Random(day_seed)
    units = [
        MapUnit(
            f"k{number}", dice.randint(-90_000_000, 90_000_000) / PER_DEGREE, dice.randint(-180_000, 180_000) / 1000,
            dice.choice(STATES), dice.choice((None, 0, 359)), dice.randint(0, 3), "L", person=dice.random() < 0.5,
            suspect=dice.random() < 0.5, rest_soon=dice.random() < 0.5,
        )
        for number in range(500)
    ]  # fmt: skip
    found = columns_of(units)
    rows = zip(found.keys, found.cells.tolist(), strict=True)
    assert [unit_of(key, found.label(key), row) for key, row in rows] == units


def test_of_two_markers_with_one_key_the_last_counts():
    found = columns_of([MapUnit("a", lat, 25.0, State.IDLING, None, 0, f"L{lat}") for lat in (1.0, 2.0)])
    assert (found.keys, found.cells[0, 0], found.label("a")) == (["a"], 2 * PER_DEGREE, "L2.0")
