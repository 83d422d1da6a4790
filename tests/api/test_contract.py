"""One suite over both back ends, against the real simulator: every operation answers in domain values."""

import asyncio
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.metrotec.operations import OPERATIONS as METROTEC
from fleetdesk.api.provider import documents_of, tasks_of
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.base.errors import NotSignedIn, Refused, Unsupported, UsageError
from fleetdesk.base.jsonable import jsonable
from fleetdesk.storage.request_budget import RequestBudget
from tests.api.parameters import SQUARE, a_done_report, metrotec_parameters, vezma_parameters

pytestmark = pytest.mark.asyncio

NOW = datetime.now(UTC)
DAY_AGO = NOW - timedelta(days=1)


def open_metrotec(simulator, password=None):
    return Metrotec("m", simulator.metrotec_url, simulator.username, password or simulator.password)


def open_vezma(simulator, folder, token=None):
    return Vezma("v", simulator.vezma_url, token or simulator.token, RequestBudget(folder / "ledger.db", LIMIT))


@pytest.fixture(params=["metrotec", "vezma"])
async def provider(request, simulator, tmp_path):
    made = open_metrotec(simulator) if request.param == "metrotec" else open_vezma(simulator, tmp_path)
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
    missing = [of for of, part in ((tasks_of, provider.tasks), (documents_of, provider.documents)) if part is None]
    assert len(missing) == (2 if provider.capabilities.provider == "VEZMA" else 0)
    for of in missing:
        with pytest.raises(Unsupported, match="VEZMA offers no"):
            of(provider)


async def test_the_area_agrees_with_the_simulators_truth(simulator, metrotec):
    simulator.control("clock", {"freeze": True})
    truth = simulator.control("truth/in_area?coordinates=" + str(SQUARE).replace(" ", ""))
    assert sorted(await metrotec.area.units_in(SQUARE)) == sorted(truth)
    simulator.control("clock", {"speed": 1.0})


async def once_somebody_drives(vezma, simulator):
    """The pairings of the first half hour from now on in which anybody of this small company drives."""
    try:
        for _ in range(96):
            if pairings := await vezma.trips.pairings():
                return pairings
            simulator.control("clock", {"shift": 1800})
        return []
    finally:
        simulator.control("clock", {"reset": True})


async def test_open_trips_pair_people_with_vehicles(vezma, simulator):
    people = {unit.id for unit in await vezma.units()}
    pairings = await once_somebody_drives(vezma, simulator)
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


@pytest.mark.parametrize("name", sorted(METROTEC))
async def test_every_metrotec_operation(metrotec, name):
    unit = (await metrotec.units())[0].id
    report = await a_done_report(metrotec, NOW) if name == "reports.data" else None
    answered = await metrotec.call(name, await metrotec_parameters(metrotec, name, unit, report, NOW))
    assert not answered.dropped
    check_values(answered.values, METROTEC[name].record is not None)


@pytest.mark.parametrize("name", sorted(VEZMA))
async def test_every_vezma_operation(vezma, name):
    answered = await vezma.call(name, await vezma_parameters(vezma, name))
    assert not answered.dropped
    check_values(answered.values, VEZMA[name].record is not None)


def check_values(values, domain):
    """Domain values with an account, that plain JSON can hold."""
    assert jsonable(values) is not None
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
