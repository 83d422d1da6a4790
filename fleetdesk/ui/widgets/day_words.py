"""A day in words; the names are translated here, because those of the system are in the system's language."""

from datetime import date

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.recording.moment_words import SHORT_WEEKDAYS

WEEKDAYS = (
    pgettext("weekday", "Monday"),
    pgettext("weekday", "Tuesday"),
    pgettext("weekday", "Wednesday"),
    pgettext("weekday", "Thursday"),
    pgettext("weekday", "Friday"),
    pgettext("weekday", "Saturday"),
    pgettext("weekday", "Sunday"),
)
MONTHS = (
    pgettext("month in a date", "January"),
    pgettext("month in a date", "February"),
    pgettext("month in a date", "March"),
    pgettext("month in a date", "April"),
    pgettext("month in a date", "May"),
    pgettext("month in a date", "June"),
    pgettext("month in a date", "July"),
    pgettext("month in a date", "August"),
    pgettext("month in a date", "September"),
    pgettext("month in a date", "October"),
    pgettext("month in a date", "November"),
    pgettext("month in a date", "December"),
)


def short_day_words(day: date) -> str:
    """Return weekday and day: "Fri 27"."""
    return _("{weekday} {day}").format(weekday=SHORT_WEEKDAYS[day.weekday()], day=day.day)


def days_words(first: date, last: date) -> str:
    """Return one day in words, or the first and the last of several: "Thu 26 – Friday 27 November"."""
    if first == last:
        return day_words(first)
    return _("{first} – {last}").format(first=short_day_words(first), last=day_words(last))


def day_words(day: date) -> str:
    """Return weekday, day and month: "Friday 27 November"."""
    return _("{weekday} {day} {month}").format(
        weekday=WEEKDAYS[day.weekday()], day=day.day, month=MONTHS[day.month - 1]
    )
