"""The rules a minute at a time, as a person would count them: slow, and by another way than the program's."""

from datetime import UTC, datetime, timedelta
from functools import cache

from fleetdesk.domain.drivers import TachoActivity

DRIVE, WORK, AVAILABLE, REST, UNKNOWN = "drive", "work", "available", "rest", "unknown"


def believed(activities, begins, minutes):
    """What was done in each minute: by the record that covers it and began last, the highest number among equals."""
    found = [UNKNOWN] * minutes
    for minute in range(minutes):
        at = begins + 60 * minute
        over = [each for each in activities if each.at.timestamp() <= at < each.at.timestamp() + each.duration_s]
        if over:
            found[minute] = max(over, key=lambda each: (each.at, each.id)).activity
    return found


def unbroken(doing):
    """Minutes driven since the last break of 45, or of 15 and then 30."""
    driven, pause, first = 0, 0, False
    for each in doing:
        if each == REST:
            pause += 1
            if pause >= 45 or (pause >= 30 and first):
                driven, first = 0, False
            continue
        first = first or (pause >= 15 and driven > 0)
        pause = 0
        driven += each == DRIVE
    return driven


def days(doing):
    """The minute each day begins in and the minutes driven in it; a rest of 9 hours ends one."""
    found, pause = [[0, 0]], 0
    for minute, each in enumerate(doing):
        if each == REST:
            pause += 1
            continue
        if pause >= 540:
            found.append([minute, 0])
        pause = 0
        found[-1][1] += each == DRIVE
    if pause >= 540:
        found.append([len(doing), 0])
    return found


@cache
def week_at(begins, minute, zone):
    return week_of(local(begins, minute, zone))


def local(begins, minute, zone):
    return datetime.fromtimestamp(begins + 60 * minute, UTC).astimezone(zone)


def week_of(moment):
    return (moment.date() - timedelta(days=moment.weekday())).isoformat()


def driven_in_weeks(doing, begins, zone, weeks):
    """Minutes driven in the calendar weeks that begin on these Mondays."""
    return sum(each == DRIVE and week_at(begins, minute, zone) in weeks for minute, each in enumerate(doing))


def activity(number, minute, minutes, doing, begins):
    at = datetime.fromtimestamp(begins + 60 * minute, UTC)
    return TachoActivity("m", number, "820BHT", 7, at=at, activity=doing, duration_s=60 * minutes)
