"""What is said of a day's order: each visit, the whole plan, and one plan against another."""

from datetime import timedelta

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined, listed
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.day_plan.driving_time import BREAK_MIN, REST_MIN
from fleetdesk.domain.day_plan.visits import DayPlan, Visit, shifts
from fleetdesk.domain.motion import in_words
from fleetdesk.domain.tasks import Task

MOST_NAMED = 3
LEAST = timedelta(minutes=1)


def slack_words(visit: Visit) -> str:
    """Return how much is left of the window, or how late the vehicle comes; empty without an end."""
    if visit.slack is None:
        return ""
    if visit.late:
        return _("{duration} late").format(duration=in_words(visit.late))
    return _("{duration} left").format(duration=in_words(visit.slack))


def pause_words(visit: Visit) -> str:
    """Return what stands between the visit before and this one besides driving: breaks, rests and waiting."""
    breaks = ngettext("{count} break of {minutes} min", "{count} breaks of {minutes} min", visit.breaks)
    rests = ngettext("{count} rest of {hours} h", "{count} rests of {hours} h", visit.rests)
    told = (
        breaks.format(count=visit.breaks, minutes=number(BREAK_MIN)) if visit.breaks else "",
        rests.format(count=visit.rests, hours=number(REST_MIN / 60)) if visit.rests else "",
        _("waits {duration}").format(duration=in_words(visit.wait)) if visit.wait >= LEAST else "",
    )
    return joined(told)


def change_words(later: timedelta) -> str:
    """Return how much later or earlier a task is reached; empty for the same minute."""
    if abs(later) < LEAST:
        return ""
    words = _("{duration} later") if later > timedelta() else _("{duration} earlier")
    return words.format(duration=in_words(abs(later)))


def plan_words(plan: DayPlan) -> str:
    """Return distance, driving, and how many visits are late."""
    late = sum(bool(each.late) for each in plan.visits)
    told = (
        pgettext("unit", "{distance} km").format(distance=number(plan.km)),
        _("{duration} of driving").format(duration=in_words(timedelta(minutes=plan.drive_min))),
        ngettext("{count} task late", "{count} tasks late", late).format(count=late) if late else _("nothing late"),
    )
    return joined(told)


def saving_words(before: DayPlan, after: DayPlan) -> str:
    """Return what a better order saves; a sentence that there is none where it saves nothing."""
    if after.cost >= before.cost:
        return _("No order is better than this one.")
    late, minutes = before.late - after.late, before.ends - after.ends
    told = (
        _("{duration} less late").format(duration=in_words(late)) if late >= LEAST else "",
        _("done {duration} sooner").format(duration=in_words(minutes)) if minutes >= LEAST else "",
        _("{distance} km less").format(distance=number(before.km - after.km)) if before.km - after.km >= 1 else "",
    )
    return _("The best order: {savings}.").format(savings=joined(told) or _("a little shorter"))


def shift_words(task: Task, before: DayPlan, after: DayPlan) -> str:
    """Return which of the other tasks one more task makes later, the most delayed first."""
    name = readable(task.name, NAME)
    later = sorted(shifts(before, after), key=lambda each: -each[1])
    if not later:
        return _("With {task}, every other task is reached as before.").format(task=name)
    named = [
        _("{task} {change}").format(task=readable(each.name, NAME), change=change_words(by))
        for each, by in later[:MOST_NAMED]
    ]
    more = len(later) - MOST_NAMED
    if more > 0:
        named.append(ngettext("{count} more task later", "{count} more tasks later", more).format(count=more))
    return _("With {task}: {changes}.").format(task=name, changes=listed(named))
