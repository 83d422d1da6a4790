"""The newest position of every vehicle, as rows in the vendor's order (docs/vendors/metrotec.md#positions)."""

import json
from threading import Lock
from typing import NamedTuple

from fleetdesk.simulator.clock import local_offset, spaced, zulu
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.signals import Report, input_bits, never_heard, report, temperature
from fleetdesk.simulator.world.vehicle import Vehicle


class Row(NamedTuple):
    """A row as JSON text, the position it shows, and the times between which it is the newest."""

    since: float
    until: float
    lon: float
    lat: float
    text: str


class Live:
    """Answers where the fleet is; keeps each row while it is the newest."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        self._rows: list[Row | None] = [None] * fleet.count
        self._names = [json.dumps(v.id, ensure_ascii=False) for v in fleet.vehicles]
        self._lock = Lock()
        self.hostile = True

    def forget(self) -> None:
        """Drop every kept row, for when the clock or the hostile rows were switched."""
        self._rows = [None] * self._fleet.count

    def row(self, vehicle: Vehicle, at: float) -> Row:
        """Return a vehicle's newest row at a time."""
        kept = self._rows[vehicle.number]
        if kept is not None and kept.since <= at < kept.until:
            return kept
        made = self._make(vehicle, at)
        self._rows[vehicle.number] = made
        return made

    def rows(self, at: float) -> list[Row]:
        """Return the newest row of every vehicle at a time."""
        kept = self._rows
        with self._lock:
            for i, row in enumerate(kept):
                if row is None or not row.since <= at < row.until:
                    kept[i] = self._make(self._fleet.vehicles[i], at)
            return [row for row in kept if row is not None]

    def _make(self, vehicle: Vehicle, at: float) -> Row:
        if never_heard(vehicle):
            return Row(0.0, 1e12, 0.0, 0.0, _never(self._names[vehicle.number], vehicle))
        got = report(self._fleet, vehicle, at)
        lon, lat = round(got.lon, 6), round(got.lat, 6)
        made_at = got.at
        if self.hostile and vehicle.number % 200 == 63:
            lon, lat = lat, lon
        if self.hostile and vehicle.number % 200 == 141:
            made_at = 978_307_200
        text = self._text(vehicle, got, lon, lat, made_at)
        return Row(got.at, got.until, lon, lat, text)

    def _text(self, vehicle: Vehicle, got: Report, lon: float, lat: float, at: int) -> str:
        bits = input_bits(vehicle, got.ignition, got.doing.driving)
        t1 = temperature(vehicle, got.doing, got.at)
        fuel = round(self._fleet.fuel(vehicle, got.at))
        fix = 1 if got.lost else 0
        content = f"{spaced(at)},{lon},{lat},{got.heading},{got.speed},{0 if fix else 14},{bits},{1 - fix},E03:07"
        return (
            f'{{"ID":{record_id(got.at, vehicle)},"objectID":{self._names[vehicle.number]},"Xpos":{lon},"Ypos":{lat},'
            f'"Counter1":{fuel},"Counter2":0,"GMTime":"{zulu(at)}","Speed":{got.speed},"Heading":"{got.heading}°",'
            f'"Input":{bits},"LastCommunicationLocalTime":"{zulu(got.at + 4 + local_offset(got.at))}",'
            f'"Content":"{content}","Power":{power(vehicle, got.ignition)},"BatLevel":{4 if got.ignition else 3},'
            f'"NoGPSFix":"{fix}","t1":{t1},"t2":0,"t3":0,"t4":0}}'
        )


def power(vehicle: Vehicle, ignited: bool) -> float:
    """Return the volts at the device: 24 V in lorries, 12 V in cars, higher with the engine on."""
    return (27.9 if ignited else 25.1) if vehicle.truck else (14.1 if ignited else 12.6)


def record_id(at: float, vehicle: Vehicle) -> int:
    """Return the number of the record; it grows with time and fits 31 bits until 2030."""
    return max(0, int(at) - 1_700_000_000) * 10 + vehicle.number % 10


def _never(name: str, vehicle: Vehicle) -> str:
    return (
        f'{{"ID":{vehicle.number},"objectID":{name},"Xpos":0.0,"Ypos":0.0,"Counter1":0,"Counter2":0,'
        '"GMTime":"2001-01-01T00:00:00Z","Speed":0,"Heading":"0°","Input":0,'
        '"LastCommunicationLocalTime":"2001-01-01T00:00:00Z","Content":"","Power":0.0,"BatLevel":0,'
        '"NoGPSFix":"1","t1":0,"t2":0,"t3":0,"t4":0}'
    )
