"""Stays in an area: when a unit came and left between two points, and what is said where nobody knows."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely

from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.stays import stays
from fleetdesk.domain.history.track import clean

START = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # Tallinn's clocks go back half an hour later
YARD = Area.of([(25.0, 58.0), (25.01, 58.0), (25.01, 58.01), (25.0, 58.01)])


def track(*places, every_s=60, times=None):
    """A track through places (lon, lat), so many seconds apart."""
    times = times or [every_s * number for number in range(len(places))]
    points = [
        TrackPoint("m", "1", START + timedelta(seconds=at), lat, lon)
        for at, (lon, lat) in zip(times, places, strict=True)
    ]
    return clean(points, START + timedelta(days=2))


def told(found):
    """Minutes after the start of each stay, and whether it was seen to begin and to end."""
    begun = START.timestamp()
    return [
        (round((each.begins - begun) / 60, 2), round((each.ends - begun) / 60, 2), each.came, each.left)
        for each in found
    ]


def test_it_begins_and_ends_where_the_way_crosses_the_border():
    way = track((24.995, 58.005), (25.005, 58.005), (25.005, 58.005), (25.015, 58.005))
    assert told(stays(way, YARD)) == [(0.5, 2.5, True, True)]


def test_who_only_drives_through_between_two_points_was_there():
    way = track((24.99, 58.005), (25.02, 58.005), (25.05, 58.005))
    assert told(stays(way, YARD)) == [(0.33, 0.67, True, True)]


def test_who_passes_by_was_not():
    assert stays(track((24.99, 58.02), (25.02, 58.02)), YARD) == []
    assert stays(track((24.98, 58.005), (24.99, 58.005)), YARD) == []


def test_who_was_inside_at_the_ends_was_not_seen_to_come_or_leave():
    assert told(stays(track((25.005, 58.005), (25.006, 58.005)), YARD)) == [(0, 1, False, False)]


def test_a_hole_ends_a_stay_without_a_leaving():
    way = track((25.005, 58.005), (25.006, 58.005), (25.2, 58.2), (25.2, 58.2), times=[0, 60, 3600, 3660])
    assert told(stays(way, YARD)) == [(0, 1, False, False)]


def test_a_hole_between_two_points_inside_is_told():
    way = track((24.995, 58.005), (25.002, 58.005), (25.009, 58.005), (25.02, 58.005), times=[0, 60, 3660, 3720])
    [stay] = stays(way, YARD)
    assert (stay.came, stay.left, stay.unknown_s) == (True, True, 3600)


def test_a_night_at_one_place_is_one_stay():
    way = track(
        (24.995, 58.005),
        (25.005, 58.005),
        (25.005, 58.005),
        (25.015, 58.005),
        times=[0, 60, 60 + 9 * 3600, 120 + 9 * 3600],
    )
    [stay] = stays(way, YARD)
    assert stay.seconds == pytest.approx(9 * 3600 + 60, abs=1)
    assert stay.unknown_s == 0


def test_a_receiver_that_trembles_at_the_border_makes_one_stay():
    way = track(*[(25.0001 if number % 2 else 24.9999, 58.005) for number in range(40)], every_s=30)
    assert len(stays(way, YARD)) == 1


def test_coming_back_later_is_another_stay():
    there, away = (25.005, 58.005), (25.03, 58.005)
    assert len(stays(track(away, there, away, away, away, away, there, away), YARD)) == 2


def test_between_two_places_inside_the_way_may_lead_outside():
    u_shaped = Area.of(
        [(0.0, 0.0), (0.03, 0.0), (0.03, 0.03), (0.02, 0.03), (0.02, 0.01), (0.01, 0.01), (0.01, 0.03), (0.0, 0.03)]
    )
    way = track((0.005, 0.02), (0.025, 0.02), every_s=600)
    # 600 s are a hole: nobody knows whether the way went round
    assert [each.unknown_s for each in stays(way, u_shaped)] == [600]
    straight = track((0.005, 0.02), (0.025, 0.02), every_s=240)
    first, last = stays(straight, u_shaped)[0], stays(straight, u_shaped)[-1]
    assert (first.ends, last.begins) == pytest.approx((START.timestamp() + 60, START.timestamp() + 180))


@pytest.mark.parametrize("places", [[], [(25.005, 58.005)]])
def test_of_fewer_than_two_points_nothing_is_known(places):
    assert stays(track(*places), YARD) == []


def test_it_is_the_same_as_trying_each_second(day_seed):
    """A slow and plain way of doing the same: where is it at each second."""
    dice = np.random.default_rng(day_seed)
    for _ in range(20):
        steps = np.array((25.005, 58.005)) + dice.normal(0, 0.004, (60, 2)).cumsum(axis=0)
        way = track(*map(tuple, steps.tolist()))
        corners = [
            (25.005 + r * np.cos(t), 58.005 + r * np.sin(t))
            for t, r in zip(np.linspace(0, 6, 9), dice.uniform(0.003, 0.02, 9), strict=True)
        ]
        area = Area.of(corners)
        seconds = np.arange(way.at[0], way.at[-1], 1.0)
        lon, lat = np.interp(seconds, way.at, way.lon), np.interp(seconds, way.at, way.lat)
        plain = shapely.contains_xy(area.shape, lon, lat)
        found = np.zeros(len(seconds), dtype=bool)
        for each in stays(way, area):
            found |= (seconds >= each.begins) & (seconds <= each.ends)
        assert not (plain & ~found).any()
        # what is found besides is out for at most two minutes
        extra = np.flatnonzero(np.diff(np.concatenate(([0], (found & ~plain).astype(int), [0]))))
        assert all(after - first <= 122 for first, after in zip(extra[::2], extra[1::2], strict=True))
