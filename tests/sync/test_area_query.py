"""Two witnesses: at once from our positions, then from the servers."""

import asyncio
from datetime import timedelta

import pytest
from shapely.geometry import MultiPolygon, Polygon

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.geo import Area
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from tests.sync.fakes import NOW, FakeProvider, position, unit
from tests.sync.test_poller import heard

SQUARE = Area.of([(24, 58), (26, 58), (26, 59), (24, 59)])
HOLED = SQUARE.minus(Area.of([(24.5, 58.4), (25.5, 58.4), (25.5, 58.6), (24.5, 58.6)]))


@pytest.fixture
def store(qapp):
    made = Store(lambda: NOW)
    made.apply_positions([position("in"), position("out", lat=10.0), position("lost", lat=None)])
    made.apply_units("m", [unit(name) for name in ("in", "out", "lost", "silent")])
    return made


@pytest.fixture
def provider():
    return FakeProvider()


@pytest.fixture
async def desk(store, provider):
    background = Background(lambda name, error: None)
    yield AreaQuery(store, {"m": provider}, background)
    await background.close()


def answered(verdict):
    return verdict is not None and verdict.server is not None


async def test_our_own_answer_is_there_at_once(qapp, desk):
    verdict = desk.ask(SQUARE)
    assert verdict.local == ("m/in",)
    assert set(verdict.unjudged) == {"m/lost", "m/silent"}
    assert verdict.server is None


async def test_the_difference_is_told(qapp, desk, provider):
    provider.inside = ["out", "in"]
    desk.ask(SQUARE)
    (verdict,) = await heard(desk.changed, answered)
    assert (verdict.agreed, verdict.only_local, verdict.only_server) == (("m/in",), (), ("m/out",))
    assert verdict.inside == ("m/in", "m/out")


async def test_a_newer_question_silences_the_older(qapp, desk, provider):
    waiting = asyncio.Event()

    async def slow():
        await waiting.wait()
        return ["out"]

    provider.inside = slow
    desk.ask(SQUARE)
    await asyncio.sleep(0)
    provider.inside = ["in"]
    desk.ask(SQUARE)
    (verdict,) = await heard(desk.changed, answered)
    waiting.set()
    assert verdict.server == ("m/in",)


async def test_holes_are_asked_too(qapp, desk, provider):
    provider.inside = ["in"]
    desk.ask(HOLED)
    (verdict,) = await heard(desk.changed, answered)
    assert provider.calls == ["units_in", "units_in"]
    assert verdict.server == ()


async def test_a_server_that_fails_leaves_our_answer_and_says_why(qapp, desk, provider):
    provider.inside = Unreachable("The server cannot be reached.")
    desk.ask(SQUARE)
    (verdict,) = await heard(desk.changed, lambda it: it is not None and it.why_local)
    assert verdict.server is None
    assert verdict.local == ("m/in",)
    assert "cannot be reached" in verdict.why_local


async def test_who_cannot_be_asked_is_judged_by_us_and_it_is_said(qapp, store, provider):
    background = Background(lambda name, error: None)
    store.apply_positions([position("person", account="v")])
    other = FakeProvider("v", vehicles=False)
    desk = AreaQuery(store, {"m": provider, "v": other}, background)
    provider.inside = ["in"]
    desk.ask(SQUARE)
    (verdict,) = await heard(desk.changed, answered)
    assert set(verdict.agreed) == {"m/in", "v/person"}
    assert "Judged by our own positions" in verdict.why_local
    await background.close()


async def test_an_id_nobody_knows_asks_for_the_units(qapp, desk, provider):
    provider.inside = ["new"]
    accounts = []
    desk.unknown_units.connect(accounts.append)
    desk.ask(SQUARE)
    await heard(desk.changed, answered)
    assert accounts == ["m"]


async def test_an_area_with_its_numbers_exchanged_is_doubted_at_once_and_after_the_answer(qapp, store, provider, desk):
    store.apply_positions([position("out", lat=58.6, at=NOW + timedelta(seconds=1))])
    turned = Area.of([(58, 24), (58, 26), (59, 26), (59, 24)])
    assert "look swapped" in desk.ask(turned).why_local
    (verdict,) = await heard(desk.changed, answered)
    assert "look swapped" in verdict.why_local
    assert desk.ask(SQUARE).why_local is None


async def test_clearing_takes_the_verdict_away(qapp, desk, provider):
    provider.inside = ["in"]
    desk.ask(SQUARE)
    desk.clear()
    await asyncio.sleep(0)
    assert desk.verdict is None


async def test_an_area_of_very_many_parts_is_judged_by_us_and_it_is_said(qapp, desk, provider):
    specks = [Polygon([(x, 20), (x + 0.5, 20), (x, 20.5)]) for x in range(150)]
    desk.ask(Area(MultiPolygon([SQUARE.shape, *specks])))
    (verdict,) = await heard(desk.changed, lambda it: it is not None and it.why_local)
    assert (verdict.server, verdict.local, provider.calls) == (None, ("m/in",), [])
    assert "151 parts and holes" in verdict.why_local
