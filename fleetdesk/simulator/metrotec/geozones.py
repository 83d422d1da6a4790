"""Geozones, their links to vehicles, vehicle events and settings (docs/vendors/metrotec.md#geozones)."""

import json
import math
from typing import Any

from fastapi.responses import Response

from fleetdesk.simulator.api import Api, Refusal, answer
from fleetdesk.simulator.clock import parse_time, spaced
from fleetdesk.simulator.metrotec.fleet import vehicle_of
from fleetdesk.simulator.schema.requests import EventCreate, GeozoneCreate, GeozoneLink
from fleetdesk.simulator.schema.vehicles import Event, Geozone, GeozoneMade, Link, Settings
from fleetdesk.simulator.simulation import Simulation

FIRST_ZONE, _FIRST_LINK, _FIRST_EVENT = 48_207, 1367, 1492
REPORT_INTERVALS = ("5MIN", "1H", "12H", "24H")
_HANDLED_AFTER = 10.0

Doc = dict[str, Any]


def register(api: Api, sim: Simulation) -> None:
    """Register geozones.*, vehicles.settings, vehicles.link_geozone and vehicles.create_event."""

    @api.route("geozones.list", list[Geozone])
    def list_zones() -> Response:
        """List geozones, deleted ones included."""
        keys = ("id", "name", "geometry", "deleted_at", "zObjects")
        return answer([{key: zone[key] for key in keys} for zone in sim.store.all("geozone")])

    @api.route("geozones.create", GeozoneMade, {201: {"model": GeozoneMade, "description": "Created"}})
    def create_zone(body: GeozoneCreate) -> Response:
        """Create a geozone."""
        for name in body.zObjects:
            vehicle_of(sim, name, "zObjects")
        zone = blank_zone(body.name, circle_of(body.geometry), body.zObjects)
        zone.update(cAlarmState=body.cAlarmState, countAlarm=body.countAlarm)
        return answer(sim.store.add("geozone", FIRST_ZONE, zone), sim.quirks.create_status)

    _register_vehicles(api, sim)


def _register_vehicles(api: Api, sim: Simulation) -> None:
    @api.route("vehicles.link_geozone", Link, {201: {"model": Link, "description": "Created"}})
    def link(body: GeozoneLink) -> Response:
        """Link a vehicle to a geozone."""
        vehicle_of(sim, body.object_id)
        zone = sim.store.get("geozone", body.zoneId) if body.zoneId.bit_length() < 63 else None
        if zone is None or zone["deleted_at"] is not None:
            raise Refusal(404, "no such geozone", "zoneId")
        row: Doc = {"id": 0, "geozoneID": body.zoneId, "object_id": body.object_id, "geo_id": 1}
        made = _link(sim.store.add("link", _FIRST_LINK, {**row, "events": body.events}))
        sim.store.put("geozone", {**zone, "zObjects": sorted({*zone["zObjects"], body.object_id})})
        return answer(made, sim.quirks.create_status)

    @api.route("vehicles.create_event", Event, {201: {"model": Event, "description": "Created"}})
    def create_event(body: EventCreate) -> Response:
        """Create a vehicle event."""
        vehicle_of(sim, body.object_id)
        if body.eventType == 4 and body.description not in ("ON", "OFF"):
            raise Refusal(400, "lights are ON or OFF", "description")
        if body.eventType == 3 and body.description not in REPORT_INTERVALS:
            raise Refusal(400, f"an interval is one of {', '.join(REPORT_INTERVALS)}", "description")
        at = spaced(sim.clock.now())
        made = sim.store.add("event", _FIRST_EVENT, {"id": 0, **body.model_dump(), "at": at})
        shown = {"id": made["id"], "handled": 0, "description": body.description, "eventDate": at, "date": at}
        return answer(shown, sim.quirks.create_status)

    @api.route("vehicles.settings", Settings)
    def settings(object_id: str) -> Response:
        """Return a vehicle's settings."""
        vehicle = vehicle_of(sim, object_id)
        links = [_link(row) for row in sim.store.all("link") if row["object_id"] == object_id]
        events = [row for row in sim.store.all("event") if row["object_id"] == object_id]
        return answer(
            {
                "hasTow": vehicle.salt % 3 == 0,
                "hasGeo": True,
                "hasRepInt": True,
                "hasTamperLight": vehicle.salt % 2 == 0,
                "hasLightSensor": vehicle.salt % 2 == 0,
                "outputs": None,
                "repInts": list(REPORT_INTERVALS),
                "events": [_event(row, sim.clock.now()) for row in events],
                "alarm": None,
                "zones": links,
            }
        )


def _link(row: Doc) -> Doc:
    return {name: row[name] for name in ("id", "geozoneID", "object_id", "geo_id")}


def _event(row: Doc, now: float) -> Doc:
    return {
        "ID": row["id"],
        "eventType": row["eventType"],
        "navi_request_ID": 15_788_544 + row["id"],
        "eventDate": row["at"],
        "object_id": row["object_id"],
        "oid": "metrotec",
        "description": row["description"],
        "handled": int(now - parse_time(row["at"]) > _HANDLED_AFTER),
        "date": row["at"],
    }


def blank_zone(name: str, geometry: Doc, objects: list[str]) -> Doc:
    """Return a geozone in the vendor's order of keys."""
    return {
        "id": 0,
        "name": name,
        "geometry": geometry,
        "auto": "0",
        "deleted_at": None,
        "cAlarmState": False,
        "countAlarm": 4,
        "zObjects": objects,
    }


def circle_of(text: str) -> Doc:
    """Return the geometry in a JSON text, or refuse: the reference shows circles only."""
    try:
        wanted = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "not a JSON text", "geometry") from error
    latlng = wanted.get("latlng") if isinstance(wanted, dict) else None
    if not isinstance(latlng, dict) or wanted.get("type") != "circle":
        raise Refusal(400, "must be a circle with latlng, radius and type", "geometry")
    lat, lng, radius = (_number(value) for value in (latlng.get("lat"), latlng.get("lng"), wanted.get("radius")))
    if not (-90 <= lat <= 90 and -180 <= lng <= 180 and 0 < radius <= 1_000_000):
        raise Refusal(400, "out of range", "geometry")
    return {"latlng": {"lat": latlng["lat"], "lng": latlng["lng"]}, "radius": wanted["radius"], "type": "circle"}


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e9:
        return math.nan
    return float(value)
