"""Answers of Metrotec about positions, vehicles, geozones and tanks (docs/vendors/metrotec.md#vehicles)."""

# ruff: noqa: N815 - the vendor's spelling
from typing import Annotated, Literal

from pydantic import Field

from fleetdesk.simulator.schema.tasks import Answer
from fleetdesk.simulator.texts import Stamp, Zulu

Degrees = Annotated[str, Field(pattern=r"^\d{1,3}°$")]


class Position(Answer):
    """A row of routelog."""

    ID: int
    objectID: str
    Xpos: float
    Ypos: float
    Counter1: int
    Counter2: int
    GMTime: Zulu
    Speed: int
    Heading: Degrees
    Input: int
    LastCommunicationLocalTime: Zulu
    Content: str
    Power: float
    BatLevel: int
    NoGPSFix: Literal["0", "1"]
    t1: int
    t2: int
    t3: int
    t4: int


class VehicleRow(Answer):
    """A vehicle."""

    id: str
    extraDevices: int
    categoryID: int
    naviseade: str
    isDDD: int
    account_type: int
    Manufacture: int
    calcByM: int
    T1min: int
    T1max: int
    T2min: int
    T2max: int
    tank_vol: int
    barrel_type: str | None
    alias: str | None
    isPercent: int
    next_maintenance_km: int | str
    isOwn: int
    odometer_day: Stamp
    odometer: int
    mode: int | None
    fuel_card_nr: str
    categoryName: str | None
    btime: int
    gps_refresh_interval: int | None
    is_fuel_as_pressure: int


class EventRow(Answer):
    """An event in a vehicle's settings."""

    ID: int
    eventType: int
    navi_request_ID: int
    eventDate: Stamp
    object_id: str
    oid: str
    description: str
    handled: int
    date: Stamp


class Link(Answer):
    """A vehicle's link to a geozone."""

    id: int
    geozoneID: int
    object_id: str
    geo_id: int


class Settings(Answer):
    """A vehicle's settings."""

    hasTow: bool
    hasGeo: bool
    hasRepInt: bool
    hasTamperLight: bool
    hasLightSensor: bool
    outputs: None
    repInts: list[str]
    events: list[EventRow]
    alarm: None
    zones: list[Link]


class Event(Answer):
    """An event as it was made."""

    id: int
    handled: int
    description: str
    eventDate: Stamp
    date: Stamp


class LatLng(Answer):
    """A centre."""

    lat: float
    lng: float


class Circle(Answer):
    """The only geometry that the reference shows."""

    latlng: LatLng
    radius: float
    type: Literal["circle"]


class Geozone(Answer):
    """A geozone in the list."""

    id: int
    name: str
    geometry: Circle
    deleted_at: Stamp | None
    zObjects: list[str]


class GeozoneMade(Answer):
    """A geozone as it was made."""

    id: int
    name: str
    geometry: Circle
    auto: str
    deleted_at: None
    cAlarmState: bool
    countAlarm: int
    zObjects: list[str]


class Tank(Answer):
    """A tank."""

    ID: int
    objectID: str
    alias: str | None
    Xpos: float
    Ypos: float
    Counter1: float
    Counter2: int
    GMTime: Stamp
    Speed: int
    Heading: Degrees
    Input: int
    LastCommunicationLocalTime: Stamp
    Content: str
    Power: int
    BatLevel: float
    NoGPSFix: Literal["0", "1"]
    t1: int
    t2: int
    t3: int
    t4: int
    GroupID: int
    GroupName: str
    CustomerID: int
    TankNr: int
    tank_vol: int


class TankDetail(Tank):
    """A tank with its counter and next refill, in local time."""

    Counter: int
    next_refill_time: Annotated[str, Field(pattern=r"^\d\d\.\d\d\.\d{4} \d\d:\d\d$")]
