"""Parts and totals of a day are what the simulator's vehicles and people really did, whatever the clock does."""

import os
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.api.budget import NoBudget
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.provider import Provider
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.domain.board import day_span
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.parts import PartKind
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.service import HistoryService

CHANGES = {date(2026, 3, 29): 23, date(2026, 10, 25): 25}
"""The days on which the clocks change, in Tallinn and in Bratislava, and how many hours they have."""
VEHICLES, AROUND = int(os.environ.get("TRUTH_VEHICLES", "6")), int(os.environ.get("TRUTH_DAYS", "3")) // 2
"""How many vehicles are looked at, and how many days before and after the change; make truth takes 20 and 31."""
SECONDS = 5.0
"""What the vendor's whole seconds may add up to."""


@pytest.fixture(params=CHANGES, ids=["spring", "autumn"])
def change(request):
    return request.param


@pytest.fixture
def now(change):
    return datetime.combine(change + timedelta(days=AROUND + 2), time(12), UTC)


@pytest.fixture
def past(simulator, now):
    simulator.control("clock", {"time": now.isoformat(), "freeze": True})
    yield simulator
    simulator.control("clock", {"reset": True})


@pytest.fixture
async def service(past, now, tmp_path):
    providers: dict[str, Provider] = {
        "m": Metrotec("m", past.metrotec_url, past.username, past.password),
        "v": Vezma("v", past.vezma_url, past.token, NoBudget()),
    }
    file = HistoryFile(tmp_path / "history.db", 1e9)
    yield HistoryService(file, providers, lambda: now)
    file.close()
    for each in providers.values():
        await each.close()


def vehicles(simulator, now, count):
    """Vehicles that the server has heard from lately; one that is silent has told nothing yet of its last days."""
    rows = simulator.control("truth/positions")["positions"]
    return [row["object_id"] for row in rows if row["at"] and now.timestamp() - row["at"] < 600][:count]


def truth(simulator, who, period):
    return simulator.control(f"truth/past?{who}&begins={period.begins}&ends={period.ends}")


def day_of(day, zone):
    return Span(*day_span(day, ZoneInfo(zone)))


def doubtful_km(view, part=0.12):
    """Kilometres by which the share of a trip that midnight cuts may be wrong: so much of the whole trip.

    The simulator's roads are up to 12 % longer than the lines along which its vehicles are seen, here more, there less.
    """
    edges = view.period.begins, view.period.ends
    cut = [
        each for each in view.trips if any(each.started_at.timestamp() < at < each.ended_at.timestamp() for at in edges)
    ]
    return sum(part * (each.distance_km or 0.0) for each in cut)


async def test_vehicles_over_a_change_of_the_clock(service, past, now, change):
    days = [change + timedelta(days=number) for number in range(-AROUND, AROUND + 1)]
    for zone, day in product(("Europe/Tallinn", "Europe/Bratislava"), days):
        period = day_of(day, zone)
        names = vehicles(past, now, VEHICLES)
        fetched = await service.fetch([f"m/{name}" for name in names], period)
        assert fetched.troubles == ()
        for name, view in zip(names, fetched.views, strict=True):
            told, true = view.totals, truth(past, f"object_id={name}", period)
            assert sum(part.seconds for part in view.parts) == period.ends - period.begins
            assert told.unknown_s == pytest.approx(0, abs=SECONDS), (name, day)
            assert told.trips == true["trips"], (name, day)
            assert told.driving_s == pytest.approx(true["driving"], abs=SECONDS * max(1, true["trips"] / 5))
            assert told.idling_s == pytest.approx(true["idling"], abs=SECONDS * max(1, true["trips"]))
            assert told.standing_s == pytest.approx(true["standing"], abs=SECONDS * max(1, true["trips"]))
            assert told.km == pytest.approx(true["metres"] / 1000, rel=0.001, abs=0.1 + doubtful_km(view)), (name, day)
            assert told.top_kmh == true["top_speed"]
            assert told.litres == true["litres"]


@pytest.mark.parametrize("zone", ["Europe/Tallinn", "Europe/Bratislava"])
def test_the_day_of_the_change_is_as_long_as_the_clock_makes_it(change, zone):
    period = day_of(change, zone)
    assert period.ends - period.begins == CHANGES[change] * 3600


async def test_people_and_their_trips(service, past, now, change):
    period = day_of(change, "Europe/Bratislava")
    rows = past.control("truth/people")["people"]
    people = [row["uid"] for row in rows if now.timestamp() - row["at"] < 600]
    fetched = await service.fetch([f"v/{uid}" for uid in people], period)
    assert fetched.troubles == ()
    driven = 0
    for uid, view in zip(people, fetched.views, strict=True):
        true = truth(past, f"uid={uid}", period)
        trips = [part for part in view.parts if part.kind is PartKind.TRIP]
        if not true["trips"] or not trips:  # somebody who has left the company is not listed
            continue
        driven += 1
        assert len(trips) == true["trips"]
        shared = doubtful_km(view, part=0.5)  # by time alone, for there is no track
        assert view.totals.km == pytest.approx(true["metres"] / 1000, abs=0.1 + shared)
        assert view.totals.driving_s == pytest.approx(true["driving"], abs=SECONDS * len(trips))
        assert view.totals.idling_s is view.totals.litres is None
    assert driven > 5
