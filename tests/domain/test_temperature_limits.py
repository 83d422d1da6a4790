"""A temperature outside its limits is found; what has no sensor, no limit or limits that contradict is not judged."""

import pytest

from fleetdesk.domain.temperature_limits import Breach, TemperatureLimits, breaches

COLD = TemperatureLimits(1, -25.0, -15.0)


@pytest.mark.parametrize(
    ("shown", "limits", "found"),
    [
        ((-18.0,), [COLD], ()),
        ((-25.0,), [COLD], ()),
        ((-15.0,), [COLD], ()),
        ((-14.9,), [COLD], (Breach(1, -14.9, -15.0),)),
        ((-26.0,), [COLD], (Breach(1, -26.0, -25.0),)),
        ((None,), [COLD], ()),
        ((), [COLD], ()),
        ((90.0,), [], ()),
        ((90.0,), [TemperatureLimits(1, 2.0)], ()),
        ((1.0,), [TemperatureLimits(1, 2.0)], (Breach(1, 1.0, 2.0),)),
        ((5.0, 9.0), [TemperatureLimits(2, None, 8.0)], (Breach(2, 9.0, 8.0),)),
        ((5.0,), [TemperatureLimits(1, 8.0, 2.0)], ()),
    ],
)
def test_what_is_outside(shown, limits, found):
    assert breaches(shown, limits) == found


def test_it_is_said_on_which_side():
    assert Breach(1, -14.9, -15.0).is_warm
    assert not Breach(1, -26.0, -25.0).is_warm
