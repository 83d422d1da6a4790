"""One suite over both back ends, against the real simulator: every operation answers in domain values."""

import asyncio
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.metrotec.operations import OPERATIONS as METROTEC
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from fleetdesk.domain.capabilities import Ability
from fleetdesk.domain.plain import plain
from fleetdesk.errors import NotSignedIn, Refused, Unsupported, UsageError
from fleetdesk.storage.ledger import RequestLedger

pytestmark = pytest.mark.asyncio

NOW = datetime.now(UTC)
DAY_AGO, HOUR_AGO = NOW - timedelta(days=1), NOW - timedelta(hours=1)
SQUARE = [[24.0, 58.0], [27.0, 58.0], [27.0, 59.7], [24.0, 59.7], [24.0, 58.0]]


def open_metrotec(simulator, password=None):
    return Metrotec("m", simulator.metrotec_url, simulator.username, password or simulator.password)


def open_vezma(simulator, folder, token=None):
    return Vezma("v", simulator.vezma_url, token or simulator.token, RequestLedger(folder / "ledger.db"))


@pytest.fixture(params=["metrotec", "vezma"])
async def provider(request, simulator, tmp_path):
    made = open_metrotec(simulator) if request.param == "metrotec" else open_vezma(simulator, tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def metrotec(simulator):
    made = open_metrotec(simulator)
    yield made
    await made.close()


@pytest.fixture
async def vezma(simulator, tmp_path):
    made = open_vezma(simulator, tmp_path)
    yield made
    await made.close()


async def test_signing_in(provider):
    await provider.sign_in()


async def test_a_wrong_secret_says_so(simulator, tmp_path):
    for made in (open_metrotec(simulator, "wrong"), open_vezma(simulator, tmp_path, "wrong")):
        with pytest.raises(NotSignedIn):
            await made.sign_in()
        await made.close()


async def test_units_have_distinct_keys(provider):
    units = await provider.units()
    assert units
    assert len({unit.key for unit in units}) == len(units)


async def test_positions_belong_to_units(provider):
    units, positions = await provider.units(), await provider.positions()
    assert positions
    assert {each.key for each in positions} <= {unit.key for unit in units}


async def test_positions_are_in_our_units(provider):
    for each in await provider.positions():
        assert each.lat is None or -90 <= each.lat <= 90
        assert each.speed_kmh is None or 0 <= each.speed_kmh < 200
        assert each.heading_deg is None or 0 <= each.heading_deg < 360
        assert each.fixed_at is None or each.fixed_at.tzinfo is UTC


async def test_an_ability_that_is_missing_says_so(provider):
    if Ability.AREA in provider.capabilities:
        assert isinstance(await provider.in_area(SQUARE), list)
    else:
        with pytest.raises(Unsupported, match="VEZMA offers no"):
            await provider.in_area(SQUARE)


async def test_the_area_agrees_with_the_simulators_truth(simulator, metrotec):
    simulator.control("clock", {"freeze": True})
    truth = simulator.control("truth/in_area?coordinates=" + str(SQUARE).replace(" ", ""))
    assert sorted(await metrotec.in_area(SQUARE)) == sorted(truth)
    simulator.control("clock", {"speed": 1.0})


async def test_open_trips_pair_people_with_vehicles(vezma):
    people = {unit.id for unit in await vezma.units()}
    pairings = await vezma.pairings()
    assert pairings
    assert {each.person for each in pairings} <= people


async def test_an_unknown_operation_names_the_nearest(provider):
    with pytest.raises(UsageError, match=r"positions\.list"):
        await provider.call("positions.all")


async def test_a_missing_parameter_is_refused_before_anything_is_sent(metrotec):
    with pytest.raises(UsageError, match="needs vehicle_id"):
        await metrotec.call("history.trips", {"period_start": DAY_AGO, "period_stop": NOW})


async def test_the_servers_words_reach_the_user(metrotec):
    with pytest.raises(Refused) as caught:
        await metrotec.call("reports.create", {"datetime": [DAY_AGO, NOW], "type": "odd", "group": "vehicle"})
    assert caught.value.status == 400
    assert caught.value.reason


NEW_TASK = {
    "lat": 59.4, "lon": 24.7, "start_time": NOW, "stop_time": NOW + timedelta(hours=2), "task_address": "Tallinn",
}  # fmt: skip


async def metrotec_parameters(provider, name, unit, report):
    """Parameters with which each operation has something to answer."""
    period = {"period_start": DAY_AGO, "period_stop": NOW, "vehicle_id": unit}
    span = {"datetime": [DAY_AGO, NOW]}
    tasks = (await provider.call("tasks.list", {"all": 1, "limit": 2})).values
    files = (await provider.call("files.list")).values
    return {
        "tasks.create": {**NEW_TASK, "object_id": unit, "order_ref": f"T-{NOW.timestamp()}"},
        "tasks.update": {"id": tasks[0].id, "task_notes": "seen", "edit": True},
        "positions.get": {"object_id": unit},
        "vehicles.in_area": {"coordinates": SQUARE},
        "vehicles.settings": {"object_id": unit},
        "vehicles.link_geozone": {"object_id": unit, "zoneId": await zone_of(provider), "events": [1, 2]},
        "vehicles.create_event": {"object_id": unit, "eventType": 5, "description": "OFF"},
        "history.trips": period, "history.inputs": period, "history.refuels": period,
        "history.track": {"start_from": HOUR_AGO, "vehicle_id": unit},
        "worktime.list": span, "worktime.periods": {"id": unit, **span}, "worktime.rides": span,
        "reports.create": {"type": "poi", "group": "vehicle", **span}, "reports.data": {"id": report},
        "pois.create": {"lat": 59.3, "lon": 24.8, "purpose": 0, "comment": "gate 3", "name": "Home"},
        "drivers.list": {"object_id": unit}, "drivers.bookings": {"object_id": unit},
        "tanks.get": {"object_id": await tank_of(provider)},
        "tacho.totals": {"object_id": unit, **span}, "tacho.activities": {"object_id": unit, **span},
        "tacho.drivers": {"offset": -1},
        "geozones.create": {"name": "Yard", "geometry": {"latlng": {"lat": 59.4, "lng": 24.8}, "radius": 300,
                                                          "type": "circle"}},
        "files.list": {"pivot_type": "route_tasks"},
        "files.upload": {"file": ("a.png", b"\x89PNG\r\n\x1a\n"), "pivot_type": "route_tasks",
                         "pivot_id": str(tasks[0].id), "file_type": "image"},
        "files.set_type": {"id": files[0].id, "file_type": "cmr"},
    }.get(name, {})  # fmt: skip


async def zone_of(provider):
    return (await provider.call("geozones.list")).values[0].id


async def tank_of(provider):
    return (await provider.call("tanks.list")).values[0].unit


async def a_done_report(provider):
    given = {"type": "poi", "group": "vehicle", "datetime": [DAY_AGO, NOW]}
    return (await provider.call("reports.create", given)).values.id


@pytest.mark.parametrize("name", sorted(METROTEC))
async def test_every_metrotec_operation(metrotec, name):
    unit = (await metrotec.units())[0].id
    report = await a_done_report(metrotec) if name == "reports.data" else None
    answered = await metrotec.call(name, await metrotec_parameters(metrotec, name, unit, report))
    assert not answered.dropped
    check_values(answered.values, METROTEC[name].record is not None)


async def vezma_parameters(provider, name):
    if name == "users.get" or name == "positions.get":
        return {"uid": (await provider.positions())[0].unit}
    if name == "vehicles.get":
        return {"vehicleId": (await provider.call("vehicles.list")).values[0].id}
    if name == "places.get":
        return {"placeId": (await provider.call("places.list")).values[0].id}
    if name == "trips.get":
        return {"tid": (await provider.call("trips.list")).values[0].id}
    return {}


@pytest.mark.parametrize("name", sorted(VEZMA))
async def test_every_vezma_operation(vezma, name):
    answered = await vezma.call(name, await vezma_parameters(vezma, name))
    assert not answered.dropped
    check_values(answered.values, VEZMA[name].record is not None)


def check_values(values, domain):
    """Domain values with an account, that plain JSON can hold."""
    assert plain(values) is not None
    for each in values if isinstance(values, list) and domain else []:
        assert is_dataclass(each)
        assert {"account"} <= {field.name for field in fields(each)}


async def test_pages_follow_the_cursor_to_its_end(vezma):
    seen, cursor = [], "-1"
    for _ in range(4):
        page = await vezma.call("trips.list", {"count": 20, "cursor": cursor})
        seen.extend(trip.id for trip in page.values)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen))
    assert len(seen) > 20


async def test_requests_say_who_we_are(simulator, metrotec):
    await metrotec.call("vehicles.list")
    last = simulator.control("requests?last=1")[-1]
    headers = {name.lower(): value for name, value in last["headers"].items()}
    assert headers["user-agent"].startswith("FleetDesk/")
    assert "version=1.1.0" in headers["accept"]


async def test_a_cancel_storm_leaves_the_connections_whole(simulator, metrotec):
    """httpx leaks pool slots when cancelled under contention; then every later request waits for ever."""
    await metrotec.sign_in()
    simulator.control("faults", [{"operation": "vehicles.list", "count": 300, "action": {"delay": 0.02}}])
    for _ in range(15):
        storm = [asyncio.ensure_future(metrotec.call("vehicles.list")) for _ in range(20)]
        await asyncio.sleep(0)
        for task in storm:
            task.cancel()
        await asyncio.gather(*storm, return_exceptions=True)
    simulator.calm()
    async with asyncio.timeout(20):
        assert await metrotec.units()
