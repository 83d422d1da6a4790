"""What of a track is believed: order, doubles, nowhere, the future, jumps, holes, sensors."""

from datetime import timedelta

import numpy as np
import pytest

from fleetdesk.domain.history import by_track
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.track import Aside, Floats, clean, quick, sensors_of
from fleetdesk.domain.readings import temperatures
from tests.domain.history.tracks import BEGUN, NOW, drive, point, rest

DRIVE = drive(0, 10)


def test_a_sound_track_is_as_long_as_the_drive():
    track = clean(DRIVE, NOW)
    assert track.metres[-1] == pytest.approx(10_000, rel=0.01)
    assert (len(track.points), dict(track.aside), bool(track.hole.any())) == (21, {}, False)


def test_points_out_of_order_are_put_where_they_belong_and_counted():
    mixed = [*DRIVE[:5], DRIVE[7], DRIVE[5], DRIVE[6], *DRIVE[8:]]
    track = clean(mixed, NOW)
    assert track.points == tuple(DRIVE)
    assert track.aside == {Aside.LATE: 2}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (DRIVE[3], Aside.DOUBLED),
        (point(3.2, lat=0.0, lon=0.0), Aside.NOWHERE),
        (point(3.2, lat=None), Aside.NOWHERE),
        (TrackPoint("m", "242KDN", NOW + timedelta(hours=1), 58.5, 25.0), Aside.FUTURE),
        (point(3.2, lat=48.0), Aside.JUMP),
    ],
)
def test_what_cannot_be_is_left_out_and_counted(wrong, reason):
    track = clean([*DRIVE[:7], wrong, *DRIVE[7:]], NOW)
    assert track.points == tuple(DRIVE)
    assert track.aside[reason] == 1


def test_points_that_agree_behind_a_jump_are_believed():
    carried = drive(20, 5, km_from=900)
    track = clean([*DRIVE, *carried], NOW)
    assert len(track.points) == len(DRIVE) + len(carried)
    assert track.aside == {}
    assert track.hole.sum() == 1
    assert track.metres[-1] == pytest.approx(15_000, rel=0.01)


def test_over_a_hole_no_way_is_made_up():
    track = clean([*DRIVE, *drive(30, 5, km_from=20)], NOW)
    assert list(track.hole.nonzero()[0]) == [len(DRIVE)]
    assert track.metres[-1] == pytest.approx(15_000, rel=0.01)
    assert track.metres_between(track.at[len(DRIVE) - 1], track.at[len(DRIVE)]) == 0


def test_who_was_where_it_was_has_stood_and_there_is_no_hole():
    track = clean([*DRIVE, *rest(10, 120, 10.0, step=60)], NOW)
    assert not track.hole.any()
    (stood,) = by_track.stood(track)
    assert stood[1] - stood[0] == pytest.approx(7200, abs=60)


def test_a_receiver_that_wanders_does_not_drive():
    wandering = [point(minute, 0.02 * (minute % 2)) for minute in range(60)]
    assert by_track.driven(clean(wandering, NOW)) == []


def test_a_drive_is_found_from_its_first_to_its_last_point():
    ((begins, ends),) = by_track.driven(clean([*rest(-60, 60, 0.0), *DRIVE, *rest(10, 60, 10.0)], NOW))
    assert begins == BEGUN.timestamp()
    assert ends == pytest.approx(begins + 600)


def test_zeros_are_no_temperatures_where_there_is_no_sensor_and_a_true_zero_is_one():
    cold, at_zero = point(0, temperatures=(-18.0, 0.0)), point(1, temperatures=(0.0, 0.0))
    sensors = sensors_of([cold, at_zero])
    assert temperatures(at_zero, sensors) == (0.0, None)
    assert temperatures(at_zero, sensors_of([at_zero])) == (None, None)
    assert temperatures(at_zero, sensors_of([at_zero], known=(2,))) == (None, 0.0)


def test_places_between_points_are_those_of_the_nearest():
    track = clean(DRIVE, NOW)
    assert track.place_at(track.at[4] + 2) == (DRIVE[4].lat, DRIVE[4].lon)
    assert track.place_at(track.at[-1] + 3600) is None
    assert clean([], NOW).place_at(0.0) is None


def test_a_part_of_a_track_is_a_track():
    track = clean(DRIVE, NOW)
    part = track.within(track.at[5], track.at[10])
    assert part.points == tuple(DRIVE[5:11])
    assert part.metres[-1] - part.metres[0] == pytest.approx(2500, rel=0.01)


def places(points) -> tuple[Floats, Floats, Floats]:
    at = [each.at.timestamp() for each in points]
    lat, lon = [each.lat for each in points], [each.lon for each in points]
    return np.array(at, dtype=float), np.array(lat, dtype=float), np.array(lon, dtype=float)


@pytest.mark.parametrize("points", [DRIVE, [*drive(0, 5), *rest(8, 60, 5.0), *drive(90, 5, km_from=30)], []])
def test_a_track_that_needs_no_cleaning_is_the_same_the_quick_way(points):
    slow, fast = clean(points, NOW), quick(*places(points), NOW)
    for name in ("at", "lat", "lon", "metres", "hole"):
        assert np.array_equal(getattr(slow, name), getattr(fast, name)), name


@pytest.mark.parametrize(
    "wrong",
    [
        DRIVE[3],
        point(3.2, lat=0.0, lon=0.0),
        point(3.2, lat=None),
        TrackPoint("m", "242KDN", NOW + timedelta(hours=1), 58.5, 25.0),
        point(3.2, lat=48.0),
    ],
)
def test_a_track_that_needs_cleaning_has_no_quick_way(wrong):
    assert quick(*places([*DRIVE[:7], wrong, *DRIVE[7:]]), NOW) is None
