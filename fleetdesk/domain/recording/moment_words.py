"""A recorded moment in words, on the clock of the company's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date_and_time, time_of_day
from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.local_times import is_doubtful

SHORT_WEEKDAYS = (
    pgettext("short weekday", "Mon"),
    pgettext("short weekday", "Tue"),
    pgettext("short weekday", "Wed"),
    pgettext("short weekday", "Thu"),
    pgettext("short weekday", "Fri"),
    pgettext("short weekday", "Sat"),
    pgettext("short weekday", "Sun"),
)


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """Return weekday, date and time: "Fri 27.11.2026 14:03"; with that of UTC in an hour that the clock shows twice."""
    local, utc = moment.astimezone(zone), moment.astimezone(UTC)
    words = filled("{weekday} {time}", weekday=SHORT_WEEKDAYS[local.weekday()], time=date_and_time(local))
    return _("{time} ({utc} UTC)").format(time=words, utc=time_of_day(utc)) if is_doubtful(utc, zone) else words


def not_live_words(moment: datetime, zone: ZoneInfo) -> str:
    """Return what marks a window that shows the past."""
    return _("Not live: {time}").format(time=moment_words(moment, zone))
