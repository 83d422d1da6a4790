"""Metrotec's 37 operations. The reference describes each but has lost most paths: those are marked assumed."""

from typing import Any

from fleetdesk.api.metrotec import records
from fleetdesk.api.operations import Answer, Operation, OperationTable, Parameter, parameters
from fleetdesk.api.records import Record

PERIOD = parameters("query", "period_start:time! period_stop:time! vehicle_id!")
SPAN = parameters("query", "datetime[]:times!")
OBJECT = parameters("query", "object_id!")
_TASK = (
    "start_lat:number start_lon:number start_address order_details task_address task_description planned_km:number "
    "task_notes status:integer active:flag group_id:integer"
)
_NEW_TASK = parameters(
    "json",
    f"object_id! lat:number! lon:number! start_time:time! stop_time:time! order_ref! is_not_own_vehicle:flag {_TASK}",
)
_OLD_TASK = parameters("path", "id:integer!") + parameters(
    "json", f"object_id lat:number lon:number start_time:time stop_time:time order_ref edit:flag sender {_TASK}"
)
_POI = (
    "lat:number! lon:number! purpose:integer! comment! name type:integer radius:integer rgAddress phone_nr "
    "country_code contact_name"
)
_UPLOAD = "file:file! pivot_type! pivot_id! max_files:integer hidden:integer file_type auto_crop:integer auto_type"
_TACHO = parameters("query", "object_id driver_id:integer datetime[]:times!")


def _get(
    name: str,
    path: str,
    record: Record[Any] | None,
    given: tuple[Parameter, ...] = (),
    answer: Answer = Answer.LIST,
    time: str = "spaced",
    source: str = "assumed",
) -> Operation:
    return Operation(name, "GET", path, source, answer, record, given, time)


def _send(
    name: str, method: str, path: str, record: Record[Any] | None, given: tuple[Parameter, ...], empty: bool = False
) -> Operation:
    return Operation(name, method, path, "assumed", Answer.ONE, record, given, may_be_empty=empty)


_OPERATIONS = (
    Operation("auth.login", "POST", "login", "assumed", Answer.PLAIN, None, parameters("json", "username! password!")),
    _get("tasks.list", "tasks", records.TASK, parameters("query", "limit:integer offset:integer all:integer")),
    _send("tasks.create", "POST", "tasks", records.TASK, _NEW_TASK),
    _send("tasks.update", "PUT", "tasks/{id}", records.TASK, _OLD_TASK, empty=True),
    _get("positions.list", "routelog/", None, source="documented"),
    _get("positions.get", "routelog/{object_id}", None, parameters("path", "object_id!"), Answer.ONE),
    _get("vehicles.in_area", "vehicles/area", None, parameters("query", "coordinates:json!"), Answer.PLAIN),
    _get("vehicles.list", "vehicles", records.UNIT),
    _get("vehicles.settings", "vehicles/settings", records.SETTINGS, OBJECT, Answer.ONE),
    _send("vehicles.link_geozone", "POST", "vehicles/geozones", records.LINK,
          parameters("json", "object_id! zoneId:integer! events:integers!")),
    _send("vehicles.create_event", "POST", "vehicles/events", records.EVENT,
          parameters("json", "object_id! eventType:integer! description!")),
    _get("history.trips", "trips", records.TRIP, PERIOD, time="compact"),
    _get("history.inputs", "inputs", records.INPUT, PERIOD, time="compact"),
    _get("history.refuels", "refuels", records.REFUEL, PERIOD, time="compact"),
    _get("history.track", "track", records.TRACK, parameters("query", "start_from:time! vehicle_id!"), time="compact"),
    _get("worktime.list", "worktime", records.WORK, SPAN),
    _get("worktime.periods", "worktime/{id}", records.PERIOD, parameters("path", "id!") + SPAN),
    _get("worktime.rides", "rides", records.RIDES, SPAN),
    _get("reports.list", "reports", records.REPORT),
    _send("reports.create", "POST", "reports", records.REPORT,
          parameters("json", "datetime:times! type! type_id:integer group! group_id")),
    _get("reports.data", "reports/{id}", records.VISIT, parameters("path", "id:integer!")),
    _get("pois.list", "pois", records.POI),
    _send("pois.create", "POST", "pois", records.POI, parameters("json", _POI), empty=True),
    _get("drivers.list", "drivers", records.DRIVER, parameters("query", "startUse:time stopUse:time object_id!"),
         time="compact"),
    _get("drivers.bookings", "bookings", records.BOOKING, parameters("query", "datetime[]:times object_id")),
    _get("drivers.waybills", "waybills", records.WAYBILL),
    _get("tanks.list", "tanks", records.TANK),
    _get("tanks.get", "tanks/{object_id}", records.TANK, parameters("path", "object_id!")),
    _get("tacho.totals", "tachograph/totals", records.TACHO_TOTALS, _TACHO, Answer.ONE),
    _get("tacho.activities", "tachograph/activities", records.TACHO_ACTIVITY, _TACHO),
    _get("tacho.vehicles", "tachograph/vehicles", records.TACHO_VEHICLE),
    _get("tacho.drivers", "tachograph/drivers", records.TACHO_DRIVER, parameters("query", "offset:integer")),
    _get("geozones.list", "geozones", records.GEOZONE),
    _send("geozones.create", "POST", "geozones", records.GEOZONE,
          parameters("json", "id name! geometry:json! cAlarmState:flag countAlarm:integer zObjects:list")),
    _get("files.list", "files", records.DOCUMENT, parameters("query", "pivot_type pivot_id"), source="documented"),
    _send("files.upload", "POST", "files", records.DOCUMENT, parameters("form", _UPLOAD)),
    _send("files.set_type", "PUT", "files/{id}", records.DOCUMENT,
          parameters("path", "id:integer!") + parameters("json", "file_type!"), empty=True),
)  # fmt: skip

OPERATIONS = OperationTable({each.name: each for each in _OPERATIONS})
