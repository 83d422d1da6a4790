"""Numbers and times as the user's language writes them; its catalogue has the separators and the patterns.

A pattern is one of `strftime` with numbers alone, because names of days and months come from the system's language.
"""

from datetime import datetime

from fleetdesk.base.translation import Translated, _, pgettext, translated

MEGABYTE = 1_000_000
# Translators: the sign before the digits of a fraction, and the one between thousands.
SEPARATORS = str.maketrans({".": pgettext("decimal separator", "."), ",": pgettext("thousands separator", ",")})
# Translators: patterns of strftime, with numbers alone: %d day, %m month, %Y year, %H hour, %M minute, %S second.
TIME = pgettext("time pattern", "%H:%M")
TIME_WITH_SECONDS = pgettext("time pattern", "%H:%M:%S")
DATE = pgettext("date pattern", "%d.%m.%Y")
DAY = pgettext("date pattern", "%d.%m.")


def number(value: float, digits: int = 0) -> str:
    """Write a number with its thousands apart and so many digits behind the separator: 1,234.5."""
    return _separated(f"{value:,.{digits}f}")


def grouped(value: int) -> str:
    """Write a whole number with its thousands apart: 10,000."""
    return number(value)


def _separated(english: str) -> str:
    return translated(english.translate(SEPARATORS), english)


def _timed(moment: datetime, pattern: str) -> str:
    local = moment.strftime(pattern)
    return Translated(local, moment.strftime(pattern.source)) if isinstance(pattern, Translated) else local


def time_of_day(moment: datetime) -> str:
    """Write hours and minutes: 14:05."""
    return _timed(moment, TIME)


def time_with_seconds(moment: datetime) -> str:
    """Write hours, minutes and seconds: 14:05:09."""
    return _timed(moment, TIME_WITH_SECONDS)


def date(moment: datetime) -> str:
    """Write day, month and year: 27.11.2026."""
    return _timed(moment, DATE)


def day(moment: datetime) -> str:
    """Write day and month: 27.11."""
    return _timed(moment, DAY)


def day_and_time(moment: datetime) -> str:
    """Write day and month with the time: 27.11. 14:05."""
    return _("{day} {time}").format(day=day(moment), time=time_of_day(moment))


def date_and_time(moment: datetime) -> str:
    """Write day, month and year with the time: 27.11.2026 14:05."""
    return _("{day} {time}").format(day=date(moment), time=time_of_day(moment))


def in_mb(count: float) -> str:
    """Write a number of bytes as the number of megabytes, without the unit."""
    return number(count / MEGABYTE, 1)


def in_kb(count: float) -> str:
    """Write a number of bytes as the number of kilobytes, without the unit; at least 1 unless it is nothing."""
    return number(max(count, 1000 * bool(count)) / 1000)


def size_words(count: float) -> str:
    """Write a number of bytes in MB or kB, at least 1 kB unless it is nothing: 1.2 MB."""
    if count >= MEGABYTE:
        return _("{number} MB").format(number=in_mb(count))
    return _("{number} kB").format(number=in_kb(count))
