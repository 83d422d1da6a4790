"""Drivers, what they are booked for, and what their tachograph says. Seconds and minutes are named."""

from dataclasses import dataclass
from datetime import datetime

from fleetdesk.base.translation import _, pgettext

REST_SOON_MIN = 30
"""Fewer minutes of driving left are marked in lists, on the map and where a task is given."""
ACTIVITY_BY_CODE = {0: "rest", 1: "available", 2: "work", 3: "drive", 6: "error", 7: "unknown"}
ACTIVITY_WORDS = {
    "rest": pgettext("tachograph", "rest"),
    "available": pgettext("tachograph", "available"),
    "work": pgettext("tachograph", "work"),
    "drive": pgettext("tachograph", "drive"),
    "error": pgettext("tachograph", "error"),
    "unknown": pgettext("tachograph", "unknown"),
}
"""What a tachograph's activity is called on the screen; the keys are what scripts are told."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A driver of a Metrotec account."""

    account: str
    id: int
    name: str | None = None
    first_name: str | None = None
    phone: str | None = None
    comment: str | None = None
    user: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who drives, of either vendor; `id` is the vendor's, empty where only the name is known.

    `unit` is the vehicle that the vendor lists them with, or for a VEZMA person the person; `driving` is their
    tachograph, where the vendor reads it.
    """

    account: str
    id: str
    name: str = ""
    phone: str = ""
    unit: str | None = None
    deactivated_at: datetime | None = None
    driving: "TachoState | None" = None


@dataclass(frozen=True, slots=True)
class Booking:
    """A vehicle promised to a driver for a time; the vendor's `pin` is private and not kept."""

    account: str
    id: int
    unit: str | None = None
    driver: int | None = None
    driver_name: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    expected_end_at: datetime | None = None
    purpose: str | None = None
    added_at: datetime | None = None
    phone: str | None = None
    memo: str | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Waybill:
    """An open waybill: which driver does which job with which unit."""

    account: str
    id: int
    unit: str | None = None
    job: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    driver_name: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class TachoTotals:
    """Seconds by tachograph activity in a period, and km driven."""

    account: str
    rest_s: int | None = None
    available_s: int | None = None
    work_s: int | None = None
    drive_s: int | None = None
    error_s: int | None = None
    unknown_s: int | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class TachoActivity:
    """One stretch of one activity."""

    account: str
    id: int
    unit: str | None = None
    driver: int | None = None
    driver_name: str | None = None
    card: str | None = None
    at: datetime | None = None
    activity: str = "unknown"
    activity_code: int | None = None
    duration_s: int | None = None
    distance_km: float | None = None
    odometer_km: float | None = None
    speed_kmh: float | None = None
    ignition: bool | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class TachoState:
    """The live tachograph: minutes driven today and this week, minutes left to the next rest.

    The vendor's keys are numbers (id10507 ...); read as Teltonika AVL ids, which the vendor does not confirm.
    """

    account: str
    unit: str | None = None
    driver: int | None = None
    driver_name: str | None = None
    card: str | None = None
    card_present: bool | None = None
    activity: str = "unknown"
    activity_code: int | None = None
    state_changed_at: datetime | None = None
    at: datetime | None = None
    driven_today_min: int | None = None
    driven_week_min: int | None = None
    until_daily_rest_min: int | None = None
    until_weekly_rest_min: int | None = None
    weekly_rest_min: int | None = None


def minutes_to_rest(state: TachoState | None) -> int | None:
    """Return the minutes until the daily rest where they are fewer than REST_SOON_MIN; else, and for unknown, None."""
    left = None if state is None else state.until_daily_rest_min
    return left if left is not None and left < REST_SOON_MIN else None


def rest_soon_words(minutes: int | None) -> str:
    """Return that the daily rest is near, in words; empty for None."""
    return "" if minutes is None else _("{minutes} min until the daily rest").format(minutes=minutes)
