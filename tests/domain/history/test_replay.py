"""Where units were at a moment: on their ways between points, nowhere in gaps and on private trips, never guessed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.board_spans import Span, day_span_of
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.records import TrackPoint, Trip
from fleetdesk.domain.history.replay import NEAR_M, STATES, Gap, Replay, gaps, near_each_other
from fleetdesk.domain.history.time_axis import time_words
from fleetdesk.domain.history.view import view_of
from fleetdesk.domain.motion import State
from tests.domain.history.tracks import BEGUN, KM_OF_LON, NOW, drive, point, rest

PERIOD = Span(BEGUN.timestamp(), NOW.timestamp())
TALLINN = ZoneInfo("Europe/Tallinn")


def replay(*pasts, period=PERIOD, now=NOW):
    return Replay([view_of(past, period, now) for past in pasts])


def past(*points, key="m/242KDN", **more):
    return UnitPast(key, points=points, **more)


def km(instant, unit=0):
    """How far to the east of the first point a unit was."""
    return (instant.lon[unit] - 25.0) * KM_OF_LON


def after(minutes):
    return BEGUN.timestamp() + minutes * 60


def state(instant, unit=0):
    return STATES[instant.states[unit]]


def trip(begins, ends, **more):
    start, stop = (BEGUN + timedelta(minutes=each) for each in (begins, ends))
    return Trip("v", 1, driver="jan", started_at=start, ended_at=stop, **more)


def test_between_two_points_a_unit_is_on_its_way():
    moment = replay(past(*drive(0, 30))).at(after(10.25))
    assert km(moment) == pytest.approx(10.25, abs=0.01)
    assert moment.kmh[0] == pytest.approx(60, abs=0.1)
    assert moment.heading[0] == pytest.approx(90, abs=0.1)
    assert state(moment) is State.MOVING


def test_who_stands_is_there_and_still_looks_where_it_went():
    moment = replay(past(*drive(0, 30), *rest(30, 60, 30.0))).at(after(77))
    assert (km(moment), moment.kmh[0], moment.heading[0]) == pytest.approx((30, 0, 90), abs=0.1)
    assert state(moment) is State.STOPPED


def test_over_a_gap_there_is_no_place_and_no_line():
    asked = replay(past(*drive(0, 30), *drive(60, 30, km_from=80.0)))
    assert [bool(asked.at(after(at)).placed[0]) for at in (29, 30, 31, 45, 59, 60)] == [True, True, False, False, False,
                                                                                       True]  # fmt: skip
    assert state(asked.at(after(45))) is State.SILENT


def test_a_trip_that_its_vendor_lists_is_driven_though_nobody_knows_where():
    asked = replay(past(*drive(0, 30), *drive(60, 30, km_from=80.0), trips=(trip(0, 90),)))
    moment = asked.at(after(45))
    assert state(moment) is State.MOVING
    assert not moment.placed[0]


def test_it_stands_at_its_first_point_from_the_period_on_and_at_its_last_one_to_its_end():
    beyond = (point(-60, 0.0), point(20, 0.0), *drive(21, 20), point(200, 20.0), point(248, 20.0))
    asked = replay(past(*beyond))
    assert km(asked.at(after(0))) == pytest.approx(0.0)
    assert km(asked.at(after(239))) == pytest.approx(20.0)


def test_before_the_first_point_of_a_drive_nobody_knows_where_it_was():
    asked = replay(past(*drive(20, 20)))
    assert not asked.at(after(19)).placed[0]
    assert not asked.at(after(41)).placed[0]


def test_a_person_without_a_track_is_where_the_stops_are_and_nowhere_between():
    ends = {"end_lat": 58.5, "end_lon": 25.0, "private": False}
    pasts = UnitPast("v/jan", trips=(trip(0, 30, **ends), trip(60, 90, **ends)))
    asked = replay(pasts)
    assert [bool(asked.at(after(at)).placed[0]) for at in (15, 45, 75)] == [False, True, False]
    assert asked.at(after(45)).lat[0] == 58.5


def test_a_private_trip_has_no_place_even_where_a_track_tells_one():
    asked = replay(past(*drive(0, 30), *rest(30, 60, 30.0), trips=(trip(0, 30, private=True),)))
    assert not any(asked.at(after(at)).placed[0] for at in range(30))
    assert asked.at(after(60)).placed[0]
    assert state(asked.at(after(15))) is State.MOVING


@pytest.mark.parametrize(("told", "known"), [((1, 1, 0, 0), [1, 1, 0]), ((0, 0, 0, 0), [-1, -1, -1])])
def test_ignition_is_what_the_points_tell_and_unknown_where_none_ever_does(told, known):
    points = [point(minutes, minutes / 100, input=each) for minutes, each in zip((0, 3, 6, 9), told, strict=True)]
    asked = replay(past(*points, trips=(trip(0, 9),)))
    assert [int(asked.at(after(at)).ignition[0]) for at in (1, 4, 7)] == known


def test_idling_is_told_and_has_the_ignition_on():
    asked = replay(past(*[point(minutes, 0.0, input=1) for minutes in range(0, 60, 3)]))
    moment = asked.at(after(30))
    assert (state(moment), int(moment.ignition[0])) == (State.IDLING, 1)


def test_several_units_are_told_in_their_order_whoever_knows_nothing():
    asked = replay(past(*drive(0, 30)), UnitPast("m/none"), past(*rest(0, 60, 5.0)))
    moment = asked.at(after(10))
    assert moment.placed.tolist() == [True, False, True]
    assert (km(moment), km(moment, 2)) == pytest.approx((10, 5), abs=0.01)


def test_out_of_the_period_it_is_as_at_its_edge():
    asked = replay(past(*drive(0, 30)))
    assert asked.at(after(-100)).at == PERIOD.begins
    assert asked.at(after(9999)).at == PERIOD.ends


def test_views_that_end_a_little_later_are_told_apart_all_the_same():
    """Those of today end when they were made, one after the other."""
    pasts = [past(*rest(0, 240, 1.0)), past(*rest(0, 250, 5.0, step=5.0)), past(*rest(0, 250, 9.0, step=5.0))]
    later = NOW + timedelta(minutes=10)
    views = [view_of(each, Span(PERIOD.begins, later.timestamp()), now) for each, now in
             zip(pasts, (NOW, NOW + timedelta(minutes=6), later), strict=True)]  # fmt: skip
    asked = Replay(views)
    assert asked.period.ends == later.timestamp()
    moment = asked.at(after(247))
    assert moment.placed.tolist() == [False, False, True]
    assert km(moment, 2) == pytest.approx(9.0)
    assert km(asked.at(after(244)), 1) == pytest.approx(5.0)


def test_nothing_at_all_is_nothing():
    asked = Replay([])
    assert len(asked.at(0.0).lat) == 0
    assert (near_each_other(asked.at(0.0)), gaps(asked)) == ([], [])


def test_who_is_near_whom_is_told_the_nearest_first():
    asked = replay(past(*rest(0, 60, 0.0)), past(*rest(0, 60, 0.19)), past(*rest(0, 60, 0.25)), past(*rest(0, 60, 5.0)))
    found = near_each_other(asked.at(after(10)))
    assert [(each.one, each.other) for each in found] == [(1, 2), (0, 1)]
    assert [each.metres for each in found] == pytest.approx([60, 190], abs=1)
    assert NEAR_M == 200


def test_who_has_no_place_is_near_nobody():
    asked = replay(past(*rest(0, 60, 0.0)), UnitPast("m/none"))
    assert near_each_other(asked.at(after(10))) == []


def test_gaps_tell_how_many_have_no_place():
    asked = replay(past(*rest(0, 60, 0.0)), past(*rest(30, 30, 0.0)))
    assert gaps(asked) == [Gap(after(0), after(30), 0.5), Gap(after(60), after(240), 1.0)]


@pytest.mark.parametrize("day", [datetime(2026, 10, 25, 12, tzinfo=UTC), datetime(2027, 3, 28, 12, tzinfo=UTC)])
def test_on_the_days_on_which_clocks_change_each_second_is_told_once_and_in_order(day):
    period = day_span_of(day.timestamp(), TALLINN)
    hours = int((period.ends - period.begins) / 3600)
    count = hours * 60 + 1
    points = [
        TrackPoint("m", "1", datetime.fromtimestamp(period.begins + n * 60, UTC), 58.5, 25.0 + n / KM_OF_LON)
        for n in range(count)
    ]
    asked = replay(past(*points), period=period, now=day + timedelta(days=2))
    assert hours == (25 if day.month == 10 else 23)
    told = [km(asked.at(period.begins + n * 60)) for n in range(count)]
    assert told == pytest.approx(range(count), abs=0.01)


def test_an_hour_that_comes_twice_is_told_apart_and_one_that_is_left_out_never_shown():
    twice = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()
    assert [time_words(at, TALLINN) for at in (twice, twice + 3600)] == [
        "25.10.2026 03:30:00 (00:30:00 UTC)",
        "25.10.2026 03:30:00 (01:30:00 UTC)",
    ]
    left_out = datetime(2027, 3, 28, 1, 0, tzinfo=UTC).timestamp()
    assert [time_words(at, TALLINN) for at in (left_out - 1, left_out)] == [
        "28.03.2027 02:59:59",
        "28.03.2027 04:00:00",
    ]


def test_a_drive_over_midnight_goes_on_and_the_clock_has_the_new_day():
    midnight = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    points = [TrackPoint("m", "1", midnight + timedelta(seconds=30 * n), 58.5, 25.0 + n / 100) for n in range(-60, 60)]
    period = Span(midnight.timestamp() - 1800, midnight.timestamp() + 1800)
    asked = replay(past(*points), period=period, now=midnight + timedelta(days=1))
    assert asked.at(midnight.timestamp() + 15).lon[0] == pytest.approx(25.005)
    assert [time_words(midnight.timestamp() + n, TALLINN) for n in (-1, 0)] == ["23.11.2026 23:59:59",
                                                                               "24.11.2026 00:00:00"]  # fmt: skip
