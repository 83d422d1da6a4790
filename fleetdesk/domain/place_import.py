"""Places that a file of another program names: what each would become, what is wrong with it, what is there already."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.creation_drafts import LONGEST_COMMENT, LONGEST_NAME, RADIUS_M, WIDEST_M, poi_draft, zone_draft
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.outbox import Draft
from fleetdesk.domain.places import Geozone, Place, Poi

NEAR_M = 30.0
"""A place of the same name within so many metres is the same place."""
NO_NAME = _("It has no name.")
NO_PLACE = _("Its coordinates are no place on earth.")
TOO_WIDE = _("It is wider than 100 km.")
THERE = _("It is there already.")
TWICE = _("It stands in the file before.")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """What a file names: degrees, and metres of radius where it is a shape; `trouble` is why it is none."""

    name: str
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    comment: str = ""
    address: str = ""
    phone: str = ""
    trouble: str = ""


class Verdict(Enum):
    """What is to be made of a found place before anybody has chosen."""

    NEW = "new"
    DOUBLE = "double"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judged:
    """A found place with its verdict, and the reason for any but NEW."""

    found: FoundPlace
    verdict: Verdict
    reason: str = ""

    @property
    def is_zone(self) -> bool:
        """Return whether it becomes a geozone: a shape does, a point becomes a place."""
        return self.found.radius_m is not None


def judge(found: Iterable[FoundPlace], known: Sequence[Poi | Place | Geozone]) -> list[Judged]:
    """Return all of them with their verdicts; `known` is what the account has or waits to have."""
    there = _by_name((each.name or "", each.lat, each.lon) for each in known)
    before: dict[str, list[tuple[float, float]]] = {}
    return [_judged(each, there, before) for each in found]


Places = dict[str, list[tuple[float, float]]]


def _judged(found: FoundPlace, there: Places, before: Places) -> Judged:
    wrong = found.trouble or _wrong(found)
    if wrong or found.lat is None or found.lon is None:
        return Judged(found, Verdict.WRONG, wrong or NO_PLACE)
    name, place = found.name.strip().casefold(), (found.lat, found.lon)
    reason = THERE if _is_near(place, there.get(name, ())) else TWICE if _is_near(place, before.get(name, ())) else ""
    before.setdefault(name, []).append(place)
    return Judged(found, Verdict.DOUBLE if reason else Verdict.NEW, reason)


def _wrong(found: FoundPlace) -> str:
    if not found.name.strip():
        return NO_NAME
    degrees = (found.lat, 90.0), (found.lon, 180.0)
    if not all(each is not None and math.isfinite(each) and abs(each) <= most for each, most in degrees):
        return NO_PLACE
    return TOO_WIDE if found.radius_m is not None and not 0 < found.radius_m <= WIDEST_M else ""


def _by_name(places: Iterable[tuple[str, float | None, float | None]]) -> Places:
    named: Places = {}
    for name, lat, lon in places:
        if lat is not None and lon is not None:
            named.setdefault(name.strip().casefold(), []).append((lat, lon))
    return named


def _is_near(place: tuple[float, float], others: Iterable[tuple[float, float]]) -> bool:
    return any(distance_m(place[::-1], other[::-1]) <= NEAR_M for other in others)


def draft_of(account: str, found: FoundPlace, purpose: str) -> Draft:
    """Make the draft of a found place; a name that is too long for the vendor is cut, and whole in the comment."""
    name = found.name.strip()
    if found.radius_m is not None:
        return zone_draft(account, Geozone(account, 0, name, found.lat, found.lon, found.radius_m))
    comment = found.comment.strip() or name
    if len(name) > LONGEST_NAME:
        comment = name if comment == name else f"{name} – {comment}"
    if found.lat is None or found.lon is None:
        raise UsageError(NO_PLACE)
    return poi_draft(
        account,
        Poi(
            account,
            None,
            found.lat,
            found.lon,
            name[:LONGEST_NAME].strip(),
            purpose,
            comment=comment[:LONGEST_COMMENT].strip(),
            radius_m=RADIUS_M,
            address=found.address or None,
            phone=found.phone or None,
        ),
    )


def circle_around(ring: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return latitude, longitude and radius in metres of a circle around a ring of (lon, lat); ValueError for none."""
    lons, lats = [point[0] for point in ring], [point[1] for point in ring]
    if len(ring) < 3 or not all(map(math.isfinite, (*lons, *lats))):
        raise ValueError("no ring")
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    return lat, lon, max(distance_m((lon, lat), point) for point in ring)
