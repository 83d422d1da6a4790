"""What moves: vehicles and people, and where they were last seen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fleetdesk.domain.keys import UnitKey, unit_key
from fleetdesk.domain.temperature_limits import TemperatureLimits


class UnitKind(StrEnum):
    """Metrotec tracks vehicles, VEZMA tracks people."""

    VEHICLE = "vehicle"
    PERSON = "person"


class FuelMeasure(StrEnum):
    """What the vendor's counter of a vehicle's tank counts."""

    LITRES = "litres"
    PERCENT = "percent"
    PRESSURE = "pressure"


@dataclass(frozen=True, slots=True)
class Unit:
    """A vehicle or person of an account; `id` is the vendor's, as text.

    `tank_l` is what its fuel tank holds in litres, `temperature_sensors` the numbers (from 1) of those that are set up.
    `odometer_at` is the moment (UTC) of the odometer, `report_every_s` the interval at which the device reports. `rest`
    holds what else the vendor's row has, under the vendor's own names, whose meaning no reference tells.
    """

    account: str
    id: str
    name: str | None = None
    plate: str | None = None
    category: str | None = None
    group: str | None = None
    own: bool | None = None
    odometer_km: float | None = None
    capabilities: tuple[str, ...] = ()
    kind: UnitKind = UnitKind.VEHICLE
    tank_l: float | None = None
    fuel_measure: FuelMeasure | None = None
    temperature_sensors: tuple[int, ...] = ()
    phone: str | None = None
    odometer_at: datetime | None = None
    next_maintenance_km: float | None = None
    temperature_limits: tuple[TemperatureLimits, ...] = ()
    fuel_card: str | None = None
    report_every_s: float | None = None
    tachograph: bool | None = None
    note: str | None = None
    rest: tuple[tuple[str, str], ...] = ()
    category_id: str | None = None

    @property
    def key(self) -> UnitKey:
        """Return the text that names the unit across all accounts."""
        return unit_key(self.account, self.id)


@dataclass(frozen=True, slots=True)
class Position:
    """One fix of one unit: degrees (WGS 84), km/h, degrees 0..359, volts, °C; None is unknown.

    `received_text` is the time of arrival as the vendor wrote it, whose zone is not always sure. A `private` one has no
    place, because the person is on a private trip or where one has ended.
    """

    account: str
    unit: str
    unit_kind: UnitKind
    lat: float | None
    lon: float | None
    speed_kmh: float | None = None
    heading_deg: int | None = None
    fixed_at: datetime | None = None
    received_at: datetime | None = None
    ignition: bool | None = None
    has_fix: bool | None = None
    power_v: float | None = None
    battery: float | None = None
    temperatures: tuple[float | None, ...] = ()
    counter1: float | None = None
    counter2: float | None = None
    input: int | None = None
    received_text: str | None = None
    private: bool | None = None

    @property
    def key(self) -> UnitKey:
        """Return the text that names the unit across all accounts."""
        return unit_key(self.account, self.unit)

    @property
    def seen_at(self) -> datetime | None:
        """Return when the unit last spoke: when its message arrived, else the time of its fix."""
        return self.received_at or self.fixed_at


@dataclass(frozen=True, slots=True)
class User:
    """A person of a VEZMA company account."""

    account: str
    id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    created_at: datetime | None = None
    activated_at: datetime | None = None
    deactivated_at: datetime | None = None
    administrator: bool | None = None
    weekly_report_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VehicleSettings:
    """What one vehicle's device can do and what was asked of it.

    `geozones` are the numbers of those that it is tied to. `outputs` and `alarm` are the vendor's own texts, because no
    reference tells their shape; None is not told.
    """

    account: str
    unit: str
    has_tow: bool | None = None
    has_geozones: bool | None = None
    has_reporting_interval: bool | None = None
    has_light_tamper: bool | None = None
    has_light_sensor: bool | None = None
    reporting_intervals: tuple[str, ...] = ()
    events: tuple["VehicleEvent", ...] = ()
    geozones: tuple[int, ...] = ()
    outputs: tuple[str, ...] | None = None
    alarm: str | None = None


@dataclass(frozen=True, slots=True)
class VehicleEvent:
    """An order to a vehicle's device: 3 reporting interval, 4 light, 5 other."""

    account: str
    id: int
    unit: str | None = None
    event_type: int | None = None
    description: str | None = None
    handled: bool | None = None
    requested_at: datetime | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GeozoneLink:
    """A vehicle tied to a geozone for alarms."""

    account: str
    id: int
    unit: str | None = None
    geozone: int | None = None
    geo_id: int | None = None
