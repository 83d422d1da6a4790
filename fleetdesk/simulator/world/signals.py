"""What the devices tell: silence, lost fixes, ignition, temperatures; and which rows are wrong on purpose."""

import math
from typing import NamedTuple

from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.world.fleet import Doing, Fleet
from fleetdesk.simulator.world.vehicle import Vehicle

_WEEK = 7 * 86400
_HOUR = 3600
REPORT_SECONDS = 2
"""A moving vehicle reports this often; one that stands with the ignition on every 30 s, a parked one every 5 min."""

_IDLE_SECONDS = 30
_PARKED_SECONDS = 300
IDLE_AFTER = 90.0
IDLE_BEFORE = 60.0
"""Seconds for which the ignition is on after an arrival and before a departure."""


class Report(NamedTuple):
    """One report of a device: when it was made, until when it is the newest, and what it says (speed in km/h)."""

    at: int
    until: float
    lon: float
    lat: float
    heading: int
    speed: int
    ignition: bool
    lost: bool
    doing: Doing


def never_heard(vehicle: Vehicle) -> bool:
    """Return whether the vehicle never reported a position (one in a hundred)."""
    return vehicle.number % 100 == 57


def silence(vehicle: Vehicle, at: float) -> tuple[float, float] | None:
    """Return the spell of silence that holds a time, of two hours to two and a half days, or nothing."""
    for week in (int(at // _WEEK), int(at // _WEEK) - 1):
        dice = Dice(vehicle.salt, week, 21)
        if dice.chance(0.12):
            start = week * _WEEK + dice.between(0, _WEEK)
            end = start + dice.between(2, 60) * _HOUR
            if start <= at < end:
                return start, end
    return None


def heard(vehicle: Vehicle, at: float) -> float:
    """Return the time up to which the server has heard from the vehicle."""
    spell = silence(vehicle, at)
    return spell[0] if spell else at


def known_until(vehicle: Vehicle, now: float) -> float:
    """Return the time up to which the server knows by `now` where the vehicle was; 0 where it never heard of it."""
    return 0.0 if never_heard(vehicle) else heard(vehicle, now)


def is_seen(vehicle: Vehicle, at: float, now: float) -> bool:
    """Return whether the server knows by `now` where the vehicle was at a time: its device told of it, with a fix."""
    return at <= known_until(vehicle, now) and lost_fix(vehicle, at) is None


def lost_fix(vehicle: Vehicle, at: float) -> tuple[float, float] | None:
    """Return the spell without a GPS fix that holds a time, of one to six minutes, or nothing."""
    hour = int(at // _HOUR)
    dice = Dice(vehicle.salt, hour, 22)
    if not dice.chance(0.1):
        return None
    start = hour * _HOUR + dice.between(0, 3200)
    end = start + dice.between(60, 390)
    return (start, end) if start <= at < end else None


def ignition(doing: Doing, at: float) -> bool:
    """Return whether the ignition is on: driving, shortly after arrival, and shortly before departure."""
    if doing.driving:
        return True
    if not doing.day.legs:
        return False
    arrived = doing.leg is not None and at < doing.since + IDLE_AFTER
    return arrived or (at >= doing.until - IDLE_BEFORE and doing.until < doing.day.end)


def report(fleet: Fleet, vehicle: Vehicle, at: float) -> Report:
    """Return the newest report that the server has at a time."""
    spell = silence(vehicle, at)
    heard_at = spell[0] if spell else at
    made = int(heard_at) - (int(heard_at) + vehicle.number) % REPORT_SECONDS
    doing = fleet.doing(vehicle, made)
    if doing.driving:
        return _moving(vehicle, made, spell[1] if spell else made + REPORT_SECONDS, doing)
    return _standing(vehicle, made, spell, doing)


def _moving(vehicle: Vehicle, made: int, until: float, doing: Doing) -> Report:
    lost = lost_fix(vehicle, made)
    leg = doing.leg
    assert leg is not None
    m = leg.motion(max(leg.start, lost[0] if lost else made))
    speed = 0 if lost else round(m.speed * 3.6)
    lon, lat = m.lon + vehicle.aside[0], m.lat + vehicle.aside[1]
    return Report(made, until, lon, lat, m.heading, speed, True, lost is not None, doing)


def _standing(vehicle: Vehicle, made: int, spell: tuple[float, float] | None, doing: Doing) -> Report:
    on = ignition(doing, made)
    every = _IDLE_SECONDS if on else _PARKED_SECONDS
    since = max(doing.since, doing.until - IDLE_BEFORE) if on and made > doing.since + IDLE_AFTER else doing.since
    if not on and doing.leg is not None:
        since += IDLE_AFTER
    first = math.ceil(since)
    at = max(first, first + (made - first) // every * every) if made >= first else made
    ends = doing.until if on or doing.until >= doing.day.end else doing.until - IDLE_BEFORE
    until = spell[1] if spell else max(made + 1.0, min(at + every, ends))
    heading = 0
    if doing.leg is not None:
        heading = doing.leg.motion(doing.leg.end).heading
    lon, lat = doing.site.lon + vehicle.aside[0], doing.site.lat + vehicle.aside[1]
    return Report(at, until, lon, lat, heading, 0, on, lost_fix(vehicle, at) is not None, doing)


def input_bits(vehicle: Vehicle, ignited: bool, driving: bool) -> int:
    """Return the input byte: 1 ignition, 2 door or work light while standing, 4 cooling unit."""
    return (1 if ignited else 0) | (2 if ignited and not driving else 0) | (4 if vehicle.cold is not None else 0)


def temperature(vehicle: Vehicle, doing: Doing, at: float) -> int:
    """Return the cargo's temperature in whole degrees C: it warms at stops with the door open and cools on the way."""
    if vehicle.cold is None:
        return 0
    wave = 0.8 * math.sin(at / 1500 + vehicle.number)
    if doing.driving:
        warm = 5.0 * math.exp(-(at - doing.since) / 900)
    else:
        warm = (
            min(5.0, (at - doing.since) / 120)
            if at < doing.since + 1800
            else 5.0 * math.exp(-(at - doing.since - 1800) / 900)
        )
    return round(vehicle.cold + wave + warm)
