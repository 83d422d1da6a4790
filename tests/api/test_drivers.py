"""Who drives, of both vendors in one kind of row, by the simulator's truth; what they did and are booked for."""

from datetime import UTC, datetime, timedelta

import pytest


def truth(simulator):
    return simulator.control("truth/drivers")["drivers"]


async def test_minutes_driven_are_the_simulators_truth(simulator, metrotec):
    simulator.control("clock", {"freeze": True})
    told = {each.id: each for each in await metrotec.drivers.known()}
    true = {each["id"]: each for each in truth(simulator) if each["today_min"] is not None}
    simulator.control("clock", {"reset": True})
    assert told.keys() == true.keys()
    for key, each in told.items():
        minutes = each.driving.driven_today_min, each.driving.driven_week_min
        assert minutes == (true[key]["today_min"], true[key]["week_min"])
        assert (each.unit, each.name.casefold()) == (true[key]["object_id"], true[key]["name"].casefold())


async def test_drivers_of_a_vehicle_have_their_phones(simulator, metrotec):
    everybody = truth(simulator)
    true = [each for each in everybody if each["object_id"] == everybody[0]["object_id"]]
    told = await metrotec.drivers.of_unit(true[0]["object_id"])
    assert [(each.id, each.name, each.phone) for each in told] == [(e["id"], e["name"], e["phone"]) for e in true]


async def test_people_who_have_left_are_listed_and_marked(simulator, vezma):
    told = {each.id: each for each in await vezma.drivers.known()}
    true = {each["id"]: each for each in truth(simulator) if each["object_id"] is None}
    assert {key: (each.name, each.phone, each.deactivated_at is not None) for key, each in told.items()} == {
        key: (each["name"], each["phone"], each["deactivated"]) for key, each in true.items()
    }


async def test_a_person_is_asked_for_alone(vezma):
    one = (await vezma.drivers.known())[0]
    assert list(await vezma.drivers.of_unit(one.id)) == [one]


async def test_a_person_brings_the_phone_along_as_a_unit(vezma):
    phones = {each.id: each.phone for each in await vezma.drivers.known() if each.deactivated_at is None}
    assert {each.id: each.phone for each in await vezma.units()} == phones


async def test_totals_of_a_driver_are_the_sums_of_the_activities(metrotec):
    stop = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    start = stop - timedelta(days=2)
    driver = (await metrotec.drivers.known())[0].id
    rows = await metrotec.tachograph.activities(driver, start, stop)
    totals = await metrotec.tachograph.totals(driver, start, stop)
    assert {str(each.driver) for each in rows} == {driver}
    ends = [(each.at + timedelta(seconds=each.duration_s), each) for each in rows]
    sums = dict.fromkeys(("rest", "available", "work", "drive"), 0.0)
    for end, each in ends:
        sums[each.activity] += max((min(end, stop) - max(each.at, start)).total_seconds(), 0.0)
    told = (totals.rest_s, totals.available_s, totals.work_s, totals.drive_s)
    assert told == pytest.approx(tuple(sums.values()), abs=len(rows) + 1)


async def test_bookings_touch_the_period_and_keep_no_pin(metrotec):
    start = datetime.now(UTC) - timedelta(days=1)
    rows = await metrotec.bookings.bookings(start, start + timedelta(days=3))
    assert rows
    assert all(each.ended_at >= start and each.started_at <= start + timedelta(days=3) for each in rows)
    assert not any(hasattr(each, "pin") for each in rows)


async def test_waybills_name_driver_and_vehicle(simulator, metrotec):
    names = {(each["name"], each["object_id"]) for each in truth(simulator)}
    assert {(each.driver_name, each.unit) for each in await metrotec.bookings.waybills()} <= names
