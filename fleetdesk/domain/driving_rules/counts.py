"""How much of the driving that Regulation (EC) 561/2006 allows was used, as far as activities tell it.

4 h 30 until a break of 45 minutes, or of 15 and then 30; 9 h between two daily rests, 10 h twice a week; 56 h a week
and 90 h in two. Weeks are those of the company's zone, from Monday on. Rules for two drivers, ferries and detours are
left out. For information only: this is no legal record, and no basis for a legal decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from fleetdesk.domain.board_spans import Span, week_of
from fleetdesk.domain.driving_rules.pauses import HOUR, LEAST_S, Pause, PauseKind, with_pauses
from fleetdesk.domain.driving_rules.stretches import Doing, Stretch

UNBROKEN_S, DAY_S, LONG_DAY_S = 4.5 * HOUR, 9 * HOUR, 10 * HOUR
WEEK_S, FORTNIGHT_S = 56 * HOUR, 90 * HOUR
LONG_DAYS = 2
"""How many days of a week may be long."""
BREAK_S, SECOND_S, FIRST_S = (LEAST_S[each] for each in (PauseKind.BREAK, PauseKind.SECOND_PART, PauseKind.FIRST_PART))
NIGHT_S = LEAST_S[PauseKind.SHORT_DAILY]


@dataclass(frozen=True, slots=True)
class Count:
    """Seconds driven of those allowed; where it is not whole, so many at least, because a part is unknown."""

    driven_s: float
    limit_s: float
    is_whole: bool

    @property
    def left_s(self) -> float | None:
        """Return how many seconds may still be driven; None where that is unknown."""
        return max(self.limit_s - self.driven_s, 0.0) if self.is_whole else None

    @property
    def is_over(self) -> bool:
        """Return whether more was driven than is allowed, which is sure of one that is not whole too."""
        return self.driven_s > self.limit_s


@dataclass(frozen=True, slots=True)
class Counts:
    """The four rules at a moment (seconds since 1970), and how many long days of the week were used before this one."""

    as_of: float
    unbroken: Count
    day: Count
    week: Count
    fortnight: Count
    long_days: int


def fortnight_of(moment: float, zone: ZoneInfo) -> Span:
    """Return the week of a moment and the one before: what has to be known for all four rules."""
    week = week_of(moment, zone)
    return Span(week_of(week.begins - 1, zone).begins, week.ends)


def counts(covered: Sequence[Stretch], zone: ZoneInfo) -> Counts | None:
    """Return the rules as of the end of what is known; None where nothing is.

    What lies before the first stretch is unknown, so `covered` should go back to the Monday of the week before.
    """
    known = [number for number, each in enumerate(covered) if each.doing is not Doing.UNKNOWN]
    if not known:
        return None
    told = covered[: known[-1] + 1]
    as_of = told[-1].ends
    week, both = week_of(as_of - 1, zone), fortnight_of(as_of - 1, zone)
    days = _days(told)
    before = [each for each in days[:-1] if each.begins >= week.begins]
    long_days = sum(each.driven_s > DAY_S for each in before)
    sure = all(each.is_whole for each in before) and _within(told, Span(week.begins, as_of), WEEK_S).is_whole
    limit = LONG_DAY_S if sure and long_days < LONG_DAYS else DAY_S
    return Counts(
        as_of,
        _unbroken(told),
        Count(days[-1].driven_s, limit, days[-1].is_whole),
        _within(told, Span(week.begins, as_of), WEEK_S),
        _within(told, Span(both.begins, as_of), FORTNIGHT_S),
        long_days,
    )


def _within(told: Sequence[Stretch], span: Span, limit_s: float) -> Count:
    """Count what was driven in a span, which is whole where all of it is covered and nothing in it is unknown."""
    inside = [each for each in told if each.ends > span.begins and each.begins < span.ends]
    driven = (min(each.ends, span.ends) - max(each.begins, span.begins) for each in inside if each.doing is Doing.DRIVE)
    unknown = any(each.doing is Doing.UNKNOWN for each in inside)
    return Count(sum(driven), limit_s, not unknown and told[0].begins <= span.begins)


@dataclass(slots=True)
class _Day:
    """What was driven since a daily rest; it begins when something other than a rest does."""

    begins: float
    driven_s: float = 0.0
    is_whole: bool = False


def _days(told: Sequence[Stretch]) -> list[_Day]:
    """Return the days between daily rests, the newest last."""
    days = [_Day(told[0].begins)]
    for each in with_pauses(told):
        if isinstance(each, Pause):
            _rest(days, each)
        elif each.doing is Doing.DRIVE:
            days[-1].driven_s += each.length_s
    return days


def _rest(days: list[_Day], pause: Pause) -> None:
    """Begin another day after a daily rest, or after what may be one."""
    is_sure, ends_known = pause.known_rest(NIGHT_S)
    if is_sure or pause.length_s >= NIGHT_S:
        days.append(_Day(pause.parts[-1].ends, is_whole=is_sure and ends_known))
    elif not pause.is_known:
        days[-1].is_whole = False


@dataclass(slots=True)
class _Driving:
    """What was driven since the last break; whether the first part of another was taken for sure, or may have been."""

    driven_s: float = 0.0
    is_whole: bool = False
    first: bool = False
    maybe_first: bool = field(default=True)

    def pause(self, pause: Pause) -> None:
        """Take a break, or what may be one."""
        whole_break, ends_known = pause.known_rest(BREAK_S)
        long_enough = pause.length_s >= BREAK_S or (pause.length_s >= SECOND_S and self.maybe_first)
        if whole_break or (pause.is_known and self.first and pause.length_s >= SECOND_S):
            is_whole = ends_known if whole_break else True
            self._begin_anew(is_whole=is_whole, maybe_first=not is_whole)
        elif long_enough:
            self._begin_anew(is_whole=False, maybe_first=True)
        else:
            self._take_first(pause)

    def _begin_anew(self, *, is_whole: bool, maybe_first: bool) -> None:
        self.driven_s, self.is_whole, self.first, self.maybe_first = 0.0, is_whole, False, maybe_first

    def _take_first(self, pause: Pause) -> None:
        """Note the first part of a break, which counts after some driving alone; what is unknown may be driving."""
        self.is_whole = self.is_whole and pause.is_known
        if pause.length_s < FIRST_S:
            return
        self.first = self.first or (pause.is_known and self.driven_s > 0)
        self.maybe_first = self.maybe_first or self.driven_s > 0 or not self.is_whole


def _unbroken(told: Sequence[Stretch]) -> Count:
    driving = _Driving()
    for each in with_pauses(told):
        if isinstance(each, Pause):
            driving.pause(each)
        elif each.doing is Doing.DRIVE:
            driving.driven_s += each.length_s
    return Count(driving.driven_s, UNBROKEN_S, driving.is_whole)
