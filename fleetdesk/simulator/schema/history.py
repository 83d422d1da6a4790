"""Answers of Metrotec about the past, work, drivers, places and tachographs (docs/vendors/metrotec.md#history)."""

# ruff: noqa: N815 - the vendor's spelling
from typing import Annotated, Literal

from pydantic import Field

from fleetdesk.simulator.schema.tasks import Answer
from fleetdesk.simulator.texts import Stamp


class Trip(Answer):
    """A trip."""

    ID: int
    objectID: str
    startTime: Stamp
    previousStopTime: Stamp
    stopTime: Stamp
    stopEnd: Stamp
    routeLengthKM: float
    drivingTimeSeconds: int
    pauseTimeSeconds: int
    averageSpeed: float
    maxSpeed: int
    AddressAtStartingPoint: str
    AddressAtEndPoint: str
    status: str


class InputPeriod(Answer):
    """A period in which an input was on."""

    ID: int
    objectID: str
    startTime: Stamp
    stopTime: Stamp
    stopEnd: Stamp
    runningTime: Annotated[str, Field(pattern=r"^\d\d+:\d\d:\d\d$")]
    input: int
    status: int
    distance: float
    fuel: int
    required: None


class Refuel(Answer):
    """A refuelling."""

    ID: int
    objectID: str
    startTime: Stamp
    stopTime: Stamp
    maxTime: Stamp
    fuelBeforeL: int
    fuelAfterL: int
    routeLengthKM: float
    fuelAddress: str
    required: None


class TrackPoint(Answer):
    """A point of a track."""

    GMTime: Stamp
    fuel: int
    lat: float
    lon: float
    input: int
    t1: int
    t2: int
    t3: int
    t4: int
    location: str
    required: None


class WorkTime(Answer):
    """A vehicle's work and repair, seconds."""

    id: str
    alias: str | None
    work: int
    repair: int
    own_repair: int


class WorkPeriod(Answer):
    """A driver's work with a vehicle."""

    id: int
    object_id: str
    start: Stamp
    stop: Stamp
    type_id: int
    name: str
    status: str
    driver_id: int
    startTimestamp: int
    stopTimestamp: int


class Rides(Answer):
    """A vehicle's rides in a period."""

    key: str
    rides: int


class Report(Answer):
    """A report and how far it is."""

    id: int
    status: Literal[0, 1, 2]
    type: str
    group: str
    type_id: int | None
    group_id: str | None
    group_name: str | None
    type_name: str | None
    start_time: Stamp
    stop_time: Stamp
    repStatus: Stamp


class Visit(Answer):
    """A vehicle's visit to a place."""

    id: int
    type_name: str
    radius: int
    object_id: str
    in_poi_time: int
    in_time: Stamp
    out_time: Stamp
    distance: float
    moto_hrs: int
    order_details: str | None
    work_finished_at: Stamp | None
    order_ref: str | None
    task_description: str | None
    arrived_at: Stamp | None
    alias: str | None


class Poi(Answer):
    """A place."""

    id: int
    lat: float
    lon: float
    name: str
    purpose: int
    comment: str
    rgAddress: str
    type: int
    radius: int
    country_code: str
    phone_nr: str
    contact_name: str


class Driver(Answer):
    """A driver of a vehicle."""

    id: int
    name: str
    fname: str
    gsm: str
    comment: str
    p1: str
    p2: str
    p3: str
    user_id: str
    key_id: str | None
    code: str | None
    keyName: str | None
    driver: str | None


class Booking(Answer):
    """A booking."""

    id: int
    owner: str
    oid: str
    user_id: str
    object_id: str
    driver_id: int
    start_time: Stamp
    stop_time: Stamp
    est_stop_time: Stamp
    purpose: str
    added: Stamp
    pin: int
    oldpin: int
    name: str
    tehnKontakt: str
    memo: str
    alias: str | None
    km: float


class Waybill(Answer):
    """An open waybill."""

    id: int
    object_id: str
    jobName: str
    start: Stamp
    stop: Stamp
    driverName: str
    alias: str | None


class TachoTotals(Answer):
    """Seconds by activity code, and kilometres."""

    rest: int = Field(alias="0")
    available: int = Field(alias="1")
    work: int = Field(alias="2")
    drive: int = Field(alias="3")
    error: int = Field(alias="6")
    unknown: int = Field(alias="7")
    route_length: float


class TachoActivity(Answer):
    """A change of activity."""

    id: int
    object_id: str
    oid: str
    CanSpeed: int
    route_length: float
    time: Stamp
    status: int
    DriverID: str
    CanOdo: int
    Ign: int
    running_time: int
    RevGeo: str
    driver_id: int
    driver_name: str


class TachoVehicle(Answer):
    """A vehicle's live tachograph; the id keys are numbers of Teltonika's list, as text."""

    id: str
    ins_date: Stamp
    refreshRate: int
    object_id: str
    GMTime: Stamp
    state_changed_at: Stamp
    id187: str
    id184: str
    id10507: str
    id10509: str
    id10508: str
    id10522: str
    id10526: str
    driver_name: str
    alias: str | None


class TachoDriver(Answer):
    """A driver's live tachograph."""

    id: int
    name: str
    fname: str
    refreshRate: int
    driverCardId: str
    object_id: str
    state_changed_at: Stamp
    id187: str
    id184: str
    id10507: str
    id10509: str
    id10508: str
    id10522: str
    id10526: str
    driverName: str
