"""Never more than the limit in any window: across restarts, two desks, and clocks that jump."""

import contextlib
import multiprocessing
import os
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.base.errors import FleetError, RateLimited
from fleetdesk.domain.capabilities import RequestLimit
from fleetdesk.storage.request_budget import RequestBudget

WINDOW_S = 900.0
JUMPS = st.sampled_from([-3.2e8, -86_400.0, -60.0, 86_400.0, 3.2e8])


class Clock:
    def __init__(self, now=1_800_000_000.0):
        self.now = now

    def __call__(self):
        return self.now


def most_in_a_window(times):
    return max((sum(start <= at < start + WINDOW_S for at in times) for start in times), default=0)


OPENED = []


@pytest.fixture(autouse=True)
def closed():
    """Closes what the test left open."""
    yield
    while OPENED:
        OPENED.pop().close()


def open_ledger(folder, clock, **more):
    ledger = RequestBudget(folder / "ledger.db", RequestLimit(18, WINDOW_S), reserve=3, clock=clock, margin_s=0, **more)
    OPENED.append(ledger)
    return ledger


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(st.tuples(st.floats(0, 120), st.booleans(), st.booleans()), min_size=60, max_size=120))
def test_no_window_ever_holds_more(tmp_path_factory, steps):
    folder, clock, granted = tmp_path_factory.mktemp("ledger"), Clock(), []
    ledger = open_ledger(folder, clock)
    for wait_s, urgent, restart in steps:
        clock.now += wait_s
        if restart:
            ledger.close()
            ledger = open_ledger(folder, clock)
        if ledger.take(urgent) == 0:
            granted.append(clock.now)
    ledger.close()
    assert most_in_a_window(granted) <= 18


def test_the_wait_is_exactly_until_one_leaves_the_window(tmp_path):
    clock = Clock()
    ledger = open_ledger(tmp_path, clock)
    for _ in range(18):
        assert ledger.take(urgent=True) == 0
        clock.now += 10
    wait_s = ledger.take(urgent=True)
    clock.now += wait_s - 0.5
    assert ledger.take(urgent=True) > 0
    clock.now += 0.6
    assert ledger.take(urgent=True) == 0


def test_polls_leave_a_reserve_for_the_user(tmp_path):
    ledger = open_ledger(tmp_path, Clock())
    polls = sum(ledger.take(urgent=False) == 0 for _ in range(30))
    asked = sum(ledger.take(urgent=True) == 0 for _ in range(30))
    assert (polls, asked) == (15, 3)


@pytest.mark.parametrize("jump_s", [-3.2e8, -86_400.0, -60.0])
def test_a_clock_set_back_neither_frees_nor_blocks_for_ever(tmp_path, jump_s):
    clock = Clock()
    ledger = open_ledger(tmp_path, clock)
    for _ in range(18):
        ledger.take(urgent=True)
    clock.now += jump_s
    assert 0 < ledger.take(urgent=True) <= WINDOW_S
    clock.now += WINDOW_S + 1
    assert ledger.take(urgent=True) == 0


def _take_many(path, results):
    ledger = RequestBudget(path, RequestLimit(50, WINDOW_S), reserve=0, margin_s=0)
    results.put(sum(ledger.take(urgent=True) == 0 for _ in range(60)))


def test_two_desks_share_one_budget(tmp_path):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    desks = [context.Process(target=_take_many, args=(tmp_path / "ledger.db", results)) for _ in range(2)]
    for desk in desks:
        desk.start()
    granted = sum(results.get(timeout=60) for _ in desks)
    for desk in desks:
        desk.join()
    assert granted == 50


async def test_a_refusal_says_when(tmp_path):
    ledger = open_ledger(tmp_path, Clock())
    for _ in range(18):
        await ledger.permit(urgent=True)
    with pytest.raises(RateLimited) as caught:
        await ledger.permit(urgent=True)
    assert caught.value.retry_after_s == WINDOW_S
    assert not caught.value.maybe_done
    assert await ledger.spent() == 18


def test_a_count_of_a_newer_version_is_refused_and_left_untouched(tmp_path):
    path = tmp_path / "count.db"
    RequestBudget(path, LIMIT).close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version=2")
    before = path.read_bytes()
    with pytest.raises(FleetError, match=r"a newer FleetDesk wrote it.*none is sent"):
        RequestBudget(path, LIMIT)
    assert (path.read_bytes(), [each.name for each in tmp_path.iterdir()]) == (before, ["count.db"])


def test_a_count_without_a_version_goes_on_and_a_copy_of_it_is_kept(tmp_path):
    path = tmp_path / "count.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE request(at REAL NOT NULL)")
        db.execute("INSERT INTO request VALUES (1800000000.0)")
    ledger = RequestBudget(path, LIMIT, clock=Clock())
    assert (ledger.count(), ledger.notice) == (1, "")
    ledger.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "count.db.version0")) as kept:
        assert kept.execute("SELECT at FROM request").fetchall() == [(1_800_000_000.0,)]


@pytest.mark.parametrize("content", [b"nonsense" * 1000, b"SQLite format 3\0" + bytes(84)])
def test_a_damaged_count_is_put_aside_said_and_taken_for_full(tmp_path, content):
    path = tmp_path / "count.db"
    path.write_bytes(content)
    ledger = RequestBudget(path, LIMIT, clock=Clock())
    (aside,) = [each for each in tmp_path.glob("count.db.corrupt.*") if not each.name.endswith(("-wal", "-shm"))]
    assert aside.name in ledger.notice
    assert ledger.count() == 180
    ledger.close()


def test_a_pipe_in_the_place_of_the_count_is_put_aside_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "count.db")
    ledger = RequestBudget(tmp_path / "count.db", LIMIT, clock=Clock())
    assert "it is no file" in ledger.notice
    assert ledger.count() == 180
    ledger.close()
