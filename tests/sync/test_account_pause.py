"""What one loop of an account learns, the others heed: pauses, sign-ins, silence after too many requests."""

import asyncio
from datetime import timedelta

import pytest

from fleetdesk.base.errors import NoAnswer, NotSignedIn, RateLimited, Unreachable
from fleetdesk.sync import poller as pollers
from fleetdesk.sync.account_pause import REFUSED_S, AccountPause
from fleetdesk.sync.poller import Pace
from tests.sync.fakes import NOW, FakeProvider, position, unit
from tests.sync.test_poller import heard, polling
from tests.waiting import until

FAST = Pace(positions=0.01, units=0.01, tasks=0.01, driving=0.01, pairings=0.01)


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


async def turns(count=50):
    for _ in range(count):
        await asyncio.sleep(0)


async def test_after_a_pause_one_goes_first():
    clock, through = Clock(), []
    gate = AccountPause(clock)
    gate.shut(100)

    async def loop(name):
        await gate.wait()
        through.append(name)

    loops = [asyncio.ensure_future(loop(name)) for name in "abc"]
    await turns()
    assert through == []
    clock.now += 101
    gate.look_again()
    await turns()
    assert len(through) == 1
    gate.answered()
    await asyncio.gather(*loops)
    assert sorted(through) == ["a", "b", "c"]


async def test_a_probe_that_fails_leaves_the_gate_shut():
    clock = Clock()
    gate = AccountPause(clock)
    gate.shut(1800, 1800)
    clock.now += 1801
    await gate.wait()
    assert gate.left_s == pytest.approx(1800)
    gate.shut(1800, 1800)
    assert gate.left_s == pytest.approx(1800)


async def test_a_shorter_pause_does_not_end_a_longer_one():
    gate = AccountPause(Clock())
    gate.shut(900)
    gate.shut(2)
    assert gate.left_s == pytest.approx(900)


async def test_a_refused_sign_in_is_tried_again_by_one_after_a_while():
    clock = Clock()
    gate = AccountPause(clock)
    gate.sign_out()
    gate.answered()  # to a request from before
    assert (gate.left_s, gate.signed_in) == (REFUSED_S, False)
    clock.now += REFUSED_S + 1
    await gate.wait()
    assert gate.left_s > 0
    gate.answered()
    assert (gate.left_s, gate.signed_in) == (0, True)


async def test_a_sign_in_that_is_refused_again_shuts_the_gate_again():
    clock = Clock()
    gate = AccountPause(clock)
    gate.sign_out()
    clock.now += REFUSED_S + 1
    await gate.wait()
    gate.sign_out()
    assert (gate.left_s, gate.signed_in) == (REFUSED_S, False)


async def test_a_user_who_signs_in_ends_no_pause_of_the_server():
    gate = AccountPause(Clock())
    gate.shut(900)
    gate.sign_out()
    gate.sign_in()
    assert (gate.left_s, gate.signed_in) == (900, True)


@pytest.fixture
def provider(monkeypatch):
    monkeypatch.setattr(pollers, "FIRST_PAUSE_S", 0.001)
    made = FakeProvider()
    made.answers["units"], made.answers["positions"] = [unit("a")], [position("a")]
    return made


async def quiet(provider, poller):
    """How many askings still happen once everything under way has ended, though the user asks for more."""
    await turns(200)
    before = len(provider.calls)
    for _ in range(5):
        poller.refresh()
        await turns(100)
    return len(provider.calls) - before


async def test_a_limit_met_by_one_loop_stops_all(qapp, provider, tmp_path):
    async with polling(provider, tmp_path, FAST) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        provider.answers["tasks"] = RateLimited("busy", retry_after_s=900)
        await heard(store.links_changed, lambda: store.links["m"].status == "waiting")
        assert await quiet(provider, poller) == 0


async def test_a_refused_sign_in_stops_all_until_the_user_acts(qapp, provider, tmp_path):
    async with polling(provider, tmp_path, FAST) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        provider.answers["driving"] = NotSignedIn("who")
        await heard(store.links_changed, lambda: store.links["m"].status == "signin")
        await turns(200)
        before = len(provider.calls)
        await turns(500)
        assert len(provider.calls) == before
        assert (store.links["m"].status, store.links["m"].sentence) == ("signin", "who")
        provider.answers["driving"] = []
        poller.refresh()
        await heard(store.links_changed, lambda: store.links["m"].status == "live")


async def test_a_refused_sign_in_ends_by_itself(qapp, provider, tmp_path):
    clock = Clock()
    async with polling(provider, tmp_path, FAST, pause=AccountPause(clock)) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        provider.answers["driving"] = NotSignedIn("who")
        await heard(store.links_changed, lambda: store.links["m"].status == "signin")
        provider.answers["driving"] = []
        await turns(200)
        clock.now += REFUSED_S + 1
        poller.pause.look_again()
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        assert poller.pause.signed_in


async def test_a_refresh_wakes_each_loop_once(qapp, provider, tmp_path):
    async with polling(provider, tmp_path, Pace(60, 60, 60, 60, 60)) as (store, poller, _):
        provider.answers["driving"] = NotSignedIn("who")
        await heard(store.links_changed, lambda: store.links["m"].status == "signin")
        await turns(300)
        provider.answers["driving"] = []
        provider.calls.clear()
        poller.refresh()
        await until(lambda: len(provider.calls) >= 4)
        await turns(300)
        assert sorted(provider.calls) == ["driving", "positions", "tasks", "units"]


async def test_silence_after_much_use_looks_like_a_block(qapp, provider, tmp_path):
    provider.used = 150
    async with polling(provider, tmp_path, FAST) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        for kind in provider.answers:
            provider.answers[kind] = NoAnswer("nothing came")
        await heard(store.links_changed, lambda: store.links["m"].status == "waiting")
        assert "blocked" in store.links["m"].sentence
        assert "150 of 180" in store.links["m"].sentence
        assert poller.pause.left_s > 1700
        assert await quiet(provider, poller) == 0
        assert "blocked" in store.links["m"].sentence


async def test_silence_after_little_use_is_a_bad_network(qapp, provider, tmp_path):
    async with polling(provider, tmp_path, FAST) as (store, poller, _):
        for kind in provider.answers:
            provider.answers[kind] = NoAnswer("nothing came")
        await until(lambda: len(provider.calls) > 12)
        assert store.links["m"].status == "offline"
        assert poller.pause.left_s == 0


async def test_a_server_that_answers_badly_is_no_block(qapp, provider, tmp_path):
    provider.used = 150
    async with polling(provider, tmp_path, FAST) as (_, poller, _):
        for kind in provider.answers:
            provider.answers[kind] = Unreachable("500")
        await until(lambda: len(provider.calls) > 12)
        assert poller.pause.left_s == 0


async def test_a_wrong_clock_is_said_once(qapp, provider, tmp_path):
    provider.skew_s = 600.0
    said = []
    async with polling(provider, tmp_path, FAST, report=said.append):
        await until(lambda: provider.calls.count("positions") > 5)
    assert said == [
        "This computer's clock is 10 min ahead of the server of m. Ages and late tasks may be shown wrongly."
    ]


async def test_a_fault_of_our_own_does_not_end_the_day(qapp, provider, tmp_path):
    provider.answers["positions"] = ZeroDivisionError("ours")
    async with polling(provider, tmp_path, FAST) as (store, _, _):
        await heard(store.links_changed, lambda: "fault of its own" in store.links["m"].sentence)
        provider.answers["positions"] = [position("b", at=NOW + timedelta(seconds=1))]
        await until(lambda: "m/b" in store.fleet)
