"""New places, geozones, ties, orders and reports of a Metrotec account, and what it lists of each."""

from collections.abc import Callable, Mapping
from typing import Any

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.api.parts import RowList
from fleetdesk.domain.creations import ENTER, LEAVE, Made
from fleetdesk.domain.history.records import Report
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.places import PURPOSE_BY_CODE, Geozone, Poi
from fleetdesk.domain.task_fields import Fields, to_plain
from fleetdesk.domain.units import GeozoneLink, VehicleEvent

_PURPOSES = {purpose: code for code, purpose in PURPOSE_BY_CODE.items()}
_POI = {
    "lat": "lat",
    "lon": "lon",
    "name": "name",
    "comment": "comment",
    "type": "type",
    "radius_m": "radius",
    "address": "rgAddress",
    "phone": "phone_nr",
    "country_code": "country_code",
    "contact": "contact_name",
}


class CreationCalls:
    """What one account makes of these kinds; each is sent once, never tried again here."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def create(self, kind: OpKind, fields: Fields) -> Made | None:
        """Make it, and return what the server says that it made; None where it took it without a word."""
        operation, write, read = _CREATE[kind]
        answered = await self._calls.call(operation, write(fields))
        return None if answered.values is None else read(answered.values)

    async def listed(self, kind: OpKind, fields: Fields) -> RowList[Made]:
        """Return what the server lists of the kind; of ties those of this geozone, of orders those of this vehicle."""
        operation, read = _LIST[kind]
        given = {"object_id": fields["unit"]} if kind is OpKind.ORDER else {}
        answered = await self._calls.call(operation, given)
        rows = answered.values.events if kind is OpKind.ORDER else answered.values
        made = [read(row) for row in rows if kind is not OpKind.TIE or _is_tied(row, fields)]
        return RowList(made, len(answered.dropped))


def _poi(fields: Fields) -> dict[str, Any]:
    named = {wire: fields[name] for name, wire in _POI.items() if name in fields}
    return {**named, "purpose": _PURPOSES[str(fields["purpose"])]}


def _zone(fields: Fields) -> dict[str, Any]:
    centre = {"lat": fields["lat"], "lng": fields["lon"]}
    geometry = {"latlng": centre, "radius": fields["radius_m"], "type": "circle"}
    return {"id": "newItem", "name": fields["name"], "geometry": geometry}


def _tie(fields: Fields) -> dict[str, Any]:
    events = [number for number, name in ((ENTER, "enter"), (LEAVE, "leave")) if fields.get(name)]
    return {"object_id": fields["unit"], "zoneId": fields["zone"], "events": events}


def _order(fields: Fields) -> dict[str, Any]:
    given = {"object_id": "unit", "eventType": "event_type", "description": "description"}
    return {wire: fields[name] for wire, name in given.items()}


def _report(fields: Fields) -> dict[str, Any]:
    named = {name: fields[name] for name in ("type", "type_id", "group", "group_id") if name in fields}
    return {**named, "datetime": [fields["start_at"], fields["stop_at"]]}


def _poi_made(poi: Poi) -> Made:
    fields = {"lat": poi.lat, "lon": poi.lon, "name": poi.name, "comment": poi.comment, "purpose": poi.purpose}
    return Made(poi.id, fields, poi)


def _zone_made(zone: Geozone) -> Made:
    return Made(zone.id, {"lat": zone.lat, "lon": zone.lon, "name": zone.name, "radius_m": zone.radius_m}, zone)


def _tie_made(link: GeozoneLink) -> Made:
    """Read a link; its geozone is told by other numbers than it was asked for (docs/vendors/metrotec.md#geozones)."""
    return Made(link.id, {"unit": link.unit} if link.unit else {}, link)


def _is_tied(zone: Geozone, fields: Fields) -> bool:
    return zone.id == fields.get("zone") and fields["unit"] in zone.units


def _tied(zone: Geozone) -> Made:
    return Made(zone.id, {"zone": zone.id}, zone)


def _order_made(event: VehicleEvent) -> Made:
    told = {"unit": event.unit, "event_type": event.event_type, "description": event.description}
    return Made(event.id, {name: value for name, value in told.items() if value is not None}, event)


def _report_made(report: Report) -> Made:
    told = {"type": report.type, "type_id": report.type_id, "group": report.group, "group_id": report.group_id}
    return Made(report.id, {**told, **to_plain({"start_at": report.started_at, "stop_at": report.ended_at})}, report)


Read = Callable[[Any], Made]
_CREATE: Mapping[OpKind, tuple[str, Callable[[Fields], dict[str, Any]], Read]] = {
    OpKind.POI: ("pois.create", _poi, _poi_made),
    OpKind.ZONE: ("geozones.create", _zone, _zone_made),
    OpKind.TIE: ("vehicles.link_geozone", _tie, _tie_made),
    OpKind.ORDER: ("vehicles.create_event", _order, _order_made),
    OpKind.REPORT: ("reports.create", _report, _report_made),
}
_LIST: Mapping[OpKind, tuple[str, Read]] = {
    OpKind.POI: ("pois.list", _poi_made),
    OpKind.ZONE: ("geozones.list", _zone_made),
    OpKind.TIE: ("geozones.list", _tied),
    OpKind.ORDER: ("vehicles.settings", _order_made),
    OpKind.REPORT: ("reports.list", _report_made),
}
