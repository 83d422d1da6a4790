"""Answers of VEZMA (docs/vendors/vezma.md), its misspelt keys included."""

# ruff: noqa: N815 - the vendor's spelling
from typing import Literal

from fleetdesk.simulator.schema.tasks import Answer
from fleetdesk.simulator.texts import Zulu


class Version(Answer):
    """The reference shows no answer for this one."""

    version: str


class User(Answer):
    """A member of the company."""

    uid: str
    fullName: str
    email: str
    phoneNumber: str
    createdOnUtc: Zulu
    activatedOnUtc: Zulu | None
    deactivatedOnUtc: Zulu | None
    isAdministrator: bool
    lastWeelkyReportSentOnUtc: Zulu | None


class UserPosition(Answer):
    """A member's last position; speed is km/h times 10."""

    uid: str
    positionLon: float | None
    positionLat: float | None
    positionRecordedOnUtc: Zulu | None
    positionIsOld: bool
    online: bool
    onlineRecordedOnUtc: Zulu
    speed: int | None


class Car(Answer):
    """A vehicle; odometer in metres."""

    vehicleId: int
    name: str
    note: str | None
    odometer: int
    odometerUpdatedOnUtc: Zulu


class Service(Answer):
    """A vehicle service."""

    serviceId: int
    serviceName: str
    isDeleted: bool


class Place(Answer):
    """A place; radius in metres."""

    placeId: int
    name: str
    address: str
    radius: float
    lon: float
    lat: float


class Purpose(Answer):
    """A purpose of trips."""

    purposeId: int
    name: str
    isDeleted: bool


class TripEnd(Answer):
    """Where a trip began or ended; odometers in metres."""

    recordedOnUtc: Zulu
    odometerMeasured: int | None
    odometerAdjusted: int | None
    odometer: int | None
    reason: str
    addressLong: str
    addressCustom: str | None
    placeId: int | None
    lon: float | None
    lat: float | None


class Track(Answer):
    """A trip; distances in metres, duration in seconds. `end` is null or missing while it is in progress."""

    tid: str
    purposeId: int | None
    purposeName: str
    note: str | None
    driverUid: str
    vehicleId: int
    inProgress: bool
    isPrivate: bool
    distanceMeasured: int
    distanceTotal: int
    duration: int
    start: TripEnd
    end: TripEnd | None = None


class TrackPage(Answer):
    """A page of trips."""

    nextCursor: str | int
    tracks: list[Track]


class Category(Answer):
    """A category of general expenses."""

    categoryName: str
    categoryId: int
    isDeleted: bool


class General(Answer):
    """What only a general expense has."""

    category: Category


class FuelUp(Answer):
    """What only a refuelling has; unitCount in litres."""

    unitCount: float
    unitCost: float
    consuption: float | None
    isPartialFillUp: bool
    missedPreviousFillUp: bool


class ServiceDone(Answer):
    """What only a service has."""

    items: list[Service]


class Expense(Answer):
    """An expense."""

    expenseId: str
    expenseType: Literal["General", "FuelUp", "Service"]
    note: str | None
    vehicleId: int | None
    odometer: int | None
    createdOnUtc: Zulu
    spentOnUtc: Zulu
    createdByUid: str
    spentByUid: str
    totalCost: float
    general: General | None
    fuelUp: FuelUp | None
    service: ServiceDone | None


class ExpensePage(Answer):
    """A page of expenses."""

    nextCursor: str | int
    expenses: list[Expense]
