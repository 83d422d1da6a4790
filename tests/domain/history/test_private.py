"""What a private trip tells: when, how far, who; never where."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from fleetdesk.domain.history.private import (
    HIDDEN,
    MARK,
    REMEMBERED,
    PrivateTime,
    masked,
    masked_position,
    private_people,
    private_times,
)
from fleetdesk.domain.history.records import Trip
from tests.sync.fakes import NOW, position

TRIP = Trip(
    "v", "t", "3", "jan", NOW, NOW + timedelta(hours=1), distance_km=12.0, driving_s=3600, start_address="Dlhá 1",
    end_address="Nitra", start_lat=48.1, start_lon=17.1, end_lat=48.2, end_lon=17.2, odometer_start_km=1.0,
    odometer_end_km=13.0, purpose="Lekár", purpose_id=4, note="nemocnica", private=True,
)  # fmt: skip


def test_nothing_that_tells_where_is_left():
    told = asdict(masked(TRIP))
    assert {told[name] for name in HIDDEN} == {None}
    assert (told["distance_km"], told["driving_s"], told["driver"], told["started_at"]) == (12.0, 3600, "jan", NOW)


def test_other_trips_stay_as_they_are():
    business = replace(TRIP, private=False)
    assert masked(business) == business


@pytest.mark.parametrize(
    "trip", [replace(TRIP, start_address=MARK), replace(TRIP, end_address=MARK), replace(TRIP, note=MARK)]
)
def test_what_the_vendor_has_masked_is_private_whatever_its_flag_says(trip):
    found = masked(replace(trip, private=False))
    assert found.private
    assert found.start_lat is None


def test_the_newest_trip_of_each_person_counts():
    later = replace(TRIP, id="u", started_at=NOW + timedelta(hours=2), private=False)
    assert private_people([TRIP]) == {"jan"}
    assert private_people([TRIP, later]) == frozenset()
    assert private_people([later, replace(TRIP, driver="eva")]) == {"eva"}


def test_a_trip_of_which_nobody_says_whether_it_is_private_hides_its_driver():
    assert private_people([replace(TRIP, private=None)]) == {"jan"}


def test_whoever_was_private_stays_so_until_a_newer_trip_is_not():
    assert private_people([], {"jan"}) == {"jan"}
    assert private_people([replace(TRIP, private=False)], {"jan"}) == frozenset()


def test_a_person_on_a_private_trip_has_no_place_speed_or_heading():
    shown = position("jan", speed_kmh=50.0, heading_deg=90)
    hidden = masked_position(shown, {"jan"})
    assert (hidden.lat, hidden.lon, hidden.speed_kmh, hidden.heading_deg) == (None,) * 4
    assert hidden.fixed_at == NOW
    assert masked_position(shown, {"eva"}) is shown


BEFORE, AFTER = replace(TRIP, started_at=NOW - timedelta(hours=3)), replace(TRIP, started_at=NOW + timedelta(hours=4))


def test_a_place_is_private_until_the_next_trip_of_the_same_person_begins():
    business = replace(AFTER, private=False)
    stranger = replace(AFTER, driver="eva", private=False, started_at=NOW + timedelta(hours=2))
    found = private_times([business, stranger, TRIP], newest=True)
    assert found == {PrivateTime("jan", NOW, business.started_at)}


def test_whoever_has_begun_no_trip_since_is_private_still():
    assert private_times([TRIP, replace(BEFORE, private=False)], newest=True) == {PrivateTime("jan", NOW)}


def test_on_an_older_page_the_end_of_the_trip_is_all_that_is_known():
    assert private_times([TRIP], newest=False) == {PrivateTime("jan", NOW, NOW + timedelta(hours=1))}
    open_trip = replace(TRIP, ended_at=None)
    assert private_times([open_trip], newest=False) == {PrivateTime("jan", NOW, NOW)}


def test_who_is_private_still_is_so_until_a_newer_page_tells_of_another_trip():
    still = private_times([TRIP], newest=True)
    assert private_times([], still, newest=True) == still
    assert private_times([BEFORE], still, newest=False) >= still
    later = private_times([TRIP, replace(AFTER, private=False)], still, newest=True)
    assert later == {PrivateTime("jan", NOW, AFTER.started_at)}


def test_times_that_no_recording_reaches_are_not_remembered():
    old = replace(TRIP, driver="eva", started_at=NOW - REMEMBERED - timedelta(days=2), ended_at=NOW - REMEMBERED)
    known = private_times([old], newest=False)
    assert private_times([TRIP], known, newest=True) == {PrivateTime("jan", NOW)}
