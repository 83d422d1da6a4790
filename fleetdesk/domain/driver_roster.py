"""Everybody who drives, each once, out of what both vendors tell in several lists. No Qt, no I/O.

A driver is known again by the vendor's number, and where a list has names alone by the name within the account.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from fleetdesk.domain.drivers import Booking, Person, TachoState, Waybill
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.known_people import KnownPeople, folded_name
from fleetdesk.domain.units import Unit, UnitKind


class Standing(StrEnum):
    """Whether somebody drives now, could, or has left."""

    DRIVING = "driving"
    FREE = "free"
    LEFT = "left"


class Reporting(Protocol):
    """What has to be known of a unit on the desk; the store's record of one fits."""

    @property
    def unit(self) -> Unit: ...  # noqa: D102
    @property
    def driving(self) -> TachoState | None: ...  # noqa: D102
    @property
    def vehicle(self) -> str | None: ...  # noqa: D102
    @property
    def vehicle_since(self) -> datetime | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """Somebody who drives; `key` names them across accounts, `unit` is the key of the unit that shows where they are.

    `vehicle` is what they drive now in words, where it is no unit of the desk; `since` is when they began to, None
    where nobody tells. `booking` is the one that comes next, or is under way.
    """

    key: str
    person: Person
    standing: Standing
    unit: str | None = None
    vehicle: str = ""
    since: datetime | None = None
    driving: TachoState | None = None
    booking: Booking | None = None


@dataclass(frozen=True)
class Told:
    """What the vendors' lists hold: people listed at once, people of single vehicles, bookings and waybills."""

    people: Sequence[Person] = ()
    of_units: Sequence[Person] = ()
    bookings: Sequence[Booking] = ()
    waybills: Sequence[Waybill] = ()


def roster(told: Told, fleet: Iterable[Reporting], now: datetime) -> dict[str, RosterEntry]:
    """Return everybody who drives at a moment, by their keys."""
    seen: dict[str, Reporting] = {each.unit.key: each for each in fleet}
    people = KnownPeople()
    for person in _everybody(told, seen.values()):
        people.add(person)
    booked, open_ = _by_person(people, told.bookings), _by_person(people, told.waybills)
    return {
        key: _entry(key, person, seen, booked.get(key, ()), open_.get(key, ()), now)
        for key, person in people.found.items()
    }


def _everybody(told: Told, fleet: Iterable[Reporting]) -> Iterator[Person]:
    """Yield people, those with numbers first, so that names find them."""
    yield from told.of_units  # first, because a person who was asked for alone is newer than the list
    yield from told.people
    for booking in told.bookings:
        if booking.driver is not None:
            number = str(booking.driver)
            yield Person(booking.account, number, booking.driver_name or "", booking.phone or "")
    for seen in fleet:
        unit = seen.unit
        if unit.kind is UnitKind.PERSON:
            yield Person(unit.account, unit.id, unit.name or "", unit.phone or "", unit.id)
        elif seen.driving is not None and seen.driving.driver_name:
            yield Person(unit.account, "", seen.driving.driver_name, unit=unit.id, driving=seen.driving)
    rows: tuple[Booking | Waybill, ...] = (*told.bookings, *told.waybills)
    for each in rows:
        if each.driver_name and not _number(each):
            yield Person(each.account, "", each.driver_name, unit=each.unit)


def _number(each: Booking | Waybill) -> str:
    """Return the vendor's number of the driver; empty for a waybill, which has a name alone."""
    return "" if isinstance(each, Waybill) or each.driver is None else str(each.driver)


def _newest_state(person: Person, seen: Mapping[str, Reporting]) -> TachoState | None:
    """Return what the tachograph says of somebody: by the vehicle, which is asked each minute, where it names them."""
    listed = person.driving
    reporting = seen.get(unit_key(person.account, (listed.unit if listed is not None else person.unit) or ""))
    live = reporting.driving if reporting is not None else None
    named = live is not None and folded_name(live.driver_name or "") == folded_name(person.name)
    return live if named else listed


def _by_person(people: KnownPeople, rows: Iterable[Booking] | Iterable[Waybill]) -> dict[str, list[Booking | Waybill]]:
    found: dict[str, list[Booking | Waybill]] = {}
    for each in rows:
        key = people.key_of(each.account, _number(each), each.driver_name or "", each.unit)
        found.setdefault(key, []).append(each)
    return found


def _entry(
    key: str,
    person: Person,
    seen: Mapping[str, Reporting],
    bookings: Sequence[Booking | Waybill],
    waybills: Sequence[Booking | Waybill],
    now: datetime,
) -> RosterEntry:
    coming = [each for each in bookings if isinstance(each, Booking) and (each.ended_at is None or each.ended_at > now)]
    booking = min(coming, key=lambda each: (each.started_at or now, each.id), default=None)
    state = _newest_state(person, seen)
    entry = RosterEntry(key, person, Standing.FREE, driving=state, booking=booking)
    if person.deactivated_at is not None and person.deactivated_at <= now:
        return replace(entry, standing=Standing.LEFT)
    reporting = seen.get(unit_key(person.account, person.unit or ""))
    if reporting is not None and reporting.unit.kind is UnitKind.PERSON:
        return _of_reporting(entry, reporting)
    under_way = next((each for each in (*coming, *waybills) if each.unit and _is_under_way(each, now)), None)
    if state is not None and state.card_present and state.unit:
        since = under_way.started_at if under_way is not None and under_way.unit == state.unit else None
        return _in_vehicle(entry, person.account, state.unit, since, seen)
    if under_way is not None and under_way.unit:
        return _in_vehicle(entry, person.account, under_way.unit, under_way.started_at, seen)
    return entry


def _of_reporting(entry: RosterEntry, reporting: Reporting) -> RosterEntry:
    """Return the entry of a person who is a unit: the vehicle is that of the open trip."""
    standing = Standing.DRIVING if reporting.vehicle else Standing.FREE
    vehicle, since = reporting.vehicle or "", reporting.vehicle_since
    return replace(entry, standing=standing, unit=reporting.unit.key, vehicle=vehicle, since=since)


def _in_vehicle(
    entry: RosterEntry, account: str, unit: str, since: datetime | None, seen: Mapping[str, Reporting]
) -> RosterEntry:
    key = unit_key(account, unit)
    known = seen.get(key)
    label = (known.unit.plate or known.unit.name or unit) if known is not None else unit
    return replace(
        entry, standing=Standing.DRIVING, unit=key if known is not None else None, vehicle=label, since=since
    )


def _is_under_way(each: Booking | Waybill, now: datetime) -> bool:
    if each.started_at is None or each.started_at > now:
        return False
    return each.ended_at is None or each.ended_at <= each.started_at or each.ended_at > now
