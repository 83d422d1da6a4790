"""A vehicle's past as the vendor tells it: trips, inputs, refuels and the track (docs/vendors/metrotec.md#history)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fleetdesk.simulator.clock import spaced
from fleetdesk.simulator.world.fleet import REFUEL_SECONDS, Fleet
from fleetdesk.simulator.world.itinerary import Day, Leg
from fleetdesk.simulator.world.roads import Network
from fleetdesk.simulator.world.signals import ignition, input_bits, known_until, lost_fix, temperature
from fleetdesk.simulator.world.vehicle import Vehicle

KEPT_SECONDS = 400 * 86400
"""The vendor keeps this much of the past."""

TRACK_POINTS = 20_000
_MOVING_STEP = 30
_STANDING_STEP = 600

Row = dict[str, Any]


class Past:
    """One vehicle's past between two times, as far as the server has heard by `now`."""

    def __init__(self, fleet: Fleet, vehicle: Vehicle, start: float, stop: float, now: float) -> None:
        self._fleet, self._vehicle = fleet, vehicle
        self._known = known_until(vehicle, now)
        self._start, self._stop = max(start, now - KEPT_SECONDS), min(stop, self._known)

    def _legs(self) -> list[tuple[Day, Leg]]:
        """Return the legs that touch the period, one more on either side."""
        if self._start > self._stop:
            return []
        days = self._fleet.days(self._vehicle, self._start - 3 * 86400, self._stop + 86400)
        return [(day, leg) for day in days for leg in day.legs]

    def finished(self) -> list[tuple[Day, Leg, Leg | None, Leg | None]]:
        """Return the legs that began in the period and have ended, each with its neighbours."""
        legs = self._legs()
        rows = []
        for i, (day, leg) in enumerate(legs):
            if self._start <= leg.start <= self._stop and leg.end <= self._known:
                before = legs[i - 1][1] if i else None
                rows.append((day, leg, before, legs[i + 1][1] if i + 1 < len(legs) else None))
        return rows

    def trips(self) -> list[Row]:
        """Return finished trips, the oldest first."""
        return [self._trip(*row) for row in self.finished()]

    def _trip(self, day: Day, leg: Leg, before: Leg | None, after: Leg | None) -> Row:
        seconds = int(leg.end) - int(leg.start)
        left = min(after.start if after else self._known, self._known)
        km = round(leg.metres / 1000, 2)
        return {
            "ID": serial(self._vehicle, day, leg.number),
            "objectID": self._vehicle.id,
            "startTime": spaced(leg.start),
            "previousStopTime": spaced(before.end if before else day.start),
            "stopTime": spaced(leg.end),
            "stopEnd": spaced(left),
            "routeLengthKM": km,
            "drivingTimeSeconds": seconds,
            "pauseTimeSeconds": int(left) - int(leg.end),
            "averageSpeed": round(km / seconds * 3600, 2),
            "maxSpeed": round(leg.top_speed * 3.6),
            "AddressAtStartingPoint": leg.origin.address,
            "AddressAtEndPoint": leg.target.address,
            # Text here, a number in inputs: docs/vendors/metrotec.md#history.
            "status": "0",
        }

    def inputs(self) -> list[Row]:
        """Return the periods of input 1 (ignition) and 2 (door), the oldest first."""
        rows = [row for found in self.finished() for row in self._inputs_of(*found)]
        return sorted(rows, key=lambda row: str(row["startTime"]))

    def _inputs_of(self, day: Day, leg: Leg, _: Leg | None, after: Leg | None) -> list[Row]:
        following = min(after.start - 60 if after else self._known, self._known)
        burnt = -round(leg.metres * self._vehicle.burn)
        on = self._input(day, leg, 1, (leg.start - 60, leg.end + 90), following, (round(leg.metres / 1000, 2), burnt))
        opened, closed = leg.end + 95, min(leg.end + 700, following - 5)
        if closed <= opened:
            return [on]
        return [on, self._input(day, leg, 2, (opened, closed), following, (0, 0))]

    def _input(
        self, day: Day, leg: Leg, number: int, span: tuple[float, float], ends: float, used: tuple[float, int]
    ) -> Row:
        start, stop = int(span[0]), int(min(span[1], max(ends, leg.end)))
        run = stop - start
        return {
            "ID": 100_000_000 + serial(self._vehicle, day, leg.number) * 2 + number - 1,
            "objectID": self._vehicle.id,
            "startTime": spaced(start),
            "stopTime": spaced(stop),
            "stopEnd": spaced(max(stop, ends)),
            "runningTime": f"{run // 3600:02d}:{run // 60 % 60:02d}:{run % 60:02d}",
            "input": number,
            "status": 0,
            "distance": used[0],
            "fuel": used[1],
            "required": None,
        }

    def refuels(self) -> list[Row]:
        """Return the refuellings, the oldest first."""
        done = [(day, leg) for day, leg, _, _ in self.finished() if leg.refuel]
        return [self._refuel(day, leg) for day, leg in done if leg.end + REFUEL_SECONDS <= self._known]

    def _refuel(self, day: Day, leg: Leg) -> Row:
        before = self._fleet.fuel(self._vehicle, leg.end + 1)
        full = spaced(leg.end + REFUEL_SECONDS)
        return {
            "ID": serial(self._vehicle, day, leg.number),
            "objectID": self._vehicle.id,
            "startTime": spaced(leg.end + 20),
            "stopTime": full,
            "maxTime": full,
            "fuelBeforeL": round(before),
            "fuelAfterL": round(self._vehicle.tank),
            "routeLengthKM": round((self._vehicle.tank - before) / self._vehicle.burn / 1000, 2),
            "fuelAddress": leg.target.address,
            "required": None,
        }

    def track(self) -> list[Row]:
        """Return the first 20,000 points from the start on: each 30 s of driving, each 10 min of standing."""
        rows: list[Row] = []
        for at in self._times():
            if lost_fix(self._vehicle, at) is None:
                rows.append(self._point(at))
                if len(rows) == TRACK_POINTS:
                    break
        return rows

    def _times(self) -> Iterator[int]:
        at = int(self._start) + 1
        while at <= self._stop:
            doing = self._fleet.doing(self._vehicle, at)
            yield at
            step = _MOVING_STEP if doing.driving else _STANDING_STEP
            # A departure and an arrival have a point of their own.
            at = min(at + step, max(at + 1, int(doing.until) + (0 if doing.driving else 1)))

    def _point(self, at: int) -> Row:
        doing = self._fleet.doing(self._vehicle, at)
        lon, lat, where = doing.site.lon, doing.site.lat, doing.site.address
        if doing.driving and doing.leg is not None:
            motion = doing.leg.motion(at)
            lon, lat = motion.lon, motion.lat
            where = nearest_region(self._fleet.network, round(lat, 2), round(lon, 2))
        lon, lat = round(lon + self._vehicle.aside[0], 6), round(lat + self._vehicle.aside[1], 6)
        bits = input_bits(self._vehicle, ignition(doing, at), doing.driving)
        return {
            "GMTime": spaced(at),
            "fuel": round(self._fleet.fuel(self._vehicle, at)),
            "lat": lat,
            "lon": lon,
            "input": bits,
            "t1": temperature(self._vehicle, doing, at),
            "t2": 0,
            "t3": 0,
            "t4": 0,
            "location": where,
            "required": None,
        }


def serial(vehicle: Vehicle, day: Day, item: int) -> int:
    """Return a record's number: unique for the vehicle, its day and its place in the day for 500 days."""
    return (vehicle.number * 500 + day.number % 500) * 128 + item


@lru_cache(maxsize=20_000)
def nearest_region(network: Network, lat: float, lon: float) -> str:
    """Return an address as coarse as the nearest town."""
    town = min(network.country.towns, key=lambda t: (t.lat - lat) ** 2 + ((t.lon - lon) / 2) ** 2)
    return f"{network.country.code}, {town.region}, maantee"
