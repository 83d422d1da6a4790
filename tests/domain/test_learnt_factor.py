"""How much longer roads are than straight lines, by the fleet's own tasks, and when they are not believed."""

from dataclasses import replace

import pytest

from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.learnt_factor import learn_factors
from fleetdesk.domain.quartiles import FEWEST
from fleetdesk.domain.tasks import Start, Task, TaskStatus

KM = distance_m((25.0, 58.0), (25.0, 58.5)) / 1000


def driven(*factors, account="m"):
    """Completed tasks from one place to another, each so many times the straight line long."""
    done = Task(account, 0, status=TaskStatus.COMPLETED, lat=58.5, lon=25.0, start=Start(58.0, 25.0))
    return [replace(done, id=number, distance_km=KM * factor) for number, factor in enumerate(factors)]


def test_the_middle_and_the_quarters_are_learnt():
    learnt = learn_factors(driven(*[1.2] * 10, *[1.3] * 20, *[1.5] * 10))["m"]
    assert (learnt.least, learnt.middle, learnt.most) == pytest.approx((1.225, 1.3, 1.45), abs=0.01)
    assert learnt.count == 40


def test_too_few_tell_nothing():
    assert learn_factors(driven(*[1.3] * (FEWEST - 1))) == {}
    assert set(learn_factors(driven(*[1.3] * FEWEST))) == {"m"}


def test_a_few_that_cannot_be_are_left_out_and_many_make_all_unbelieved():
    assert learn_factors(driven(*[1.3] * 40, *[0.2, 9.0] * 4))["m"].middle == pytest.approx(1.3)
    assert learn_factors(driven(*[1.3] * 40, *[0.2, 9.0] * 6)) == {}


@pytest.mark.parametrize("meaning", [1.3 * 1000, 0.0, 1.3 / 1000, 350])
def test_a_figure_that_means_something_else_is_not_believed(meaning):
    """Metres, nothing at all, thousands of km, the kilometres of a year."""
    assert learn_factors(driven(*[meaning] * 100)) == {}


@pytest.mark.parametrize(
    "lost", [{"start": None}, {"lat": None}, {"distance_km": None}, {"status": TaskStatus.CANCELLED}, {"lat": 58.01}]
)
def test_what_is_not_known_or_too_short_is_no_way(lost):
    assert learn_factors([replace(each, **lost) for each in driven(*[1.3] * 40)]) == {}


def test_each_account_learns_from_its_own():
    found = learn_factors([*driven(*[1.2] * 30), *driven(*[1.6] * 30, account="o")])
    assert (found["m"].middle, found["o"].middle) == pytest.approx((1.2, 1.6))
