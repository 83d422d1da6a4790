"""Single facts in words, with "unknown" for what nobody tells."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date_and_time
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.temperature_limits import TemperatureLimits
from fleetdesk.ui.vehicle_page.page import UNKNOWN
from fleetdesk.ui.widgets import formatting

NO_LIMIT = pgettext("temperature", "no limit is set")


def said(value: object) -> str:
    """Return what a vendor tells, or that it is unknown."""
    return str(value) if value not in (None, "") else UNKNOWN


def moment_words(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment with its date in the company's zone, or that it is unknown."""
    return date_and_time(moment.astimezone(zone)) if moment is not None else UNKNOWN


def yes_or_no(told: bool | None) -> str:
    """Return yes or no, or that it is unknown."""
    return UNKNOWN if told is None else pgettext("answer", "yes") if told else pgettext("answer", "no")


def limit_words(limits: TemperatureLimits | None) -> str:
    """Return between which temperatures a sensor is to stay."""
    if limits is None or (limits.low is None and limits.high is None):
        return NO_LIMIT
    low, high = (formatting.figure(each, "°C", 1) for each in (limits.low, limits.high))
    if limits.high is None:
        return _("not below {low}").format(low=low)
    if limits.low is None:
        return _("not above {high}").format(high=high)
    return _("from {low} to {high}").format(low=low, high=high)


def figure(value: float | None, unit: str, digits: int = 0) -> str:
    """Return a number with its unit, or that it is unknown."""
    return UNKNOWN if value is None else formatting.figure(value, unit, digits)
