"""Whoever asks: a person whose newest trip is private has no place, by the simulator's own truth."""

import pytest

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.history.private import HIDDEN


async def newest_trips(vezma):
    return (await vezma.call("trips.list", {"count": 50, "cursor": "-1"})).values


@pytest.fixture
async def private(vezma, simulator):
    """A person on a private trip; the world's clock is set to such a moment."""
    for _ in range(200):
        for trip in await newest_trips(vezma):
            if trip.private and trip.in_progress:
                yield trip.driver
                simulator.control("clock", {"reset": True})
                return
        simulator.control("clock", {"shift": 1800})
        simulator.control("reset_limit", {})
    raise AssertionError("nobody drove privately")


async def test_positions_of_people_on_private_trips_have_no_place(vezma, private):
    shown = {each.unit: each for each in await vezma.positions()}
    assert shown[private].lat is shown[private].lon is shown[private].speed_kmh is None
    assert shown[private].private
    assert any(each.lat is not None for each in shown.values())


async def test_one_who_is_asked_for_alone_has_no_place_either(vezma, private):
    shown = await vezma.position(private)
    assert (shown.lat, shown.lon, shown.speed_kmh, shown.private) == (None, None, None, True)


async def test_where_the_server_lists_no_trips_people_are_shown(vezma, simulator):
    simulator.control("faults", [{"operation": "vezma.trips.list", "count": -1, "action": {"status": 403}}])
    assert any(each.lat is not None for each in await vezma.positions())


async def test_nobody_is_shown_before_the_trips_are_known(vezma, simulator):
    simulator.control("faults", [{"operation": "vezma.trips.list", "count": -1, "action": {"status": 503}}])
    with pytest.raises(Unreachable):
        await vezma.positions()


async def test_trips_tell_nothing_of_where(vezma, private):
    for trip in await newest_trips(vezma):
        told = {getattr(trip, name) for name in HIDDEN}
        assert (told == {None}) == bool(trip.private)
