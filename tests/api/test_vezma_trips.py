"""VEZMA's trips beyond one page: who still drives, and what purposes are called that come as numbers alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fleetdesk.api.provider import Answered
from fleetdesk.api.vezma.trips import ASKED_AT_ONCE, TripCalls
from fleetdesk.base.errors import Refused
from fleetdesk.domain.history.records import Trip
from fleetdesk.domain.places import Purpose
from fleetdesk.domain.units import Unit

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def trip(number, driver, **more):
    values: dict[str, Any] = {"in_progress": True, "private": False, "started_at": NOW - timedelta(minutes=number)}
    return Trip("v", f"t{number}", "1", driver, **values | more)


class Caller:
    """Answers operations from memory, and remembers which were asked."""

    def __init__(self):
        self.page, self.single, self.asked = [], {}, []

    async def call(self, operation, given=None, *, urgent=True):
        self.asked.append(operation)
        if operation == "trips.list":
            return Answered(list(self.page))
        if operation == "vehicles.list":
            return Answered([Unit("v", "1", name="Octavia")])
        if operation == "purposes.list":
            return Answered([Purpose("v", 4, "Customer"), Purpose("v", 5, None)])
        if given["tid"] not in self.single:
            raise Refused("No such trip.", status=404)
        return Answered(self.single[given["tid"]])


@pytest.fixture
def caller():
    return Caller()


@pytest.fixture
def trips(caller):
    return TripCalls(caller)


async def drivers(trips):
    return {each.person for each in await trips.pairings()}


async def test_who_drives_is_on_the_newest_page_and_no_trip_is_asked_for(caller, trips):
    caller.page = [trip(1, "jan"), trip(2, "eva", in_progress=False)]
    assert await drivers(trips) == {"jan"}
    assert "trips.get" not in caller.asked


async def test_who_was_on_the_page_and_left_it_still_drives_while_the_trip_is_open(caller, trips):
    caller.page = [trip(9, "jan")]
    await trips.pairings()
    caller.page = [trip(1, "eva")]
    caller.single["t9"] = trip(9, "jan")
    assert await drivers(trips) == {"jan", "eva"}
    caller.single["t9"] = trip(9, "jan", in_progress=False)
    assert await drivers(trips) == {"eva"}
    assert await drivers(trips) == {"eva"}
    assert caller.asked.count("trips.get") == 2


async def test_a_trip_that_is_gone_pairs_nobody(caller, trips):
    caller.page = [trip(9, "jan")]
    await trips.pairings()
    caller.page = [trip(1, "eva")]
    assert await drivers(trips) == {"eva"}


async def test_few_are_asked_for_at_a_time_and_each_has_its_turn(caller, trips):
    caller.page = [trip(number, f"p{number}") for number in range(10, 16)]
    await trips.pairings()
    caller.single = {each.id: replace(each, in_progress=False) for each in caller.page}
    caller.page = [trip(1, "eva")]
    left = [len(await drivers(trips)) for _round in range(4)]
    assert left == [5, 3, 1, 1]
    assert caller.asked.count("trips.get") == 3 * ASKED_AT_ONCE


async def test_a_page_that_is_empty_ends_no_trip(caller, trips):
    caller.page = [trip(9, "jan")]
    await trips.pairings()
    caller.page = []
    assert await drivers(trips) == {"jan"}
    assert "trips.get" not in caller.asked


async def test_purposes_that_come_as_numbers_are_named_by_one_question(caller, trips):
    caller.page = [
        trip(1, "jan", purpose_id=4),
        trip(2, "eva", purpose_id=4, purpose="Own name"),
        trip(3, "ida", purpose_id=9),
        trip(4, "ota"),
    ]
    for _time in range(2):
        assert [each.purpose for each in (await trips.page()).trips] == ["Customer", "Own name", None, None]
    assert caller.asked.count("purposes.list") == 1


async def test_purposes_are_not_asked_for_where_none_is_needed(caller, trips):
    caller.page = [trip(1, "jan", purpose="Own name"), trip(2, "eva")]
    await trips.page()
    assert "purposes.list" not in caller.asked
