"""Days of two desks on one token: never more than the vendor allows, and pauses that outlive a restart.

BUDGET_DAYS=30 makes it a month with 510 restarts.
"""

import contextlib
import heapq
import os
import random
import sqlite3

import pytest

from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.base.errors import FleetError, RateLimited
from fleetdesk.storage.request_budget import RequestBudget
from fleetdesk.sync.poller import UNHURRIED

DAY_S = 86_400.0
DAYS = int(os.environ.get("BUDGET_DAYS", "3"))
RESTARTS, BURSTS = 17 * DAYS, 13 * DAYS


class Clock:
    def __init__(self, now=1_800_000_000.0):
        self.now = now

    def __call__(self):
        return self.now


def opened(path, clock):
    return RequestBudget(path, LIMIT, clock=clock, synced=False)  # days in seconds; what is counted is the same


def most_in_a_window(times, window_s):
    most = begin = 0
    for end, at in enumerate(times):
        while times[begin] <= at - window_s:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def days(path, seed):
    """Every granted request as (arrival at the server), and every wait that a refusal named."""
    dice, clock, begun = random.Random(seed), Clock(), 1_800_000_000.0
    desks = [opened(path, clock), opened(path, clock)]
    paces = (UNHURRIED.positions, UNHURRIED.units, UNHURRIED.pairings)
    waiting: list[tuple[float, int, str | float]] = [
        (begun + dice.random() * 60, desk, pace) for desk in range(2) for pace in paces
    ]
    waiting += ((begun + dice.random() * DAYS * DAY_S, dice.randrange(2), "restart") for _ in range(RESTARTS))
    # A user who clicks in bursts, as fast as ten a second.
    for _ in range(BURSTS):
        at, desk = begun + dice.random() * DAYS * DAY_S, dice.randrange(2)
        waiting += ((at + number * 0.1, desk, "user") for number in range(dice.choice((1, 5, 250))))
    heapq.heapify(waiting)
    granted, waits = [], []
    while waiting and waiting[0][0] < begun + DAYS * DAY_S:
        clock.now, desk, what = heapq.heappop(waiting)
        if what == "restart":
            desks[desk].close()
            desks[desk] = opened(path, clock)
            continue
        wait_s = desks[desk].take(urgent=what == "user")
        if wait_s:
            waits.append(wait_s)
        else:
            granted.append(clock.now + dice.random() * 20)  # when the server counts it: within the deadline
        if not isinstance(what, str):
            heapq.heappush(waiting, (clock.now + (wait_s or what * dice.uniform(0.9, 1.1)), desk, what))
    for each in desks:
        each.close()
    return sorted(granted), waits


def test_days_with_many_restarts_and_two_desks(tmp_path, day_seed):
    granted, waits = days(tmp_path / "ledger.db", day_seed)
    most = most_in_a_window(granted, LIMIT.window_s)
    assert most <= LIMIT.requests, most
    assert most > LIMIT.requests * 0.9, "the days were too quiet to prove anything"
    assert len(granted) > 5_000 * DAYS
    assert waits
    assert all(0 < wait_s <= LIMIT.window_s + 45 for wait_s in waits)


async def test_a_refusal_by_the_server_outlives_a_restart(tmp_path):
    clock = Clock()
    ledger = opened(tmp_path / "ledger.db", clock)
    assert await ledger.refused(120) == 120
    ledger.close()
    ledger = opened(tmp_path / "ledger.db", clock)
    with pytest.raises(RateLimited) as caught:
        await ledger.permit(urgent=True)
    assert caught.value.retry_after_s == pytest.approx(120)
    clock.now += 121
    await ledger.permit(urgent=False)
    ledger.close()


async def test_a_refusal_without_a_time_lasts_until_the_window_is_over(tmp_path):
    clock = Clock()
    ledger = opened(tmp_path / "ledger.db", clock)
    assert await ledger.refused(None) >= LIMIT.window_s
    clock.now += LIMIT.window_s - 1
    with pytest.raises(RateLimited):
        await ledger.permit(urgent=True)
    ledger.close()


async def test_a_clock_set_back_does_not_shut_it_for_ever(tmp_path):
    clock = Clock()
    ledger = opened(tmp_path / "ledger.db", clock)
    await ledger.refused(3600)
    clock.now -= 10 * 365 * DAY_S
    await ledger.permit(urgent=True)
    ledger.close()


def test_a_damaged_count_is_taken_for_a_full_one(tmp_path):
    path = tmp_path / "ledger.db"
    path.write_bytes(b"no database at all" * 99)
    clock = Clock()
    ledger = RequestBudget(path, LIMIT, clock=clock)
    assert ledger.take(urgent=True) > 0
    clock.now += LIMIT.window_s + 46
    assert ledger.take(urgent=True) == 0
    ledger.close()


async def test_a_disk_that_fails_sends_nothing(tmp_path):
    ledger = RequestBudget(tmp_path / "ledger.db", LIMIT)
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        database.execute("DROP TABLE request")
    with pytest.raises(RateLimited, match="cannot be counted"):
        await ledger.permit(urgent=True)
    assert await ledger.spent() == LIMIT.requests
    ledger.close()


def test_a_file_that_cannot_be_opened_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FleetError, match="cannot be counted"):
        RequestBudget(tmp_path / "file" / "ledger.db", LIMIT)


def test_a_file_in_use_is_never_put_aside(tmp_path, monkeypatch):
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *words, **more: real(*words, **{**more, "timeout": 0.05}))
    RequestBudget(tmp_path / "ledger.db", LIMIT).close()
    other = real(tmp_path / "ledger.db", isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FleetError):
        RequestBudget(tmp_path / "ledger.db", LIMIT)
    other.close()
    assert not list(tmp_path.glob("*.corrupt.*"))
