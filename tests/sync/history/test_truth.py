"""Parts and totals of a day are what the simulator's vehicles and people really did, whatever the clock does."""

from datetime import UTC, date, datetime, timedelta
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

BACK = date(2026, 10, 25)
"""The clocks went back: the day has 25 hours, in Tallinn and in Bratislava."""
NOW = datetime(2026, 10, 28, 12, 0, tzinfo=UTC)
SECONDS = 5.0
"""What the vendor's whole seconds may add up to."""


@pytest.fixture
def past(simulator):
    simulator.control("clock", {"time": NOW.isoformat(), "freeze": True})
    yield simulator
    simulator.control("clock", {"reset": True})


@pytest.fixture
async def service(past, tmp_path):
    providers: dict[str, Provider] = {
        "m": Metrotec("m", past.metrotec_url, past.username, past.password),
        "v": Vezma("v", past.vezma_url, past.token, NoBudget()),
    }
    file = HistoryFile(tmp_path / "history.db", 1e9)
    yield HistoryService(file, providers, lambda: NOW)
    file.close()
    for each in providers.values():
        await each.close()


def vehicles(simulator, count):
    """Vehicles that the server has heard from lately; one that is silent has told nothing yet of its last days."""
    rows = simulator.control("truth/positions")["positions"]
    return [row["object_id"] for row in rows if row["at"] and NOW.timestamp() - row["at"] < 600][:count]


def truth(simulator, who, period):
    return simulator.control(f"truth/past?{who}&begins={period.begins}&ends={period.ends}")


def day_of(day, zone):
    return Span(*day_span(day, ZoneInfo(zone)))


@pytest.mark.parametrize("zone", ["Europe/Tallinn", "Europe/Bratislava"])
async def test_vehicles_over_the_end_of_summer_time(service, past, zone):
    for day in (BACK - timedelta(days=1), BACK, BACK + timedelta(days=1)):
        period = day_of(day, zone)
        names = vehicles(past, 6)
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
            assert told.km == pytest.approx(true["metres"] / 1000, rel=0.01, abs=0.5)
            assert told.top_kmh == true["top_speed"]
            assert told.litres == true["litres"]


def test_the_day_of_the_change_has_25_hours():
    for zone in ("Europe/Tallinn", "Europe/Bratislava"):
        period = day_of(BACK, zone)
        assert period.ends - period.begins == 25 * 3600


async def test_people_and_their_trips(service, past):
    period = day_of(BACK, "Europe/Bratislava")
    rows = past.control("truth/people")["people"]
    people = [row["uid"] for row in rows if NOW.timestamp() - row["at"] < 600]
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
        assert view.totals.km == pytest.approx(true["metres"] / 1000, rel=0.05, abs=0.5)
        assert view.totals.driving_s == pytest.approx(true["driving"], abs=SECONDS * len(trips))
        assert view.totals.idling_s is view.totals.litres is None
    assert driven > 5
