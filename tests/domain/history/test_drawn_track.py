"""What of a track a map is given: as fine as the zoom, what is in sight, never over a hole, never too much."""

import numpy as np
import pytest

from fleetdesk.domain.history.drawn_track import MOST, DrawnTrack, around
from fleetdesk.domain.history.track import Track, clean
from tests.domain.history.tracks import NOW, drive, rest

WORLD = (-90.0, -180.0, 90.0, 180.0)
TRACK = clean([*drive(0, 10, kmh=5), *drive(10, 30, km_from=0.84, kmh=70), *rest(40, 60, 35.84)], NOW)
DRAWN = DrawnTrack(TRACK)


def many(count):
    """A track of so many points that goes round and round."""
    turn = np.linspace(0, 300 * np.pi, count)
    lat, lon = 58.5 + 0.2 * np.sin(turn * 0.37), 25.0 + 0.4 * np.cos(turn)
    at = np.arange(count) * 30.0
    return Track((), at, lat, lon, np.arange(count) * 100.0, np.zeros(count, dtype=bool))


def test_the_ends_of_a_track_are_drawn_at_every_zoom():
    for zoom in range(3, 20):
        (line,) = DRAWN.lines(zoom, WORLD)
        assert line.places[0] == pytest.approx((TRACK.lat[0], TRACK.lon[0]), abs=1e-6)
        assert line.places[-1] == pytest.approx((TRACK.lat[-1], TRACK.lon[-1]), abs=1e-6)


def test_the_nearer_the_finer():
    counts = [sum(len(each.places) for each in DRAWN.lines(zoom, WORLD)) for zoom in (3, 8, 12, 18)]
    assert counts == sorted(counts)
    assert counts[0] < 6
    assert counts[-1] > 50


def test_each_place_has_its_time():
    for zoom in (3, 12, 18):
        (line,) = DRAWN.lines(zoom, WORLD)
        told = [(float(np.interp(at, TRACK.at, TRACK.lat)), float(np.interp(at, TRACK.at, TRACK.lon)))
                for at in line.times]  # fmt: skip
        assert line.places == tuple(pytest.approx(place, abs=1e-6) for place in told)
        assert list(line.times) == sorted(line.times)


def test_the_colour_goes_by_the_speed():
    (line,) = DRAWN.lines(18, WORLD)
    assert set(line.bands[1:20]) == {0}
    assert set(line.bands[25:70]) == {2}


def test_nothing_is_drawn_over_a_hole():
    broken = DrawnTrack(clean([*drive(0, 10), *drive(40, 10, km_from=40)], NOW))
    for zoom in (3, 10, 18):
        lines = broken.lines(zoom, WORLD)
        assert max(line.places[-1][1] - line.places[0][1] for line in lines) < 0.2


def test_what_is_out_of_sight_is_left_out():
    east = (58.0, 25.3, 59.0, 26.0)
    inside = DRAWN.lines(12, east)
    assert 0 < sum(len(each.places) for each in inside) < sum(len(each.places) for each in DRAWN.lines(12, WORLD))
    assert DRAWN.lines(12, (40.0, 25.0, 41.0, 26.0)) == []


def test_a_hundred_thousand_points_become_no_more_than_can_be_drawn():
    drawn = DrawnTrack(many(100_000))
    for zoom in (6, 10, 14, 18):
        assert 0 < sum(len(each.places) - 1 for each in drawn.lines(zoom, WORLD)) <= MOST


def test_a_part_is_drawn_from_its_first_to_its_last_moment():
    (line,) = DRAWN.between(TRACK.at[25], TRACK.at[30], 18)
    assert line.places[0][1] == pytest.approx(TRACK.lon[25], abs=1e-6)
    assert line.places[-1][1] == pytest.approx(TRACK.lon[30], abs=1e-6)


def test_no_points_are_no_line():
    empty = DrawnTrack(clean([], NOW))
    assert (empty.lines(10, WORLD), empty.bounds) == ([], None)
    one = DrawnTrack(clean(drive(0, 0), NOW))
    assert one.lines(10, WORLD) == []


def test_the_box_around_places():
    box = around([(58.0, 25.0), (58.5, 24.0)])
    assert box is not None
    south, west, north, east = box
    assert (south < 58.0, west < 24.0, north > 58.5, east > 25.0) == (True,) * 4
    assert around([]) is None
