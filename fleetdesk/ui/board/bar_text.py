"""What the day board says of a bar: on it, on hover, and to a screen reader."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import day_and_time, time_of_day
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.domain.board import Bar
from fleetdesk.domain.statuses import task_appearance
from fleetdesk.domain.task_fields import BY_NAME
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.task_formatting import status_of, unit_of

BAR_CHARACTERS = 80


def mark(task: Task, late: bool) -> str:
    """Return the mark of the task's status, so that colour is never the only sign."""
    return task_appearance(task, late).mark


def short(task: Task) -> str:
    """Return the end of the task's reference: 118 for ORDER-2025-118."""
    return readable(task.name).rsplit("-", 1)[-1]


def names(task: Task) -> tuple[str, str]:
    """Return the reference and its end as they can be read on a bar, cut to the most characters of a bar."""
    return readable(task.name, BAR_CHARACTERS), readable(short(task), BAR_CHARACTERS)


def window(start: float, stop: float, zone: ZoneInfo, day: date) -> str:
    """Return 08:00–12:00 for seconds since 1970, with the date where an end is not on the day."""
    ends = (datetime.fromtimestamp(each, UTC).astimezone(zone) for each in (start, stop))
    return "–".join(time_of_day(each) if each.date() == day else day_and_time(each) for each in ends)


def told(bar: Bar, store: Store, zone: ZoneInfo) -> str:
    """Return one line: reference, status, window, vehicle, place, and what waits to be sent."""
    task = bar.task
    parts = (
        task.name,
        status_of(task, store),
        formatting.window(task.start_at, task.stop_at, zone),
        unit_of(task, store),
        formatting.place(task.address) if task.address else "",
        waiting(task),
    )
    return ", ".join(part for part in parts if part)


def hover(bar: Bar, store: Store, zone: ZoneInfo) -> str:
    """Return the same in several lines, with the start and stop in the zone and in UTC."""
    task = bar.task
    lines = (
        f"{task.name} · {unit_of(task, store)}",
        status_of(task, store),
        _("Start {time}").format(time=formatting.both_clocks(task.start_at, zone)),
        _("Stop {time}").format(time=formatting.both_clocks(task.stop_at, zone)),
        formatting.place(task.address) if task.address else "",
        task.description or "",
        waiting(task),
        formatting.of_account(task.account),
    )
    return "\n".join(formatting.elided(line, 160) for line in lines if line)


def waiting(task: Task) -> str:
    """Return in words which fields are saved on this computer and not yet confirmed; empty without any."""
    names = ", ".join(BY_NAME[name].within if name in BY_NAME else name for name in task.pending)
    return _("saved on this computer: {fields}").format(fields=names) if names else ""
