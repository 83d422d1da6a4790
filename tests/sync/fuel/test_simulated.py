"""Tanks, refills and fuel-ups as both vendors' clients read them from the simulator."""

import pytest


async def test_tanks_have_levels_within_their_volume(metrotec):
    tanks = await metrotec.tanks.known()
    assert tanks
    assert all(0 < (each.level_l or each.counter1) <= each.volume_l for each in tanks)
    assert tanks.unread == 0


async def test_one_tank_tells_when_it_is_to_be_filled(metrotec):
    (first, *_others) = await metrotec.tanks.known()
    one = await metrotec.tanks.one(first.unit)
    assert one.fills_up_at > first.fixed_at


async def test_fuel_ups_have_litres_prices_and_the_names_of_vehicles(vezma):
    page = await vezma.fuel_ups.page()
    names = set((await vezma.trips.vehicle_names()).values())
    assert page.fuel_ups
    assert {each.vehicle for each in page.fuel_ups} <= names
    assert all(each.cost == pytest.approx(each.litres * each.price_per_l, abs=0.01) for each in page.fuel_ups)
    assert page.newest >= max(each.at for each in page.fuel_ups)


async def test_the_next_page_is_older(vezma):
    page = await vezma.fuel_ups.page()
    following = await vezma.fuel_ups.page(page.following)
    assert following.newest <= min(each.at for each in page.fuel_ups)
