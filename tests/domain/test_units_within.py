"""Which units are at which places, the same as trying each with each."""

import numpy as np
import pytest

from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.units_within import units_within


@pytest.mark.parametrize("lat", [0.0, 58.5, -84.0])
def test_it_is_what_trying_each_with_each_finds(lat, day_seed):
    dice = np.random.default_rng(day_seed)

    def near(count):
        return [(lat + float(dice.normal(0, 0.02)), 25 + float(dice.normal(0, 0.05))) for _ in range(count)]

    places = [(*place, float(dice.uniform(1, 5000))) for place in near(60)]
    units = near(200)
    tried = [
        tuple(n for n, unit in enumerate(units) if distance_m((x, y), unit[::-1]) <= radius) for y, x, radius in places
    ]
    assert units_within(places, units) == tried
    assert any(tried)


@pytest.mark.parametrize(("places", "units"), [([], [(58.5, 25.0)]), ([(58.5, 25.0, 100.0)], [])])
def test_nothing_is_at_nothing(places, units):
    assert units_within(places, units) == [()] * len(places)
