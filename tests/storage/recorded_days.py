"""A fleet that drives, stops, comes and goes, minute by minute, from a seed."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.recording.picture import AccountPicture, UnitPicture
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position, Unit, UnitKind

BEGINS = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # over the night on which the clocks go back


def made_pictures(seed, minutes, account="m", units=12, tasks=8, begins=BEGINS):
    """Return what an account showed at each of so many minutes."""
    chance, found = random.Random(seed), []
    fleet = {str(number): _unit(chance, account, number) for number in range(units)}
    work = {number: _task(chance, account, number, begins) for number in range(tasks)}
    for minute in range(minutes):
        at = begins + timedelta(minutes=minute, milliseconds=chance.randrange(900))
        for key in list(fleet):
            fleet[key] = _later(chance, fleet[key], at)
        if chance.random() < 0.1:
            fleet.pop(chance.choice(list(fleet)))
        if chance.random() < 0.1:
            number = 100 + minute
            fleet[str(number)] = _unit(chance, account, number)
        if chance.random() < 0.3:
            number = chance.randrange(tasks + 3)
            work[number] = _task(chance, account, number, at)
        if chance.random() < 0.1:
            work.pop(chance.choice(list(work)))
        link = {"account": account, "provider": "Fake", "heard_at": at.isoformat(), "spent": minute}
        found.append(AccountPicture(account, at.timestamp(), tuple(fleet.values()), tuple(work.values()), link))
    return found


def by_key(picture):
    """What a picture holds, whatever the order of its units and tasks."""
    return (
        picture.account,
        picture.at,
        {each.unit.id: each for each in picture.units},
        {each.key: each for each in picture.tasks},
        dict(picture.link),
    )


def _unit(chance, account, number):
    unit = Unit(account, str(number), name=f"Tütar {number}", plate=f"{number:03d}ŠŽÕ", odometer_km=1000.5 + number)
    return UnitPicture(unit, None, None, chance.choice([None, "Volvo"]), sensors=frozenset(chance.sample([1, 2], 1)))


def _later(chance, seen, at):
    if chance.random() < 0.4:
        return seen
    position = Position(
        seen.unit.account,
        seen.unit.id,
        chance.choice(list(UnitKind)),
        chance.choice([None, round(chance.uniform(-90, 90), 6)]),
        chance.choice([None, round(chance.uniform(-180, 180), 6)]),
        chance.choice([None, 0.0, 52.5]),
        chance.choice([None, 0, 359]),
        chance.choice([None, at - timedelta(seconds=chance.randrange(100))]),
        chance.choice([None, at.replace(microsecond=0)]),
        chance.choice([None, True, False]),
        chance.choice([None, True, False]),
        chance.choice([None, 27.5]),
        chance.choice([None, 80.0]),
        chance.choice([(), (4.5, None), (-0.0, 0.0, 21.25, None)]),
        chance.choice([None, 1234.5]),
        None,
        chance.choice([None, 7]),
        private=chance.choice([None, False]),
    )
    driving = TachoState(
        seen.unit.account,
        seen.unit.id,
        driver_name=chance.choice(["Jaan", "Mari"]),
        at=at.replace(microsecond=0),
        driven_today_min=chance.randrange(600),
    )
    return UnitPicture(
        replace(seen.unit, odometer_km=chance.choice([None, 99999.9])),
        position,
        chance.choice([None, driving]),
        seen.vehicle,
        chance.random() < 0.1,
        chance.random() < 0.1,
        seen.sensors,
    )


def _task(chance, account, number, at):
    status = chance.choice(list(TaskStatus))
    return Task(account, number, unit="1", order_ref=f"ORD-{number}", status=status, updated_at=at, pending=("unit",))
