"""What was: trips, inputs, refuels, tracks, work time, visits and the reports that list them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Trip:
    """A drive from stop to stop: km, km/h, seconds."""

    account: str
    id: int | str
    unit: str | None = None
    driver: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    previous_ended_at: datetime | None = None
    stop_ended_at: datetime | None = None
    distance_km: float | None = None
    driving_s: int | None = None
    pause_s: int | None = None
    average_kmh: float | None = None
    max_kmh: float | None = None
    start_address: str | None = None
    end_address: str | None = None
    start_lat: float | None = None
    start_lon: float | None = None
    end_lat: float | None = None
    end_lon: float | None = None
    odometer_start_km: float | None = None
    odometer_end_km: float | None = None
    purpose: str | None = None
    purpose_id: int | None = None
    note: str | None = None
    private: bool | None = None
    in_progress: bool | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class InputPeriod:
    """A time during which one pattern of inputs held: seconds, km, litres."""

    account: str
    id: int
    unit: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    stop_ended_at: datetime | None = None
    running_s: int | None = None
    input: int | None = None
    status: int | None = None
    distance_km: float | None = None
    fuel_l: float | None = None


@dataclass(frozen=True, slots=True)
class Refuel:
    """A filling of the tank: litres before and after, km driven since the one before."""

    account: str
    id: int
    unit: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    highest_at: datetime | None = None
    before_l: float | None = None
    after_l: float | None = None
    distance_km: float | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """One point of a way driven: degrees, litres, °C."""

    account: str
    unit: str | None
    at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    fuel_l: float | None = None
    input: int | None = None
    temperatures: tuple[float | None, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Working and repair seconds of one unit in the period asked for."""

    account: str
    unit: str
    name: str | None = None
    work_s: int | None = None
    repair_s: int | None = None
    own_repair_s: int | None = None


@dataclass(frozen=True, slots=True)
class WorkPeriod:
    """One stretch of work or repair."""

    account: str
    id: int
    unit: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    type_id: int | None = None
    status: str | None = None
    driver: int | None = None
    driver_name: str | None = None


@dataclass(frozen=True, slots=True)
class Rides:
    """How many rides a unit made in the period asked for."""

    account: str
    unit: str
    rides: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report ordered from the server: waiting, processing or done."""

    account: str
    id: int
    state: str = "unknown"
    state_code: int | None = None
    type: str | None = None
    type_id: int | None = None
    type_name: str | None = None
    group: str | None = None
    group_id: str | None = None
    group_name: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    state_changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a unit to a place in a report: seconds, metres, km."""

    account: str
    id: int
    unit: str | None = None
    place: str | None = None
    radius_m: float | None = None
    entered_at: datetime | None = None
    left_at: datetime | None = None
    stay_s: int | None = None
    engine_s: int | None = None
    distance_km: float | None = None
    order_ref: str | None = None
    order_details: str | None = None
    description: str | None = None
    arrived_at: datetime | None = None
    work_finished_at: datetime | None = None
    name: str | None = None
