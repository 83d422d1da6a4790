"""Cells of a day: a day that is near none of an area's has no way that touches it."""

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import shapely

from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.day_cells import cells_near, cells_of
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.track import HOLE_S, clean

BEGUN = datetime(2026, 11, 1, tzinfo=UTC)


def square(lat, lon, half):
    return Area.of(
        [(lon - half, lat - half), (lon + half, lat - half), (lon + half, lat + half), (lon - half, lat + half)]
    )


def test_points_of_one_cell_are_one_and_those_without_a_place_none():
    places = [(58.51, 25.01), (58.52, 25.02), (None, 25.0), (0.0, 0.0), (58.61, 25.01)]
    points = [TrackPoint("m", "a", BEGUN, lat, lon) for lat, lon in places]
    assert len(cells_of(points)) == 2


def test_a_known_way_through_an_area_has_a_point_in_a_cell_near_it(day_seed):
    """Points five minutes apart at 240 km/h: as far from each other as a known way may be."""
    dice = random.Random(day_seed)
    touched = 0
    for _turn in range(400):
        lat, lon = dice.uniform(-70, 70), dice.uniform(-170, 170)
        area = square(lat, lon, dice.uniform(0.0005, 0.01))
        angle, part = dice.uniform(0, 6.28), dice.random()
        north, east = 0.18 * np.cos(angle), 0.18 * np.sin(angle) / np.cos(np.radians(lat))
        ends = [(lat - north * part, lon - east * part), (lat + north * (1 - part), lon + east * (1 - part))]
        points = [TrackPoint("m", "a", BEGUN + timedelta(seconds=HOLE_S * n), *each) for n, each in enumerate(ends)]
        track = clean(points, BEGUN + timedelta(days=1))
        way = shapely.LineString(np.column_stack((track.lon, track.lat)))
        if not track.hole.any() and way.intersects(area.shape):
            touched += 1
            assert not cells_near(area).isdisjoint(cells_of(points))
    assert touched > 100


def test_what_is_far_away_is_near_no_cell():
    points = [TrackPoint("m", "a", BEGUN, 58.9, 25.0)]
    assert cells_near(square(58.5, 25.0, 0.005)).isdisjoint(cells_of(points))


def test_an_area_as_large_as_a_continent_is_near_all():
    assert cells_near(square(50.0, 10.0, 20.0)) is None
