"""Who is in an area, by two witnesses: what we know ourselves, and what the server says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import bounds_of, looks_swapped
from fleetdesk.domain.geo import Area
from fleetdesk.domain.located import place_of
from fleetdesk.domain.units import Position


@dataclass(frozen=True, slots=True)
class Verdict:
    """The units in an area; `server` is None where no server was or could be asked. Ids in their given order."""

    area: Area
    local: tuple[str, ...]
    unjudged: tuple[str, ...]
    server: tuple[str, ...] | None = None
    asked_at: datetime | None = None
    why_local: str | None = None

    @property
    def agreed(self) -> tuple[str, ...]:
        """Return the ids that both witnesses name."""
        theirs = set(self.server or ())
        return tuple(each for each in self.local if each in theirs)

    @property
    def only_local(self) -> tuple[str, ...]:
        """Return the ids that only we name: they have moved since, or the server judges otherwise."""
        theirs = set(self.server or ())
        return tuple(each for each in self.local if each not in theirs) if self.server is not None else ()

    @property
    def only_server(self) -> tuple[str, ...]:
        """Return the ids that only the server names: our position of them is old or missing."""
        ours = set(self.local)
        return tuple(each for each in self.server or () if each not in ours)

    @property
    def inside(self) -> tuple[str, ...]:
        """Return all ids that at least one witness names."""
        return (*self.local, *self.only_server)

    def jsonable(self) -> dict[str, Any]:
        """Return the fields of the area answer for scripts."""
        return {
            "polygon": self.area.geojson(),
            "server": None if self.server is None else list(self.server),
            "local": list(self.local),
            "only_server": list(self.only_server),
            "only_local": list(self.only_local),
            "unjudged": list(self.unjudged),
            "asked_at": self.asked_at,
        }


def judge_locally(area: Area, placed: Iterable[tuple[str, Position | None]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids inside by our own positions, and those that have none to judge by."""
    known: list[str] = []
    points: list[tuple[float, float]] = []
    unjudged: list[str] = []
    for name, position in placed:
        place = place_of(position)
        if place is None:
            unjudged.append(name)
        else:
            known.append(name)
            points.append((place[1], place[0]))
    inside = tuple(name for name, is_in in zip(known, area.contains(points), strict=True) if is_in)
    return inside, tuple(unjudged)


def swap_doubt(area: Area, positions: Iterable[Position | None]) -> str:
    """Say that an area lies far from all vehicles, and near them with its two numbers exchanged; else nothing."""
    south, west, north, east = area.bounds
    fleet = bounds_of((each.lat, each.lon) for each in positions if each)
    if not looks_swapped((south + north) / 2, (west + east) / 2, fleet):
        return ""
    return _("Latitude and longitude look swapped: GeoJSON writes the longitude first. Exchange the two numbers.")
