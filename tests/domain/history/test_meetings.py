"""Who was near whom over a period, beside a plain count of each second."""

import random
from datetime import timedelta
from itertools import combinations

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.history.meetings import meetings
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.records import TrackPoint, Trip
from fleetdesk.domain.history.replay import NEAR_M, Replay
from fleetdesk.domain.history.view import view_of
from tests.domain.history.test_replay import PERIOD, after, past, replay
from tests.domain.history.tracks import BEGUN, KM_OF_LON, NOW, drive, point, rest

UNITS, MINUTES = 5, 60


def told(found):
    begins = PERIOD.begins
    return [(each.one, each.other, round((each.begins - begins) / 60, 1), round((each.ends - begins) / 60, 1))
            for each in found]  # fmt: skip


def test_who_drives_past_has_met_for_as_long_as_it_was_near():
    """At 60 km/h 400 m take 24 s."""
    found = meetings(replay(past(*drive(0, 30)), past(*rest(0, 60, 10.0))))
    assert told(found) == [(0, 1, 9.8, 10.2)]
    assert found[0].ends - found[0].begins == pytest.approx(24, abs=0.2)
    assert found[0].nearest_m == pytest.approx(0, abs=0.5)


def test_who_stays_beside_another_has_met_once_however_many_points_there_are():
    found = meetings(replay(past(*rest(0, 120, 0.0)), past(*rest(0, 120, 0.15, step=7.0))))
    assert told(found) == [(0, 1, 0.0, 119.0)]
    assert found[0].nearest_m == pytest.approx(150, abs=1)


def test_over_a_gap_nobody_meets():
    both = (*drive(0, 20), *drive(60, 20, km_from=60.0))
    assert told(meetings(replay(past(*both), past(*both)))) == [(0, 1, 0.0, 20.0), (0, 1, 60.0, 80.0)]
    assert meetings(replay(past(*both), past(*rest(0, 120, 40.0)))) == []


def test_on_a_private_trip_nobody_meets():
    private = Trip("m", 1, started_at=BEGUN, ended_at=BEGUN + timedelta(minutes=30), private=True)
    assert meetings(replay(past(*drive(0, 30), trips=(private,)), past(*drive(0, 30)))) == []


def test_the_same_place_at_another_time_is_no_meeting():
    assert meetings(replay(past(*rest(0, 30, 0.0)), past(*rest(31, 30, 0.0)))) == []


def test_nobody_and_one_alone_meet_nobody():
    assert meetings(Replay([])) == meetings(replay(past(*rest(0, 60, 0.0)))) == []
    assert meetings(replay(UnitPast("m/1"), UnitPast("m/2"))) == []


def wanderer(dice):
    """Somebody who drives, stands and falls silent within some kilometres."""
    lat, lon, at, points = 58.5, 25.0, 0.0, []
    while at < MINUTES:
        stands = dice.random() < 0.3
        for _step in range(dice.randint(3, 15)):
            if not stands:
                lat, lon = 58.5 + dice.uniform(-0.004, 0.004), 25.0 + dice.uniform(-0.008, 0.008)
            points.append(point(at, lat=lat, lon=lon))
            at += dice.choice((0.5, 1.0, 2.0))
        if dice.random() < 0.3:
            at += dice.uniform(6, 12)
            lat += 0.004
    return past(*points)


def metres_between(moment, one, other):
    """The metres between two units; None where one of them has no place."""
    pair = [(float(moment.lon[each]), float(moment.lat[each])) for each in (one, other)]
    return distance_m(*pair) if moment.placed[[one, other]].all() else None


@pytest.mark.parametrize("seed", [3, 14, 15])
def test_it_is_what_a_count_of_each_second_finds(seed):
    dice = random.Random(seed)
    period = Span(after(0), after(MINUTES))
    asked = Replay([view_of(wanderer(dice), period, NOW) for _unit in range(UNITS)])
    found = meetings(asked)
    assert len(found) > UNITS
    moments = [asked.at(after(0) + second) for second in range(MINUTES * 60)]
    for one, other in combinations(range(UNITS), 2):
        spans = [(each.begins, each.ends) for each in found if (each.one, each.other) == (one, other)]
        for moment in moments:
            metres = metres_between(moment, one, other)
            inside = any(begins <= moment.at <= ends for begins, ends in spans)
            near = metres is not None and metres <= NEAR_M
            assert inside == near or (metres is not None and abs(metres - NEAR_M) < 0.5), (one, other, moment.at)


def test_a_fast_pass_between_two_points_is_found():
    """Two points a minute apart, 2 km before and behind: at neither is anybody near."""
    east = [TrackPoint("m", "1", BEGUN + timedelta(minutes=n), 58.5, 25.0 + (2 * n - 1) / KM_OF_LON) for n in (0, 1)]
    found = meetings(replay(past(*east), past(*rest(0, 60, 0.0))))
    assert told(found) == [(0, 1, 0.4, 0.6)]
