"""Coordinates as people copy and write them, and whether they can be right for this fleet."""

from collections.abc import Iterable

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.map_links import in_link, is_link
from fleetdesk.domain.notations import angle, pair, tidy

Bounds = tuple[float, float, float, float]  # south, west, north, east
_A_LONGITUDE = _("“{text}” is a longitude, by its letter {letter}.")
_A_LATITUDE = _("“{text}” is a latitude, by its letter {letter}.")


def parse_place(text: str) -> tuple[float, float]:
    """Read latitude and longitude in degrees (WGS 84) from any common notation or map link; UsageError for none."""
    words = tidy(text)
    if is_link(words):
        found = in_link(words)
        return _checked(found.lat, found.lon)
    return _checked(*pair(words))


def place_doubt(text: str) -> str:
    """Return a doubt about a place that parse_place() has read in a link, as a sentence; empty for nothing."""
    words = tidy(text)
    return in_link(words).doubt if is_link(words) else ""


def parse_angle(text: str, signs: str) -> float:
    """Read one coordinate in degrees, also of a link; `signs` are its letters, plus before minus: "NS" or "EW"."""
    words = tidy(text)
    if is_link(words):
        return parse_place(text)[signs != "NS"]
    letter = next((each for each in words.upper() if each in "NSEW"), "")
    if letter and letter not in signs:
        raise UsageError((_A_LONGITUDE if signs == "NS" else _A_LATITUDE).format(text=words[:40], letter=letter))
    return angle(words, letter)


def _checked(lat: float, lon: float) -> tuple[float, float]:
    if abs(lat) > 90:
        beyond = _("Latitude {latitude} is beyond 90 degrees.").format(latitude=f"{lat:g}")
        swapped = _("Perhaps latitude and longitude are swapped.") if abs(lon) <= 90 and abs(lat) <= 180 else ""
        raise UsageError(together(beyond, swapped))
    if abs(lon) > 180:
        raise UsageError(_("Longitude {longitude} is beyond 180 degrees.").format(longitude=f"{lon:g}"))
    return lat, lon


def bounds_of(points: Iterable[tuple[float | None, float | None]]) -> Bounds | None:
    """Return the bounds of (lat, lon) points, without those unknown, at 0, 0, or among the outermost hundredth."""
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None and (lat or lon)]
    if not known:
        return None
    lats, lons = sorted(lat for lat, _ in known), sorted(lon for _, lon in known)
    cut = len(known) // 100
    return lats[cut], lons[cut], lats[-1 - cut], lons[-1 - cut]


def far_from(lat: float, lon: float, bounds: Bounds | None, margin: float = 2.0) -> bool:
    """Return whether a place lies outside the bounds by more than `margin` degrees; False without bounds."""
    if bounds is None:
        return False
    south, west, north, east = bounds
    return not (south - margin <= lat <= north + margin and west - margin <= lon <= east + margin)


def looks_swapped(lat: float, lon: float, fleet_bounds: Bounds | None) -> bool:
    """Return whether a place is far from the fleet as written, and near with its two numbers swapped."""
    return far_from(lat, lon, fleet_bounds) and not far_from(lon, lat, fleet_bounds)
