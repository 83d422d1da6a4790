"""What a driver did, as stretches that cover a period: what no activity tells is unknown, and never a rest.

Activities of a tachograph may come twice, in any order, and contradict each other; the one that began later is
believed, of two that began together the one with the higher number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heappop, heappush
from itertools import pairwise

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.drivers import TachoActivity
from fleetdesk.domain.known_sum import known_sum

SEAM_S = 60.0
"""A gap shorter than a minute is a seam of rounding: what was before it goes on."""
LONGEST_S = 62 * 86_400.0
"""No activity is longer; one that says so is not believed."""


class Doing(StrEnum):
    """What a driver does, in the words of the tachograph."""

    DRIVE = "drive"
    WORK = "work"
    AVAILABLE = "available"
    REST = "rest"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when somebody did one thing, in seconds since 1970, in which vehicle, and the km of the activity."""

    begins: float
    ends: float
    doing: Doing
    unit: str | None = None
    km: float | None = None

    @property
    def length_s(self) -> float:
        """Return its length in seconds."""
        return self.ends - self.begins


def stretches(activities: Iterable[TachoActivity], period: Span) -> tuple[Stretch, ...]:
    """Return stretches in order of time that cover the period without a gap; none for an empty period."""
    told = sorted(filter(None, map(_told, activities)), key=lambda each: each[:2])
    return tuple(_joined(_sewn(_filled(_laid(told), period))))


Told = tuple[float, int, Stretch]
"""Beginning and number of an activity, by which it is believed, and its stretch."""


def _told(each: TachoActivity) -> Told | None:
    if each.at is None or not 0 < (each.duration_s or 0) <= LONGEST_S:
        return None
    begins = each.at.timestamp()
    doing = Doing(each.activity) if each.activity in tuple(Doing) else Doing.UNKNOWN
    return begins, each.id, Stretch(begins, begins + (each.duration_s or 0), doing, each.unit, each.distance_km)


def _laid(told: Sequence[Told]) -> Iterable[Stretch]:
    """Yield pieces of the activities, of which none covers another; the km of one stand at its first piece."""
    over: list[tuple[float, int, int, Stretch]] = []
    edges = sorted({edge for _at, _id, each in told for edge in (each.begins, each.ends)})
    begun, pieces = 0, set[int]()
    for begins, ends in pairwise(edges):
        while begun < len(told) and told[begun][0] <= begins:
            heappush(over, (-told[begun][0], -told[begun][1], begun, told[begun][2]))
            begun += 1
        while over and over[0][3].ends <= begins:
            heappop(over)
        if over:
            _at, _id, number, each = over[0]
            yield replace(each, begins=begins, ends=ends, km=None if number in pieces else each.km)
            pieces.add(number)


def _filled(laid: Iterable[Stretch], period: Span) -> Iterable[Stretch]:
    """Yield the part in the period, with what nobody tells between."""
    at = period.begins
    for each in laid:
        begins, ends = max(each.begins, period.begins), min(each.ends, period.ends)
        if ends <= begins:
            continue
        if begins > at:
            yield Stretch(at, begins, Doing.UNKNOWN)
        yield replace(each, begins=begins, ends=ends)
        at = ends
    if at < period.ends:
        yield Stretch(at, period.ends, Doing.UNKNOWN)


def _sewn(filled: Iterable[Stretch]) -> Iterable[Stretch]:
    """Let what was before a seam go on over it."""
    before: Stretch | None = None
    for each in filled:
        gap = each.doing is Doing.UNKNOWN and each.length_s < SEAM_S
        if before is not None and gap and before.doing is not Doing.UNKNOWN:
            each = replace(before, begins=each.begins, ends=each.ends, km=None)
        yield each
        before = each


def _joined(sewn: Iterable[Stretch]) -> Iterable[Stretch]:
    """Join neighbours that are one: the same done in the same vehicle."""
    before: Stretch | None = None
    for each in sewn:
        if before is not None and (before.doing, before.unit) == (each.doing, each.unit):
            before = replace(before, ends=each.ends, km=known_sum((before.km, each.km)))
            continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


def seconds_by_doing(covered: Iterable[Stretch]) -> dict[Doing, float]:
    """Return how many seconds each thing was done."""
    sums = dict.fromkeys(Doing, 0.0)
    for each in covered:
        sums[each.doing] += each.length_s
    return sums
