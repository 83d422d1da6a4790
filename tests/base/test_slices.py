"""Something long in parts: all of it, in order, in parts of a size."""

import pytest

from fleetdesk.base.slices import slices


@pytest.mark.parametrize("count", [0, 1, 5, 6, 7])
def test_all_of_it_comes_in_order_in_parts_of_three_at_most(count):
    every = list(range(count))
    parts = list(slices(every, 3))
    assert [each for part in parts for each in part] == every
    assert all(0 < len(part) <= 3 for part in parts)
    assert len(parts) == -(-count // 3)
