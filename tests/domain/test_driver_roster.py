"""Everybody who drives, each once: who is in which vehicle, who in none, who has left."""

from dataclasses import replace
from datetime import timedelta

from fleetdesk.domain.driver_roster import Standing, Told, roster
from fleetdesk.domain.drivers import Booking, Person, TachoState, Waybill
from fleetdesk.domain.units import Unit, UnitKind
from fleetdesk.sync.fleet import Seen
from tests.sync.fakes import NOW, unit

STATE = TachoState("m", "820BHT", 7, "MARI TAMM", card_present=True, activity="drive", driven_today_min=344)
MARI = Person("m", "7", "MARI TAMM", unit="820BHT", driving=STATE)
JAN = Person("v", "u1", "Jan Pal", "+421 900", "u1")
HOUR = timedelta(hours=1)


def jan_as_unit(**more):
    return Seen(Unit("v", "u1", name="Jan Pal", kind=UnitKind.PERSON), **more)


def found(*people, fleet=(), **told):
    return roster(Told(people, **told), fleet, NOW)


def booking(number=1, begins=-1, ends=1, **more):
    return Booking("m", number, "966AJJ", started_at=NOW + begins * HOUR, ended_at=NOW + ends * HOUR, **more)


def test_a_card_in_the_slot_says_who_drives_what():
    entry = found(MARI, fleet=[Seen(unit("820BHT"))])["m/7"]
    assert (entry.standing, entry.unit, entry.vehicle, entry.since) == (Standing.DRIVING, "m/820BHT", "820BHT", None)


def test_without_a_card_a_driver_is_in_no_vehicle():
    entry = found(replace(MARI, driving=replace(STATE, card_present=False)))["m/7"]
    assert (entry.standing, entry.unit, entry.vehicle) == (Standing.FREE, None, "")


def test_what_two_lists_tell_of_one_driver_is_one_entry():
    listed = Person("m", "7", "Mari Tamm", "5550 1234", "820BHT")
    entry = found(MARI, of_units=[listed])["m/7"]
    assert (entry.person.name, entry.person.phone, entry.driving) == ("Mari Tamm", "5550 1234", STATE)


def test_the_same_number_in_two_accounts_is_two_people():
    assert found(MARI, replace(MARI, account="o", driving=None)).keys() == {"m/7", "o/7"}


def test_a_vehicle_that_names_its_driver_is_known_again_by_the_name():
    newer = replace(STATE, driver=None, driven_today_min=350)
    entries = found(MARI, fleet=[Seen(unit("820BHT"), driving=newer)])
    assert (entries.keys(), entries["m/7"].driving) == ({"m/7"}, newer)


def test_of_two_who_are_called_alike_each_has_the_figures_of_the_own_vehicle():
    other = replace(STATE, unit="966AJJ", driver=8, driven_today_min=20)
    two = [MARI, Person("m", "8", "Mari Tamm", unit="966AJJ", driving=other)]
    fleet = [
        Seen(unit("820BHT"), driving=replace(STATE, driver=None, driven_today_min=350)),
        Seen(unit("966AJJ"), driving=replace(other, driver=None, driven_today_min=30)),
    ]
    entries = found(*two, fleet=fleet, waybills=[Waybill("m", 1, "966AJJ", "Job", NOW - HOUR, None, "Mari Tamm")])
    minutes = {key: each.driving.driven_today_min for key, each in entries.items() if each.driving}
    assert minutes == {"m/7": 350, "m/8": 30}
    assert (entries["m/7"].since, entries["m/8"].since) == (None, NOW - HOUR)


def test_a_name_that_two_have_and_no_vehicle_tells_apart_is_nobody_known():
    two = [replace(MARI, driving=None), Person("m", "8", "Mari Tamm", unit="966AJJ")]
    entries = found(*two, waybills=[Waybill("m", 1, "001LST", "Job", NOW - HOUR, None, "Mari Tamm")])
    assert len(entries) == 3


def test_a_driver_of_whom_a_vehicle_alone_tells_is_listed_too():
    told = replace(STATE, driver=None, driver_name="JÜRI KASK")
    (entry,) = found(fleet=[Seen(unit("820BHT"), driving=told)]).values()
    assert (entry.person.name, entry.vehicle) == ("JÜRI KASK", "820BHT")


def test_a_booking_under_way_says_vehicle_and_since_when():
    entry = found(bookings=[booking(driver=9, driver_name="King Arthur", phone="+372 55")])["m/9"]
    assert (entry.standing, entry.vehicle, entry.since) == (Standing.DRIVING, "966AJJ", NOW - HOUR)
    assert (entry.person.name, entry.person.phone) == ("King Arthur", "+372 55")


def test_the_next_booking_is_the_one_that_begins_first_and_has_not_ended():
    rows = [booking(1, -5, -4, driver=9), booking(2, 30, 31, driver=9), booking(3, 3, 4, driver=9)]
    entry = found(bookings=rows)["m/9"]
    assert (entry.standing, entry.booking) == (Standing.FREE, rows[2])


def test_an_open_waybill_finds_its_driver_by_name():
    way = Waybill("m", 1, "966AJJ", "Job", NOW - HOUR, NOW + HOUR, "Mari  tamm")
    entries = found(replace(MARI, driving=None), waybills=[way])
    assert (entries.keys(), entries["m/7"].vehicle, entries["m/7"].since) == ({"m/7"}, "966AJJ", NOW - HOUR)


def test_an_open_trip_says_what_a_person_drives_and_since_when():
    entry = found(JAN, fleet=[jan_as_unit(vehicle="Beetle", vehicle_since=NOW - HOUR)])["v/u1"]
    told = entry.standing, entry.unit, entry.vehicle, entry.since
    assert told == (Standing.DRIVING, "v/u1", "Beetle", NOW - HOUR)


def test_a_person_without_a_trip_is_shown_where_they_are_in_no_vehicle():
    entry = found(JAN, fleet=[jan_as_unit()])["v/u1"]
    assert (entry.standing, entry.unit) == (Standing.FREE, "v/u1")


def test_who_is_deactivated_has_left_whatever_else_is_told():
    entry = found(replace(JAN, deactivated_at=NOW - HOUR), fleet=[jan_as_unit(vehicle="Beetle")])["v/u1"]
    assert (entry.standing, entry.vehicle) == (Standing.LEFT, "")


def test_who_will_be_deactivated_is_still_there():
    assert found(replace(JAN, deactivated_at=NOW + HOUR))["v/u1"].standing is Standing.FREE


def test_rows_without_name_and_number_are_no_people():
    assert found(bookings=[booking()], waybills=[Waybill("m", 1)]) == {}
