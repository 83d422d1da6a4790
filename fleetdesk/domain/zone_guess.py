"""Which time zone vehicles stand in, by the places that the time-zone database names. No I/O."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from zoneinfo import ZoneInfo

from fleetdesk.domain.geo import distance_m

ENOUGH = 1
"""So many vehicles have to be seen before their zone is guessed."""
HOMES = {"metrotec": "Europe/Tallinn", "vezma": "Europe/Bratislava"}
"""The zones in which the vendors are at home."""
_PLACE = re.compile(r"([+-])(\d{2,3})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")


@dataclass(frozen=True, slots=True)
class ZonePlace:
    """The chief place of a zone, in degrees (WGS 84)."""

    name: str
    lat: float
    lon: float


def zone_places(table: str) -> list[ZonePlace]:
    """Read zone.tab: a line for each zone with its country, its place as ±DDMM±DDDMM or with seconds, and its name."""
    lines = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return [ZonePlace(parts[2], *_degrees(found)) for parts in lines if (found := _PLACE.fullmatch(parts[1]))]


def _degrees(found: re.Match[str]) -> tuple[float, float]:
    south, west = found[1] == "-", found[5] == "-"
    lat, lon = (
        int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600
        for degrees, minutes, seconds in (found.group(2, 3, 4), found.group(6, 7, 8))
    )
    return -lat if south else lat, -lon if west else lon


def guess_zone(places: Sequence[tuple[float, float]], known: Iterable[ZonePlace]) -> str:
    """Return the zone whose chief place is nearest to the middle of these (latitude, longitude); empty without any."""
    if len(places) < ENOUGH:
        return ""
    middle = median(lon for _, lon in places), median(lat for lat, _ in places)
    return min(known, key=lambda place: distance_m(middle, (place.lon, place.lat))).name


def zone_to_name(found: str, vendor: str, year: int) -> str:
    """Return the zone to name for a guessed one: the vendor's own where both show the same time all through a year.

    The nearest chief place of a zone may lie in another country: in the east of Slovakia it is Budapest.
    """
    home = HOMES.get(vendor, found)
    return home if found and same_clock(ZoneInfo(home), ZoneInfo(found), year) else found


def same_clock(one: ZoneInfo, other: ZoneInfo, year: int) -> bool:
    """Return whether two zones show the same time all through a year, as far as the middle of each month tells."""
    moments = (datetime(year, month, 15, 12, tzinfo=UTC) for month in range(1, 13))
    return all(moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset() for moment in moments)
