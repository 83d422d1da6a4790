"""Where something is, in words: "Tartu mnt, 4 km SW of Elva, on the way to Tartu". No I/O."""

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.gazetteer.folding import fold
from fleetdesk.domain.gazetteer.street_first import street_first
from fleetdesk.domain.towns import SMALLEST, SeenTown, Town, Towns

IN_KM = {0: 4.0, 1: 4.0, 2: 3.0, 3: 2.5}
IN_SMALL_KM = 1.5
"""So near to the middle of a town, by its rank, a place is in it."""
NEAR_KM, FAR_KM = 30.0, 150.0
"""Towns are looked for so far away; where there is none, so far."""
KM_OF_RANK = 1.2
"""A town of the next larger rank is named though it is so much farther."""
AHEAD_KM, AHEAD_DEG, LEAST_WAY_KM = 120.0, 25.0, 3.0
KNOWN_RANK = 5
"""The smallest rank of a town that a way is named by."""
MOVING_KMH = 10.0
"""From this speed on a heading says where something goes."""
DIRECTIONS = (
    pgettext("direction", "N"),
    pgettext("direction", "NE"),
    pgettext("direction", "E"),
    pgettext("direction", "SE"),
    pgettext("direction", "S"),
    pgettext("direction", "SW"),
    pgettext("direction", "W"),
    pgettext("direction", "NW"),
)


def whereabouts(towns: Towns, lat: float, lon: float, way_deg: float | None = None, named: str = "") -> str:
    """Return where a place is by the towns around it; empty far from all.

    For what moves, `way_deg` is its heading in degrees from north, and the town that lies that way is named too.
    `named` is the address or street that the place is known by, as strangers write it, or the number of a road.
    """
    named = readable(_("road {number}").format(number=named) if named.isdecimal() else street_first(named), NAME)
    near = list(towns.around(lat, lon, NEAR_KM)) or list(towns.around(lat, lon, FAR_KM))
    if not near:
        return named
    by = min(near, key=lambda seen: seen.km + KM_OF_RANK * seen.town.rank)
    place = _named(named, by) if named else _at(by)
    ahead = _ahead(towns, lat, lon, way_deg, by) if way_deg is not None else None
    if ahead is None:
        return place
    return _("{place}, on the way to {town}").format(place=place, town=ahead.town.name)


def known_town(towns: Towns, lat: float, lon: float) -> Town | None:
    """Return the town by which people know a part of a country: the largest around, and of those the nearest."""
    found = min(towns.around(lat, lon, FAR_KM), key=lambda seen: (seen.town.rank, seen.km), default=None)
    return found.town if found else None


def _named(named: str, by: SeenTown) -> str:
    """Return an address or street with its town, which most addresses have themselves."""
    words, (street, *rest) = set(fold(by.town.name).split()), [set(fold(part).split()) for part in named.split(",")]
    if words == street or any(words <= part for part in rest):  # a street may be called by a town: Tartu mnt
        return named
    town = by.town.name if _is_in(by) else _at(by)
    return _("{street}, {town}").format(street=named, town=town)


def _is_in(seen: SeenTown) -> bool:
    return seen.km <= IN_KM.get(seen.town.rank, IN_SMALL_KM)


def _at(seen: SeenTown) -> str:
    if _is_in(seen):
        return _("in {town}").format(town=seen.town.name)
    direction = DIRECTIONS[round((seen.bearing_deg + 180.0) / 45.0) % len(DIRECTIONS)]
    km = number(seen.km, 0)
    return _("{km} km {direction} of {town}").format(km=km, direction=direction, town=seen.town.name)


def _ahead(towns: Towns, lat: float, lon: float, way_deg: float, by: SeenTown) -> SeenTown | None:
    """Return the town that lies ahead: the nearest, and one the larger the farther; None where none does."""
    found = [seen for seen in towns.around(lat, lon, AHEAD_KM) if _lies_ahead(seen, way_deg, by)]
    return min(found, key=_way_cost, default=None)


def _lies_ahead(seen: SeenTown, way_deg: float, by: SeenTown) -> bool:
    off = abs((seen.bearing_deg - way_deg + 180.0) % 360.0 - 180.0)
    known = seen.town.rank <= KNOWN_RANK and seen.town != by.town
    return known and seen.km >= LEAST_WAY_KM and off <= AHEAD_DEG


def _way_cost(seen: SeenTown) -> float:
    return seen.km * (1.0 + seen.town.rank / SMALLEST)
