"""How Metrotec's rows are read. Every quirk of docs/vendors/metrotec.md ends here."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from fleetdesk.api.lenient import decode
from fleetdesk.api.records import Record
from fleetdesk.api.scalars import (
    arrival,
    degrees,
    duration,
    flag,
    integer,
    latitude,
    longitude,
    number,
    text,
    texts,
    unset,
    utc,
)
from fleetdesk.domain import drivers, places, tasks, units
from fleetdesk.domain.history import records as history
from fleetdesk.domain.temperature_limits import TemperatureLimits

VENDOR_ZONE = ZoneInfo("Europe/Tallinn")  # where the vendor is; tanks give local times without a zone
TEMPERATURES = ("t1", "t2", "t3", "t4")
LIMITED = (1, 2)  # the temperature sensors that have limits in the list of vehicles
UNNAMED = ("Manufacture", "mode", "barrel_type", "account_type", "extraDevices", "naviseade", "calcByM", "btime")
"""Keys of the list of vehicles whose meaning the reference does not tell."""


def _temperatures(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    values["temperatures"] = tuple(number(row[key]) for key in TEMPERATURES if key in row)


def _nowhere(values: dict[str, Any]) -> None:
    """Clear the place 0,0, which a device without a fix reports."""
    if values.get("lat") == 0 and values.get("lon") == 0:
        values["lat"] = values["lon"] = None


def _unit(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    values["tank_l"] = number(row.get("tank_vol")) or None
    percent, pressure = flag(row.get("isPercent")), flag(row.get("is_fuel_as_pressure"))
    measure = units.FuelMeasure.PERCENT if percent else units.FuelMeasure.LITRES
    values["fuel_measure"] = units.FuelMeasure.PRESSURE if pressure else measure
    # Only a lower limit is set by hand: the upper one of the reference's example stands where no sensor is named.
    values["temperature_sensors"] = tuple(each for each in LIMITED if number(row.get(f"T{each}min")))
    limits = (TemperatureLimits(each, _limit(row, f"T{each}min"), _limit(row, f"T{each}max")) for each in LIMITED)
    values["temperature_limits"] = tuple(each for each in limits if (each.low, each.high) != (None, None))
    values["rest"] = _rest(tuple(text(row.get(key)) for key in UNNAMED))


@lru_cache(maxsize=1024)  # most vehicles of a fleet are told of alike: they share one value
def _rest(told: tuple[str | None, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, each) for key, each in zip(UNNAMED, told, strict=True) if each is not None)


def _limit(row: Mapping[str, Any], key: str) -> float | None:
    """Read a limit in tenths of a degree, 0 of which is none (docs/vendors/metrotec.md#vehicles), in °C."""
    told = number(row.get(key))
    return told / 10 if told else None


def _task(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    start = tasks.Start(latitude(row.get("start_lat")), longitude(row.get("start_lon")), text(row.get("start_address")))
    values["start"] = start if start != tasks.Start() else None
    values["status"] = tasks.STATUS_BY_CODE.get(values["status_code"], tasks.TaskStatus.UNKNOWN)


def _document(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    values["task"] = integer(values["pivot"]) if values["pivot_type"] == "route_tasks" else None


def _point(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    _temperatures(row, values)
    _nowhere(values)
    values["unit"] = text(row.get("objectID"))


def _tank(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    _temperatures(row, values)
    _nowhere(values)
    values["received_at"] = arrival(row.get("LastCommunicationLocalTime"), values["fixed_at"], VENDOR_ZONE)


def _report(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    states = {0: "waiting", 1: "processing", 2: "done"}
    values["state"] = states.get(values["state_code"], "unknown")


def _poi(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    values["purpose"] = places.PURPOSE_BY_CODE.get(values["purpose_code"], "unknown")


def _activity(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    values["activity"] = drivers.ACTIVITY_BY_CODE.get(values["activity_code"], "unknown")


def _geozone(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    """Read the geometry, a JSON text going in and an object coming out (docs/vendors/metrotec.md#geozones)."""
    shape = row.get("geometry")
    if isinstance(shape, str):
        shape = decode(shape.encode())
    values["geometry"] = shape = shape if isinstance(shape, dict) else None
    centre = (shape or {}).get("latlng") or {}
    values["lat"], values["lon"] = latitude(centre.get("lat")), longitude(centre.get("lng"))
    values["radius_m"], values["shape"] = number((shape or {}).get("radius")), text((shape or {}).get("type"))


def _settings(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    rows = row.get("events")
    values["events"] = tuple(EVENT.read_all(rows if isinstance(rows, list) else [], "").values)
    zones, outputs = row.get("zones"), row.get("outputs")
    found = (_zone(each) for each in (zones if isinstance(zones, list) else ()))
    values["geozones"] = tuple(dict.fromkeys(each for each in found if each is not None))
    values["outputs"] = None if outputs is None else _outputs(outputs)


def _zone(told: Any) -> int | None:
    """Read the number of a geozone: in an object, as a new tie is answered with, or alone."""
    if not isinstance(told, Mapping):
        return integer(told)
    return integer(told.get("geozoneID", told.get("zoneId")))


def _outputs(told: Any) -> tuple[str, ...]:
    """Read outputs as the vendor's own texts: a list, names with values, or one text."""
    if isinstance(told, Mapping):
        return tuple(f"{text(name)}: {_whole(value)}" for name, value in told.items())
    return tuple(map(_whole, told)) if isinstance(told, list) else (_whole(told),)


def _alarm(told: Any) -> str | None:
    return None if told is None else _whole(told)


def _whole(told: Any) -> str:
    """Return a value as a text; what is no single value as JSON."""
    return text(told) or json.dumps(told, ensure_ascii=False)


TASK = Record(
    tasks.Task, finish=_task,
    id=("id", integer), unit=("object_id", text), order_ref=("order_ref", text), status_code=("status", integer),
    lat=("lat", latitude), lon=("lon", longitude), address=("task_address", text),
    description=("task_description", text), details=("order_details", text), notes=("task_notes", text),
    start_at=("start_time", utc), stop_at=("stop_time", utc), planned_km=("planned_km", number),
    distance_km=("distance", number), sender=("sender", text), created_at=("created_at", utc),
    updated_at=("updated_at", utc), work_started_at=("work_started_at", utc),
    work_finished_at=("work_finished_at", utc), entered_at=("geozone_entered_at", utc),
    left_at=("geozone_left_at", utc), active=("active", flag), group=("group_id", integer),
    not_own=("is_not_own_vehicle", flag), cancel_reason=("cancel_reason", text),
)  # fmt: skip
UNIT = Record(
    units.Unit, finish=_unit,
    id=("id", text), plate=("id", text), name=("alias", text), category=("categoryName", text),
    category_id=("categoryID", text), own=("isOwn", flag),
    odometer_km=("odometer", number), odometer_at=("odometer_day", utc), fuel_card=("fuel_card_nr", text),
    next_maintenance_km=("next_maintenance_km", number), report_every_s=("gps_refresh_interval", number),
    tachograph=("isDDD", flag),
)  # fmt: skip
EVENT = Record(
    units.VehicleEvent,
    finish=lambda row, values: values.update(id=integer(row.get("ID", row.get("id")))),
    unit=("object_id", text), event_type=("eventType", integer), description=("description", text),
    handled=("handled", flag), requested_at=("eventDate", utc), recorded_at=("date", utc),
)  # fmt: skip
SETTINGS = Record(
    units.VehicleSettings, needs=(), finish=_settings,
    unit=("object_id", text), has_tow=("hasTow", flag), has_geozones=("hasGeo", flag),
    has_reporting_interval=("hasRepInt", flag), has_light_tamper=("hasTamperLight", flag),
    has_light_sensor=("hasLightSensor", flag), reporting_intervals=("repInts", texts),
    alarm=("alarm", _alarm),
)  # fmt: skip
LINK = Record(
    units.GeozoneLink,
    id=("id", integer), unit=("object_id", text), geozone=("geozoneID", integer), geo_id=("geo_id", integer),
)  # fmt: skip
TRIP = Record(
    history.Trip,
    id=("ID", integer), unit=("objectID", text), started_at=("startTime", utc), ended_at=("stopTime", utc),
    previous_ended_at=("previousStopTime", utc), stop_ended_at=("stopEnd", utc),
    distance_km=("routeLengthKM", number), driving_s=("drivingTimeSeconds", integer),
    pause_s=("pauseTimeSeconds", integer), average_kmh=("averageSpeed", number), max_kmh=("maxSpeed", number),
    start_address=("AddressAtStartingPoint", text), end_address=("AddressAtEndPoint", text),
    status=("status", integer),
)  # fmt: skip
INPUT = Record(
    history.InputPeriod,
    id=("ID", integer), unit=("objectID", text), started_at=("startTime", utc), ended_at=("stopTime", utc),
    stop_ended_at=("stopEnd", utc), running_s=("runningTime", duration), input=("input", integer),
    status=("status", integer), distance_km=("distance", number), fuel_l=("fuel", number),
)  # fmt: skip
REFUEL = Record(
    history.Refuel,
    id=("ID", integer), unit=("objectID", text), started_at=("startTime", utc), ended_at=("stopTime", utc),
    highest_at=("maxTime", utc), before_l=("fuelBeforeL", number), after_l=("fuelAfterL", number),
    distance_km=("routeLengthKM", number), address=("fuelAddress", text),
)  # fmt: skip
TRACK = Record(
    history.TrackPoint, needs=("at",),
    finish=_point,
    at=("GMTime", utc), lat=("lat", latitude), lon=("lon", longitude), fuel_l=("fuel", number),
    input=("input", integer), address=("location", text),
)  # fmt: skip
WORK = Record(
    history.WorkTime, needs=("unit",),
    unit=("id", text), name=("alias", text), work_s=("work", integer), repair_s=("repair", integer),
    own_repair_s=("own_repair", integer),
)  # fmt: skip
PERIOD = Record(
    history.WorkPeriod,
    id=("id", integer), unit=("object_id", text), started_at=("start", utc), ended_at=("stop", utc),
    type_id=("type_id", integer), status=("status", text), driver=("driver_id", integer), driver_name=("name", text),
)  # fmt: skip
RIDES = Record(history.Rides, needs=("unit",), unit=("key", text), rides=("rides", integer))
REPORT = Record(
    history.Report, finish=_report,
    id=("id", integer), state_code=("status", integer), type=("type", text), type_id=("type_id", integer),
    type_name=("type_name", text), group=("group", text), group_id=("group_id", text),
    group_name=("group_name", text), started_at=("start_time", utc), ended_at=("stop_time", utc),
    state_changed_at=("repStatus", utc),
)  # fmt: skip
VISIT = Record(
    history.Visit,
    id=("id", integer), unit=("object_id", text), place=("type_name", text), radius_m=("radius", number),
    entered_at=("in_time", utc), left_at=("out_time", utc), stay_s=("in_poi_time", integer),
    engine_s=("moto_hrs", integer), distance_km=("distance", number), order_ref=("order_ref", text),
    order_details=("order_details", text), description=("task_description", text), arrived_at=("arrived_at", utc),
    work_finished_at=("work_finished_at", utc), name=("alias", text),
)  # fmt: skip
POI = Record(
    places.Poi, finish=_poi,
    id=("id", integer), lat=("lat", latitude), lon=("lon", longitude), name=("name", text),
    purpose_code=("purpose", integer), comment=("comment", text), type=("type", integer),
    radius_m=("radius", number), address=("rgAddress", text), country_code=("country_code", text),
    phone=("phone_nr", text), contact=("contact_name", text),
)  # fmt: skip
DRIVER = Record(
    drivers.Driver,
    id=("id", integer), name=("name", text), first_name=("fname", text), phone=("gsm", text),
    comment=("comment", text), user=("user_id", text), key=("key_id", text),
)  # fmt: skip
BOOKING = Record(
    drivers.Booking,
    id=("id", integer), unit=("object_id", text), driver=("driver_id", integer), driver_name=("name", text),
    started_at=("start_time", utc), ended_at=("stop_time", utc), expected_end_at=("est_stop_time", utc),
    purpose=("purpose", text), added_at=("added", utc), phone=("tehnKontakt", text), memo=("memo", text),
    distance_km=("km", number),
)  # fmt: skip
WAYBILL = Record(
    drivers.Waybill,
    id=("id", integer), unit=("object_id", text), job=("jobName", text), started_at=("start", utc),
    ended_at=("stop", utc), driver_name=("driverName", text), name=("alias", text),
)  # fmt: skip
TANK = Record(
    places.Tank, needs=("unit",), finish=_tank,
    unit=("objectID", text), name=("alias", text), tank=("TankNr", integer), volume_l=("tank_vol", number),
    level_l=("Counter", number), counter1=("Counter1", number), counter2=("Counter2", number),
    lat=("Ypos", latitude), lon=("Xpos", longitude), speed_kmh=("Speed", number), heading_deg=("Heading", degrees),
    fixed_at=("GMTime", utc), has_fix=("NoGPSFix", unset), power_v=("Power", number), battery=("BatLevel", number),
    input=("Input", integer), group=("GroupName", text), customer=("CustomerID", integer),
    fills_up_at=("next_refill_time", utc),
)  # fmt: skip
TACHO_TOTALS = Record(
    drivers.TachoTotals, needs=(),
    rest_s=("0", integer), available_s=("1", integer), work_s=("2", integer), drive_s=("3", integer),
    error_s=("6", integer), unknown_s=("7", integer), distance_km=("route_length", number),
)  # fmt: skip
TACHO_ACTIVITY = Record(
    drivers.TachoActivity, finish=_activity,
    id=("id", integer), unit=("object_id", text), driver=("driver_id", integer), driver_name=("driver_name", text),
    card=("DriverID", text), at=("time", utc), activity_code=("status", integer), duration_s=("running_time", integer),
    distance_km=("route_length", number), odometer_km=("CanOdo", number), speed_kmh=("CanSpeed", number),
    ignition=("Ign", flag), country=("RevGeo", text),
)  # fmt: skip
_LIVE = {
    "unit": ("object_id", text), "card_present": ("id187", flag), "activity_code": ("id184", integer),
    "state_changed_at": ("state_changed_at", utc), "driven_today_min": ("id10507", integer),
    "driven_week_min": ("id10508", integer), "until_daily_rest_min": ("id10509", integer),
    "until_weekly_rest_min": ("id10522", integer), "weekly_rest_min": ("id10526", integer),
}  # fmt: skip
TACHO_VEHICLE = Record(
    drivers.TachoState, needs=("unit",), finish=_activity,
    driver_name=("driver_name", text), at=("GMTime", utc), **_LIVE,
)  # fmt: skip
TACHO_DRIVER = Record(
    drivers.TachoState, needs=("driver",), finish=_activity,
    driver=("id", integer), driver_name=("driverName", text), card=("driverCardId", text), **_LIVE,
)  # fmt: skip
GEOZONE = Record(
    places.Geozone, finish=_geozone,
    id=("id", integer), name=("name", text), deleted_at=("deleted_at", utc), alarm=("cAlarmState", flag),
    alarm_count=("countAlarm", integer), units=("zObjects", texts),
)  # fmt: skip
DOCUMENT = Record(
    tasks.Document, finish=_document,
    id=("id", integer), pivot=("pivot_id", text), pivot_type=("pivot_type", text), type=("file_type", text),
    name=("defined_name", text), file_name=("file_name", text), mime=("mime", text), uploaded_at=("uploaded_at", utc),
    sender=("sender", text), hidden=("hidden", flag),
)  # fmt: skip
