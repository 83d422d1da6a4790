"""Who was in an area in a period: the visits of each unit, and how much of its way is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.stays import Stay, stays
from fleetdesk.domain.history.track import HOLE_S, Track


class Edge(StrEnum):
    """How a visit begins or ends: seen at the border; inside where what is known begins or ends; in a gap of it."""

    SEEN = "seen"
    INSIDE = "inside"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay of a unit in the area, and how it began and ended."""

    stay: Stay
    came: Edge
    left: Edge


@dataclass(frozen=True, slots=True)
class UnitVisits:
    """The visits of one unit in a period, in order.

    `days` are the days of UTC that the period touches, `known` those of which something is on this computer, `missing`
    those that have to be asked for, today among them once it is a minute old. `points` says whether any point is known.
    """

    key: str
    visits: tuple[Visit, ...]
    days: int
    known: int
    missing: int
    points: bool = True


def visits_of(tracks: Iterable[Track], area: Area) -> tuple[Visit, ...]:
    """Return the visits of a unit by the parts of its track, in the order of time.

    Between two parts the unit was nowhere near.
    """
    parts = [each for each in tracks if len(each.at)]
    found: list[Visit] = []
    for number, part in enumerate(parts):
        first, last = number == 0, number == len(parts) - 1
        found += [_visit(part, each, first=first, last=last) for each in stays(part, area)]
    return tuple(found)


def _visit(track: Track, stay: Stay, *, first: bool, last: bool) -> Visit:
    begins = first and stay.begins <= float(track.at[0])
    ends = last and stay.ends >= float(track.at[-1])
    came = Edge.SEEN if stay.came else Edge.INSIDE if begins else Edge.GAP
    left = Edge.SEEN if stay.left else Edge.INSIDE if ends else Edge.GAP
    return Visit(stay, came, left)


def is_still_inside(visit: Visit, now: float) -> bool:
    """Return whether the newest that is known of a unit is that it is inside, and that is news of this moment."""
    return visit.left is Edge.INSIDE and now - visit.stay.ends <= max(HOLE_S * 3, 900.0)
