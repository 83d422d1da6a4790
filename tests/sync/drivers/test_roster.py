"""The lists of drivers: asked for when they are wanted, what fails is said and keeps the rest, budgets are spared."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from fleetdesk.base.errors import NoAnswer, Refused, Unreachable
from fleetdesk.domain.driver_roster import roster
from fleetdesk.domain.drivers import Booking, Person, TachoState, Waybill
from fleetdesk.sync.background import Background
from fleetdesk.sync.drivers.roster import Roster
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.drivers.fakes import Drivers
from tests.sync.fakes import NOW, FakeProvider, unit

MARI = Person("m", "7", "MARI TAMM", unit="820BHT", driving=TachoState("m", "820BHT", 7, "MARI TAMM"))
JAN = Person("v", "u1", "Jan Pal", "+421 900", "u1")


class World:
    """A desk with an account of each vendor, a clock and the service."""

    def __init__(self):
        self.now = NOW
        self.said = []
        self.store = Store(lambda: self.now)
        self.vendor, self.counted = Drivers(), Drivers()
        self.vendor.people, self.vendor.open = [MARI], [Waybill("m", 1, "820BHT")]
        self.vendor.rows = [Booking("m", 1, "820BHT", 7)]
        self.counted.people = [JAN]
        one, other = FakeProvider(), FakeProvider("v", vehicles=False)
        one.drivers = one.bookings = self.vendor
        other.drivers = self.counted
        self.providers = {"m": one, "v": other}
        self.background = Background(lambda name, error: self.said.append(error))
        self.roster = Roster(self.store, cast(Any, self.providers), self.background)
        for account in ("m", "v"):
            self.store.set_link(Link(account, "Fake", LinkStatus.LIVE))
        self.store.apply_units("m", [unit("820BHT"), unit("966AJJ")])

    async def want(self, wanted=True):
        self.roster.want(lambda: wanted)
        await self.answered()

    async def answered(self):
        await asyncio.gather(*self.background.running)

    async def later(self, **time):
        self.now += timedelta(**time)
        self.roster.refresh()
        await self.answered()


@pytest.fixture
def world(qapp):
    return World()


async def test_nobody_is_asked_before_it_is_wanted(world):
    await world.want(False)
    assert (world.vendor.asked, world.counted.asked, world.roster.as_of) == ([], [], None)


async def test_one_opening_costs_a_vendor_that_counts_one_request(world, qtbot):
    with qtbot.waitSignal(world.roster.changed):
        await world.want()
    told = world.roster.told
    assert ({each.name for each in told.people}, len(told.bookings), len(told.waybills)) == (
        {"MARI TAMM", "Jan Pal"},
        1,
        1,
    )
    assert (world.vendor.names(), world.counted.names()) == (["known", "bookings", "waybills"], ["known"])
    assert world.roster.as_of == NOW


async def test_a_vendor_that_counts_is_asked_again_seldom(world):
    await world.want()
    await world.later(minutes=3)
    assert (world.vendor.names().count("known"), world.counted.names().count("known")) == (2, 1)
    await world.later(minutes=8)
    assert world.counted.names().count("known") == 2


async def test_a_user_in_haste_asks_no_more_than_every_quarter_of_a_minute(world):
    await world.want()
    for _press in range(5):
        world.roster.ask_again()
        await world.answered()
    assert world.counted.names() == ["known"]
    world.now += timedelta(seconds=20)
    world.roster.ask_again()
    await world.answered()
    assert world.counted.names() == ["known", "known"]


async def test_what_one_vendor_does_not_tell_is_said_and_the_other_is_shown(world):
    world.vendor.people = Unreachable("The network is away.")
    await world.want()
    assert [each.name for each in world.roster.told.people] == ["Jan Pal"]
    assert world.roster.troubles == ("m: The network is away.",)
    assert len(world.roster.told.bookings) == 1


async def test_a_sentence_goes_when_the_list_comes(world):
    world.vendor.people = Unreachable("The network is away.")
    await world.want()
    world.vendor.people = [MARI]
    world.roster.ask_again()
    await world.answered()
    assert world.roster.troubles == ()


async def test_an_account_that_goes_takes_its_drivers_along(world):
    await world.want()
    del world.providers["m"]
    world.store.forget("m")
    assert [each.name for each in world.roster.told.people] == ["Jan Pal"]


async def test_drivers_of_a_vehicle_are_asked_for_once_a_day(world):
    of_units = world.roster.of_units
    world.vendor.by_unit = {"820BHT": [Person("m", "8", "Jüri Kask", "5551", "820BHT")]}
    for _time in range(3):
        of_units.ask("m/820BHT")
        await world.answered()
    assert [each.name for each in of_units.of("m/820BHT")] == ["Jüri Kask"]
    assert world.vendor.names() == ["of_unit"]
    world.now += timedelta(days=1)
    of_units.ask("m/820BHT")
    await world.answered()
    assert world.vendor.names() == ["of_unit", "of_unit"]


async def test_people_who_are_units_are_not_asked_for_one_by_one(world):
    await world.roster.of_units.ask_all(["v/u1", "nobody"], lambda progress: None)
    assert world.counted.asked == []


async def test_a_person_is_asked_for_alone_until_a_newer_list_tells(world):
    await world.want()
    world.counted.by_unit = {"u1": [replace(JAN, phone="+421 911")]}
    for _press in range(3):
        world.roster.of_units.ask_person("v/u1")
        await world.answered()
    assert world.counted.names() == ["known", "of_unit"]
    phone = roster(world.roster.told, [], world.now)["v/u1"].person.phone
    world.now += timedelta(minutes=11)
    world.roster.refresh()
    await world.answered()
    assert (phone, roster(world.roster.told, [], world.now)["v/u1"].person.phone) == ("+421 911", "+421 900")


async def test_all_vehicles_are_asked_for_one_after_the_other_with_the_progress_told(world):
    told = []
    await world.roster.of_units.ask_all(["m/820BHT", "m/966AJJ"], told.append)
    assert [(each.done, each.of) for each in told] == [(0, 2), (1, 2)]
    assert [each[1] for each in world.vendor.asked] == ["820BHT", "966AJJ"]


async def test_a_server_that_does_not_answer_is_not_asked_for_every_vehicle(world):
    world.store.apply_units("m", [unit(f"{number}AAA") for number in range(20)])
    world.vendor.by_unit = {f"{number}AAA": NoAnswer("No answer.") for number in range(20)}
    await world.roster.of_units.ask_all([f"m/{number}AAA" for number in range(20)], lambda progress: None)
    assert len(world.vendor.asked) == 3
    assert world.roster.troubles == ("m: No answer.",)


async def test_a_refused_vehicle_does_not_end_the_others(world):
    world.store.apply_units("m", [unit(f"{number}AAA") for number in range(6)])
    world.vendor.by_unit = {f"{number}AAA": Refused("Not found.", status=404) for number in range(6)}
    await world.roster.of_units.ask_all([f"m/{number}AAA" for number in range(6)], lambda progress: None)
    assert len(world.vendor.asked) == 6


async def test_the_driver_at_the_wheel_is_called_where_the_tachograph_names_one(world):
    both = [Person("m", "7", "Mari Tamm", "5550", "820BHT"), Person("m", "8", "Jüri Kask", "5551", "820BHT")]
    world.vendor.by_unit = {"820BHT": both}
    world.roster.of_units.ask("m/820BHT")
    await world.answered()
    seen = world.store.fleet["m/820BHT"]
    assert world.roster.of_units.callable_now(seen) == tuple(both)
    world.store.apply_driving("m", [MARI.driving])
    assert world.roster.of_units.callable_now(seen) == (both[0],)
