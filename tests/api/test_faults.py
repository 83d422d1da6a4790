"""Every fault the simulator can play: the right error, no hang, reads tried twice at most, writes once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import stamina

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.base.errors import BadAnswer, NoAnswer, NotSignedIn, RateLimited, Refused, Unreachable
from fleetdesk.storage.request_budget import RequestBudget
from tests.day_seed import cases_of_the_day

DEADLINE_S = 0.4
PATIENT_S = 10.0  # where the deadline is not what is tried, a busy machine must not run into it
TIMED = {"delay", "hang", "drip"}
SQUARE = [(24.0, 58.0), (27.0, 58.0), (27.0, 59.7), (24.0, 59.7), (24.0, 58.0)]


async def one_page(provider):
    """The list in one answer; its walk page by page is tried in test_tasking.py."""
    return (await provider.call("tasks.list", {"limit": -1}, urgent=False)).values


async def trips(provider):
    """The newest page of trips."""
    return (await provider.call("trips.list", {"count": 50, "cursor": "-1"}, urgent=False)).values


READS = {
    "metrotec.positions.list": lambda provider: provider.positions(),
    "metrotec.tasks.list": lambda provider: one_page(provider),
    "metrotec.vehicles.in_area": lambda provider: provider.area.units_in(SQUARE),
    "vezma.positions.list": lambda provider: provider.positions(),
    "vezma.trips.list": lambda provider: trips(provider),
}
# What is played, the error that comes of it, and how often a read is on the wire.
FAULTS = [
    ({"status": 400}, Refused, 1),
    ({"status": 403, "body": "no <b>entry</b>"}, Refused, 1),
    ({"status": 404, "body": {"error": "x" * 5000}}, Refused, 1),
    ({"status": 429}, RateLimited, 1),
    ({"status": 500}, Unreachable, 2),
    ({"status": 502, "body": "<html>"}, Unreachable, 2),
    ({"status": 503}, RateLimited, 1),
    ({"status": 511}, BadAnswer, 1),
    ({"status": 204}, BadAnswer, 1),
    ({"status": 304}, BadAnswer, 1),
    ({"status": 200, "body": ""}, BadAnswer, 1),
    ({"status": 200, "body": "null", "content_type": "application/json"}, BadAnswer, 1),
    ({"status": 200, "body": {"error": "late"}}, BadAnswer, 1),
    ({"status": 500, "after": True}, Unreachable, 2),
    ({"delay": 5}, Unreachable, 2),
    ({"hang": True}, Unreachable, 2),
    ({"drip": {"bytes": 1, "every": 0.05}}, Unreachable, 2),
    ({"cut": "before"}, Unreachable, 2),
    ({"cut": "before", "rst": False}, Unreachable, 2),
    ({"cut": "after"}, Unreachable, 2),
    ({"truncate": 0.5}, Unreachable, 2),
    ({"truncate": 10}, Unreachable, 2),
    ({"truncate": 0.5, "declare": "short"}, BadAnswer, 1),
    ({"garbage": True}, BadAnswer, 1),
    ({"html": True}, BadAnswer, 1),
    ({"redirect": "http://portal.invalid/"}, BadAnswer, 1),
    ({"content_type": "text/plain"}, BadAnswer, 1),
    ({"drop_header": "content-type"}, BadAnswer, 1),
    ({"huge": 20_000_000}, BadAnswer, 1),
    ({"gzip_bomb": 20_000_000}, BadAnswer, 1),
]


@pytest.fixture
def deadline_s(request):
    """How long an answer may take in this test: short where a server that takes too long is what is tried."""
    given = getattr(getattr(request.node, "callspec", None), "params", {})
    timed = TIMED & set(given.get("action", ())) or given.get("quirk", {}).get("blacklist") == "silent"
    return DEADLINE_S if timed else PATIENT_S


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch, deadline_s):
    monkeypatch.setattr("fleetdesk.api.client.DEADLINE_S", deadline_s)
    with stamina.set_testing(True, attempts=9, cap=True):
        yield


@pytest.fixture
async def providers(simulator, tmp_path):
    metrotec = Metrotec("m", simulator.metrotec_url, simulator.username, simulator.password)
    made = {
        "metrotec": metrotec,
        "vezma": Vezma("v", simulator.vezma_url, simulator.token, RequestBudget(tmp_path / "ledger.db", LIMIT)),
    }
    await metrotec.sign_in()
    yield made
    for each in made.values():
        await each.close()


def play(simulator, operation, action):
    simulator.control("faults", [{"operation": operation, "count": -1, "action": action}])


def hits(simulator):
    return sum(fault["hits"] for fault in simulator.control("faults"))


@pytest.mark.parametrize(("action", "kind", "times"), cases_of_the_day(FAULTS, 12), ids=str)
async def test_a_read_meets_a_fault(simulator, providers, action, kind, times, deadline_s):
    reads = dict(READS)
    if kind is RateLimited:
        del reads["vezma.trips.list"]  # after the first refusal VEZMA is not asked at all
    for name, read in reads.items():
        provider = providers[name.partition(".")[0]]
        play(simulator, name, action)
        with pytest.raises(kind) as caught:
            async with asyncio.timeout(2 * deadline_s + 2):
                await read(provider)
        assert type(caught.value) in (kind, NoAnswer), name
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 500
        assert hits(simulator) == times, name
        simulator.control("faults", method="DELETE")
    # What the fault left behind must not spoil the next request, nor a wait of the fault's making.
    for name, read in READS.items():
        if kind is not RateLimited:
            await read(providers[name.partition(".")[0]])


def new_task(unit):
    now = datetime.now(UTC)
    return {
        "object_id": unit,
        "lat": 59.4,
        "lon": 24.7,
        "start_time": now,
        "stop_time": now + timedelta(hours=2),
        "order_ref": f"F-{now.timestamp()}",
    }


@pytest.mark.parametrize(
    ("action", "kind"), [(action, kind) for action, kind, _ in cases_of_the_day(FAULTS, 12)], ids=str
)
async def test_a_write_is_sent_once(simulator, providers, action, kind, deadline_s):
    provider = providers["metrotec"]
    task = new_task((await provider.units())[0].id)
    play(simulator, "tasks.create", action)
    with pytest.raises(kind):
        async with asyncio.timeout(deadline_s + 2):
            await provider.call("tasks.create", task)
    assert hits(simulator) == 1
    assert sum(each["order_ref"] == task["order_ref"] for each in simulator.control("tasks")) <= 1


async def test_a_lost_answer_is_said_to_be_uncertain(simulator, providers):
    provider = providers["metrotec"]
    task = new_task((await provider.units())[0].id)
    play(simulator, "tasks.create", {"cut": "after"})
    with pytest.raises(Unreachable) as caught:
        await provider.call("tasks.create", task)
    assert caught.value.maybe_done
    assert any(each["order_ref"] == task["order_ref"] for each in simulator.control("tasks"))


@pytest.mark.parametrize("name", [each for each in READS if each.startswith("metrotec")])
async def test_an_expired_token_costs_one_login(simulator, providers, name):
    simulator.control("faults", [{"operation": name, "count": 1, "action": {"expire_token": True}}])
    logins = simulator.control("state")["logins"]
    await READS[name](providers["metrotec"])
    assert simulator.control("state")["logins"] == logins + 1


@pytest.mark.parametrize("name", list(READS))
async def test_a_sign_in_that_stays_refused_is_said(simulator, providers, name):
    play(simulator, name, {"status": 401})
    with pytest.raises(NotSignedIn):
        await READS[name](providers[name.partition(".")[0]])
    assert hits(simulator) <= 2


@pytest.mark.parametrize("name", ["metrotec.positions.list", "metrotec.tasks.list", "vezma.positions.list"])
async def test_a_short_list_is_a_list(simulator, providers, name):
    play(simulator, name, {"keep_rows": 3})
    assert len(await READS[name](providers[name.partition(".")[0]])) <= 3


@pytest.mark.parametrize("name", ["metrotec.positions.list", "metrotec.tasks.list", "vezma.positions.list"])
async def test_odd_rows_are_counted(simulator, providers, name):
    provider = providers[name.partition(".")[0]]
    play(simulator, name, {"keep_rows": 1, "append": [None, 5, {}, "x", []]})
    before = provider.dropped
    await READS[name](provider)
    assert provider.dropped == before + 5


async def test_a_slow_answer_within_the_deadline_is_read(simulator, providers):
    play(simulator, "metrotec.positions.list", {"delay": DEADLINE_S / 4})
    assert await providers["metrotec"].positions()


QUIRKS = [
    {"create_status": 201},
    {"update_answer": "empty"},
    {"update_answer": "204"},
    {"update_answer": "{}"},
    {"cursor_end": "number"},
    {"open_trip_end": "missing"},
    {"null_positions": False},
    {"hostile": False},
    {"null_clears": True},
    {"expires": "milliseconds"},
    {"expires": "lifetime"},
    {"expires": "zero"},
]


@pytest.fixture
def quirk(simulator, request):
    before = simulator.control("quirks")
    simulator.control("quirks", request.param)
    yield request.param
    simulator.control("quirks", before)


async def last_page(provider):
    """Follows the cursor to its end."""
    cursor = "-1"
    for _ in range(150):
        page = await provider.call("expenses.list", {"count": 50, "cursor": cursor})
        cursor = page.next_cursor
        if cursor is None:
            return page
    raise AssertionError("no end")


@pytest.mark.parametrize("quirk", QUIRKS, indirect=True, ids=str)
async def test_every_reading_of_the_reference_works(simulator, providers, quirk):
    provider = providers["metrotec"]
    await provider.sign_in()
    created = (await provider.call("tasks.create", new_task((await provider.units())[0].id))).values
    updated = await provider.call("tasks.update", {"id": created.id, "task_notes": "seen", "edit": True})
    assert updated.values is None or updated.values.id == created.id
    poi = {"lat": 59.3, "lon": 24.8, "purpose": 0, "comment": "gate", "name": "Home"}
    await provider.call("pois.create", poi)
    assert not (await provider.call("tasks.list", {"all": 1, "limit": -1})).dropped
    assert await providers["vezma"].trips.pairings()
    assert await providers["vezma"].positions()


@pytest.mark.parametrize("quirk", [{"cursor_end": "number"}, {"cursor_end": "0"}], indirect=True, ids=str)
async def test_pages_end(simulator, providers, quirk):
    assert (await last_page(providers["vezma"])).raw["nextCursor"] in (0, "0")


@pytest.mark.parametrize(
    "quirk", [{"error_body": each} for each in ("json", "text", "html", "empty")], indirect=True, ids=str
)
async def test_every_body_of_a_refusal_is_a_sentence(simulator, providers, quirk):
    with pytest.raises(Refused) as caught:
        await providers["metrotec"].call("positions.get", {"object_id": "NOBODY"})
    assert caught.value.status == 404
    assert "<" not in str(caught.value)


BLOCKS = [{"rate_limit": 0, "abuse_limit": 0, "blacklist": each} for each in ("403", "silent")]


@pytest.mark.parametrize("quirk", BLOCKS, indirect=True, ids=str)
async def test_a_block_is_told_or_met_with_silence(simulator, providers, quirk, tmp_path):
    with pytest.raises(RateLimited):
        await providers["vezma"].positions()
    again = Vezma("v", simulator.vezma_url, simulator.token, RequestBudget(tmp_path / "another.db", LIMIT))
    with pytest.raises(Refused if quirk["blacklist"] == "403" else NoAnswer):
        await again.positions()
    await again.close()


@pytest.mark.parametrize(
    "quirk", [{"rate_limit": 0, "retry_after": each} for each in (True, False)], indirect=True, ids=str
)
async def test_after_a_429_nothing_more_is_sent(simulator, providers, quirk):
    for _ in range(5):
        with pytest.raises(RateLimited) as caught:
            await providers["vezma"].positions()
    assert simulator.control("state")["vezma"]["refused"] == 1
    assert 800 < caught.value.retry_after_s <= 945


async def test_a_pause_the_server_names_is_kept_by_all(simulator, providers):
    play(simulator, "tasks.list", {"status": 503, "headers": {"Retry-After": "7"}})
    with pytest.raises(RateLimited) as caught:
        await providers["metrotec"].tasks.listing()
    assert caught.value.retry_after_s == 7
    with pytest.raises(RateLimited):
        await providers["metrotec"].positions()
    assert hits(simulator) == 1
