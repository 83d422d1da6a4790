"""The estimate by what was learnt: the length, the time, or both, each said with what it stands on."""

import pytest

from fleetdesk.domain.learnt_ways import LearntWays, learn_ways, read, written
from fleetdesk.domain.quartiles import Quartiles
from fleetdesk.domain.roads import straight_way
from tests.domain.test_learnt_factor import driven
from tests.domain.test_learnt_pace import HERE, KM, THERE, day

PACE, FACTOR = Quartiles(1.0, 1.2, 1.5, 40), Quartiles(1.2, 1.4, 1.6, 30)


def test_a_learnt_factor_is_the_length_at_the_usual_speed():
    way = LearntWays(factor=FACTOR).way(HERE, THERE)
    assert [way.km, way.minutes] == pytest.approx([KM * 1.4, KM * 1.4])
    assert way.spread is None
    assert "straight line × 1.40 (1.20 to 1.60) as on 30 ways of this fleet, at 60 km/h" in way.basis


def test_a_learnt_pace_is_the_time_and_leaves_the_length():
    way = LearntWays(PACE).way(HERE, THERE)
    assert [way.km, way.minutes] == pytest.approx([straight_way(HERE, THERE).km, KM * 1.2])
    assert way.spread == pytest.approx((KM, KM * 1.5))


def test_both_are_said_with_their_ways():
    way = LearntWays(PACE, FACTOR).way(HERE, THERE)
    assert [way.km, way.minutes] == pytest.approx([KM * 1.4, KM * 1.2])
    assert "× 1.40 (1.20 to 1.60) as on 30 ways of this fleet, 1.2 min a kilometre as on 40, waits" in way.basis


def test_both_are_learnt_from_the_same_tasks():
    found = learn_ways([*day([60] * 40), *driven(*[1.4] * 30, account="o")])
    assert (found["m"].factor, found["o"].pace) == (None, None)
    assert found["o"].factor is not None
    assert found["o"].factor.middle == pytest.approx(1.4)


def test_what_is_newer_counts_unless_it_stands_on_much_less():
    newer, scant = Quartiles(1.1, 1.2, 1.3, 20), Quartiles(1.1, 1.2, 1.3, 14)
    assert LearntWays(PACE, FACTOR).renewed(LearntWays(factor=newer)) == LearntWays(PACE, newer)
    assert LearntWays(PACE, FACTOR).renewed(LearntWays(factor=scant)) == LearntWays(PACE, FACTOR)
    assert LearntWays(PACE).renewed(LearntWays(factor=scant)) == LearntWays(PACE, scant)


@pytest.mark.parametrize(
    "wrong",
    [
        LearntWays(),
        LearntWays(Quartiles(1.5, 1.2, 1.0, 40)),
        LearntWays(Quartiles(0.0, 1.2, 1.5, 40)),
        LearntWays(PACE, Quartiles(1.2, 1.4, 1e9, 30)),
        LearntWays(PACE, Quartiles(1.2, float("nan"), 1.6, 30)),
    ],
)
def test_what_cannot_be_is_not_read_again(wrong):
    assert read(written(wrong)) is None


@pytest.mark.parametrize("learnt", [LearntWays(PACE), LearntWays(factor=FACTOR), LearntWays(PACE, FACTOR)])
def test_what_was_learnt_is_read_as_it_was(learnt):
    assert read(written(learnt)) == learnt


@pytest.mark.parametrize(
    "spoilt", ["", "{", "[]", "7", '{"pace":null}', '{"pace":{"least":"a"},"factor":null}', "[" * 100_000]
)
def test_a_damaged_text_is_nothing(spoilt):
    assert read(spoilt) is None
