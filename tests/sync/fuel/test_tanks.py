"""Tanks are read while somebody looks, at most every five minutes, and cost an account without them one request."""

import asyncio
from datetime import timedelta

import pytest

from fleetdesk.api.parts import RowList
from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.places import Tank
from fleetdesk.sync.background import Background
from fleetdesk.sync.fuel.tanks import Tanks
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.fakes import NOW, FakeProvider


class Yard(FakeProvider):
    """An account with these tanks; `asked` counts its requests."""

    def __init__(self, *rows, account="m"):
        super().__init__(account)
        self.tanks, self.rows, self.asked, self.failing = self, rows, [], None

    async def known(self):
        self.asked.append("known")
        if self.failing:
            raise self.failing
        return RowList(self.rows)

    async def one(self, unit):
        self.asked.append(unit)
        return Tank(self.account, unit, fills_up_at=NOW)


@pytest.fixture
def clock():
    return [NOW]


@pytest.fixture
def looks():
    """Whether somebody looks."""
    return [True]


@pytest.fixture
def made(qapp, clock, looks):
    store, background, providers = Store(lambda: clock[0]), Background(lambda name, error: None), {}
    tanks = Tanks(store, providers, background)
    tanks.want(lambda: looks[0])

    async def ask(*yards):
        for each in yards:
            providers[each.account] = each
            store.set_link(Link(each.account, LinkStatus.LIVE))
        tanks.refresh()
        await asyncio.gather(*background.running)
        return tanks

    return ask


TANK = Tank("m", "FTrans", name="Yard", volume_l=9000.0, level_l=4000.0)


async def test_tanks_are_known_by_their_keys(made):
    assert (await made(Yard(TANK))).tanks == {"m/FTrans": TANK}


async def test_nobody_is_asked_while_nobody_looks(made, looks):
    yard = Yard(TANK)
    looks[0] = False
    await made(yard)
    assert yard.asked == []


async def test_they_are_asked_for_again_after_five_minutes(made, clock):
    yard = Yard(TANK)
    await made(yard)
    clock[0] = NOW + timedelta(minutes=4)
    await made(yard)
    assert yard.asked == ["known"]
    clock[0] = NOW + timedelta(minutes=6)
    await made(yard)
    assert yard.asked == ["known", "known"]


async def test_an_account_without_tanks_is_asked_once_a_day(made, clock):
    yard = Yard()
    await made(yard)
    clock[0] = NOW + timedelta(hours=23)
    await made(yard)
    assert yard.asked == ["known"]


async def test_what_fails_is_said_and_keeps_what_was_known(made, clock):
    yard = Yard(TANK)
    await made(yard)
    yard.failing, clock[0] = Unreachable("The network is away."), NOW + timedelta(hours=1)
    tanks = await made(yard)
    assert tanks.troubles == {"m": "m: The network is away."}
    assert tanks.tanks == {"m/FTrans": TANK}


async def test_the_refill_of_one_tank_is_asked_for_once(made):
    yard = Yard(TANK)
    tanks = await made(yard)
    await tanks.ask_refill("m/FTrans")
    await tanks.ask_refill("m/FTrans")
    assert yard.asked == ["known", "FTrans"]
    assert tanks.refill_of("m/FTrans").fills_up_at == NOW
