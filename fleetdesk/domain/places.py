"""Places that have a name, the fuel in tanks, and what was spent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

PURPOSE_BY_CODE = {0: "poi", 1: "customer", 2: "wifi_router", 3: "bluetooth_beacon"}


@dataclass(frozen=True, slots=True)
class Poi:
    """A point of interest of a Metrotec account: degrees, metres."""

    account: str
    id: int | None
    lat: float | None = None
    lon: float | None = None
    name: str | None = None
    purpose: str = "unknown"
    purpose_code: int | None = None
    comment: str | None = None
    type: int | None = None
    radius_m: float | None = None
    address: str | None = None
    country_code: str | None = None
    phone: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Geozone:
    """A zone with alarms; `geometry` as the server draws it, a circle also as centre and radius in metres."""

    account: str
    id: int
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    shape: str | None = None
    geometry: dict[str, Any] | None = None
    deleted_at: datetime | None = None
    alarm: bool | None = None
    alarm_count: int | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A frequently visited place of a VEZMA account: degrees, metres."""

    account: str
    id: int
    name: str | None = None
    address: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a trip was made."""

    account: str
    id: int
    name: str | None = None
    deleted: bool | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of vehicle service."""

    account: str
    id: int
    name: str | None = None
    deleted: bool | None = None


@dataclass(frozen=True, slots=True)
class ExpenseCategory:
    """A kind of general expense."""

    account: str
    id: int
    name: str | None = None
    deleted: bool | None = None


@dataclass(frozen=True, slots=True)
class Tank:
    """A fuel tank: litres, degrees, °C; `fills_up_at` is when the server expects the next filling."""

    account: str
    unit: str
    name: str | None = None
    tank: int | None = None
    volume_l: float | None = None
    level_l: float | None = None
    counter1: float | None = None
    counter2: float | None = None
    lat: float | None = None
    lon: float | None = None
    speed_kmh: float | None = None
    heading_deg: int | None = None
    fixed_at: datetime | None = None
    received_at: datetime | None = None
    has_fix: bool | None = None
    power_v: float | None = None
    battery: float | None = None
    temperatures: tuple[float | None, ...] = ()
    input: int | None = None
    group: str | None = None
    customer: int | None = None
    fills_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expense:
    """Money spent, in the company's currency; litres and price per litre for a filling."""

    account: str
    id: str
    type: str | None = None
    note: str | None = None
    unit: str | None = None
    odometer_km: float | None = None
    created_at: datetime | None = None
    spent_at: datetime | None = None
    created_by: str | None = None
    spent_by: str | None = None
    cost: float | None = None
    category: str | None = None
    category_id: int | None = None
    fuel_l: float | None = None
    price_per_l: float | None = None
    consumption: float | None = None
    partial: bool | None = None
    missed_previous: bool | None = None
    services: tuple[str, ...] = ()
