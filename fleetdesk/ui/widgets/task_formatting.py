"""A task in words: its state, its vehicle, what was promised and what was done."""

from zoneinfo import ZoneInfo

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.statuses import LATE, TASKS, UNASSIGNED
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets import formatting


def status_of(task: Task, store: Store) -> str:
    """Return a task's status in words, and whether it is late or has no vehicle."""
    status = TASKS[task.status].word
    if task.status is TaskStatus.UNKNOWN and task.status_code is not None:
        status = f"{status} ({task.status_code})"
    if task.late(store.now()):
        return f"{status}, {LATE.word}"
    return status if task.unit else f"{status}, {UNASSIGNED.word}"


def status_hover(task: Task, store: Store) -> str:
    """Return the status in words, the vendor's own code of it, and the account."""
    code = "" if task.status_code is None else _("Status {code} at the vendor").format(code=task.status_code)
    return joined((status_of(task, store), code, formatting.of_account(task.account)), "\n")


def unit_of(task: Task, store: Store) -> str:
    """Return the plate of the task's vehicle; its id where that is unknown, "unassigned" in words without one."""
    if not task.unit:
        return UNASSIGNED.word
    seen = store.fleet.get(unit_key(task.account, task.unit))
    return seen.label if seen else task.unit


def unit_name(seen: Seen) -> str:
    """Return the plate and the name of a vehicle, as the form shows it."""
    plate, name = readable(seen.label), readable(seen.unit.name or "")
    return f"{plate} · {name}" if name and name != plate else plate


def fact_hover(task: Task, zone: ZoneInfo) -> str:
    """Return every moment of a task that is known, in the zone and in UTC, and the account."""
    moments = (
        (_("Start {time}"), task.start_at),
        (_("Stop {time}"), task.stop_at),
        (_("Entered {time}"), task.entered_at),
        (_("Begun {time}"), task.work_started_at),
        (_("Finished {time}"), task.work_finished_at),
        (_("Left {time}"), task.left_at),
        (_("Changed {time}"), task.updated_at),
        (_("Created {time}"), task.created_at),
    )
    told = (words.format(time=formatting.both_clocks(moment, zone)) for words, moment in moments if moment)
    return joined((*told, formatting.of_account(task.account)), "\n")


def fact(task: Task, zone: ZoneInfo) -> str:
    """Return planned and actual times and distances on one line, and on another who changed the task last."""
    moments = (task.entered_at, task.work_started_at, task.work_finished_at, task.left_at, task.updated_at)
    entered, begun, finished, left, changed = (formatting.clock(each, zone) for each in moments)
    sender = readable(task.sender or pgettext("person", "unknown"), NAME)
    reason = f" · {readable(task.cancel_reason)}" if task.cancel_reason else ""
    return _(
        "Promise and fact: window {window}, entered {entered}, "
        "begun {begun}, finished {finished}, left {left} · planned {planned_km} km, "
        "driven {driven_km} km{reason}\n"
        "Changed {changed} by {sender} · created {created} · "
        "account {account}"
    ).format(
        window=formatting.window(task.start_at, task.stop_at, zone),
        entered=entered,
        begun=begun,
        finished=finished,
        left=left,
        planned_km=formatting.figure(task.planned_km),
        driven_km=formatting.figure(task.distance_km),
        reason=reason,
        changed=changed,
        sender=sender,
        created=formatting.clock(task.created_at, zone),
        account=task.account,
    )
