"""Which places a map shows first, and which are elsewhere."""

import pytest

from fleetdesk.domain.place_groups import bounds, groups, main_group

ESTONIA = [(58.0 + step % 3 * 0.7, 22.0 + step % 7) for step in range(20)]
SLOVAKIA = [(48.3 + step * 0.1, 17.2 + step * 0.3) for step in range(5)]


def test_places_that_lie_together_are_one_group():
    assert [len(each) for each in groups([*SLOVAKIA, *ESTONIA])] == [20, 5]


def test_the_larger_group_is_shown_whatever_the_order():
    for places in ([*SLOVAKIA, *ESTONIA], [*ESTONIA, *SLOVAKIA]):
        shown, others = main_group(places)
        assert sorted(shown) == sorted(ESTONIA)
        assert [sorted(each) for each in others] == [sorted(SLOVAKIA)]


def test_where_no_group_is_most_of_all_everything_is_shown():
    halves = [*ESTONIA[:5], *SLOVAKIA]
    assert main_group(halves) == (halves, [])


def test_no_places_are_no_group():
    assert main_group([]) == ([], [])
    with pytest.raises(ValueError, match="unpack"):
        bounds([])


def test_bounds_are_south_west_north_east():
    assert bounds([(58.0, 26.0), (59.0, 24.0)]) == (58.0, 24.0, 59.0, 26.0)
