"""What the clients answer about one vehicle, against the simulator."""

import pytest

from fleetdesk.base.errors import FleetError


async def test_one_position_is_that_of_the_list(metrotec):
    listed = {each.unit: each for each in await metrotec.positions()}
    unit = next(key for key, each in listed.items() if each.lat is not None)
    assert (await metrotec.position(unit)).unit == unit


async def test_a_vehicle_that_is_not_there_is_refused(metrotec):
    with pytest.raises(FleetError):
        await metrotec.position("no such")


async def test_a_new_tie_is_listed_in_the_settings_by_its_geozone(metrotec):
    (unit, *_others) = await metrotec.units()
    zone = (await metrotec.call("geozones.list")).values[0]
    await metrotec.call("vehicles.link_geozone", {"object_id": unit.id, "zoneId": zone.id, "events": [1]})
    assert zone.id in (await metrotec.devices.settings(unit.id)).geozones


async def test_cars_have_notes_and_odometers_with_their_moments(vezma):
    cars = await vezma.cars.known()
    assert any(each.note for each in cars)
    assert all(each.odometer_km is not None and each.odometer_at is not None for each in cars)
    again = await vezma.cars.one(cars[0].id)
    assert (again.id, again.name, again.note) == (cars[0].id, cars[0].name, cars[0].note)


async def test_services_of_the_company_have_names(vezma):
    assert all(each.name for each in await vezma.cars.services())
