"""What the track tells of a task, in words: when the vehicle was there, how far it drove, and what contradicts."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.history.contradictions import KNOWN, Contradicting, Contradiction
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.stays import Stay
from fleetdesk.domain.history.task_fact import TaskFact
from fleetdesk.domain.motion import in_words
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.widgets.formatting import clock

NO_TRACK = _("No track of that time is on this computer.")
MINUTE_S, KM_M = 60.0, 1000.0
MOST = 3  # stays that are told one by one


def told_by_track(task: Task, fact: TaskFact, zone: ZoneInfo) -> str:
    """Return on one line what the track tells."""
    if not fact.known:
        return NO_TRACK
    return _("By the track: {facts}.").format(
        facts=joined((_there(task, fact, zone), _driven(task, fact), _gaps(fact)), " · ")
    )


def _there(task: Task, fact: TaskFact, zone: ZoneInfo) -> str:
    if fact.stays:
        spans = ", ".join(_span(stay, zone) for stay in fact.stays[:MOST])
        if len(fact.stays) > MOST:
            spans = _("{times} and {count} times more").format(times=spans, count=len(fact.stays) - MOST)
        return joined((_("there {times}").format(times=spans), _punctual(task, fact.stays[0])), ", ")
    if fact.nearest is None:
        return ""
    return _("nearest {distance} at {time}").format(
        distance=distance(fact.nearest.metres), time=_clock(fact.nearest.at, zone)
    )


def _span(stay: Stay, zone: ZoneInfo) -> str:
    """Return from when to when, as far as it was seen to begin and to end."""
    begins, ends = _clock(stay.begins, zone), _clock(stay.ends, zone)
    if stay.came and stay.left:
        return f"{begins}–{ends}"
    if stay.came:
        return _("since {time}").format(time=begins)
    return _("until {time}").format(time=ends) if stay.left else _("all the time")


def _punctual(task: Task, first: Stay) -> str:
    """Return how the first arrival stands to what was promised; empty where nothing was, or nobody saw it."""
    if not first.came:
        return ""
    if task.stop_at is not None and (late := first.begins - task.stop_at.timestamp()) > MINUTE_S:
        return _("{time} after the promised window").format(time=in_words(timedelta(seconds=late)))
    if task.start_at is not None and (early := task.start_at.timestamp() - first.begins) > MINUTE_S:
        return _("{time} before the promised window").format(time=in_words(timedelta(seconds=early)))
    return _("within the promised window") if task.start_at is not None and task.stop_at is not None else ""


def _driven(task: Task, fact: TaskFact) -> str:
    if fact.driven_km is None or task.distance_km is not None:
        return ""
    return _("driven {distance} since it was begun").format(distance=distance(fact.driven_km * KM_M))


def _gaps(fact: TaskFact) -> str:
    if fact.known >= KNOWN:
        return ""
    return _("the way is known for {percent} % of the time").format(percent=number(max(fact.known * 100, 1)))


def contradiction_words(found: Contradicting, zone: ZoneInfo) -> str:
    """Return the sentence of a contradiction."""
    begins, ends = _clock(found.begins, zone), _clock(found.ends, zone)
    return _SENTENCES[found.kind].format(distance=distance(found.metres), begins=begins, ends=ends)


_SENTENCES = {
    Contradiction.NEVER_NEAR: _("It is marked done, but the vehicle was never nearer than {distance}."),
    Contradiction.FINISHED_AWAY: _("It was marked done at {begins}, when the vehicle was {distance} away."),
    Contradiction.ENTERED_AWAY: _("The server says entered at {begins}, when the vehicle was {distance} away."),
    Contradiction.NOT_MARKED: _("The vehicle was there from {begins} to {ends}, but it is not marked done."),
    Contradiction.FINISHED_BEFORE_BEGUN: _(
        "By the server it was begun at {begins} and finished before that, at {ends}."
    ),
    Contradiction.LEFT_BEFORE_ENTERED: _("By the server it was entered at {begins} and left before that, at {ends}."),
    Contradiction.FARTHER: _("The way was {distance} longer than planned."),
}


def distance(metres: float) -> str:
    """Return a distance in the unit that suits it."""
    if round(metres, -1) < KM_M:
        return _("{metres} m").format(metres=number(round(metres, -1)))
    return _("{km} km").format(km=number(metres / KM_M, 0 if metres >= 10 * KM_M else 1))


def _clock(at: float, zone: ZoneInfo) -> str:
    return clock(moment(at), zone)
