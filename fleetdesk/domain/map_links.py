"""The place in a link that people copy from a map: its pin, or with a doubt the middle of its view."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain import google_links, map_hosts
from fleetdesk.domain.link_parts import MapLink, Point, Read, in_order

VIEW = _(
    "The link shows a view of the map and names no place: the middle of the view is taken. Look whether it is right."
)
UNKNOWN = _("FleetDesk does not know the map of this link: look whether its place is right.")
_NONE = _(
    "This link holds no coordinates. Open it, and copy the long address that the browser then shows, or the numbers."
)
_NAMED = _(
    "This link names an address or a route and not the coordinates of its place; the view that it shows is no place. "
    "Open it, set a pin on the place, and copy the numbers."
)
_SHORT = re.compile(r"(?:[a-z\d-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE | re.ASCII)
_INSIDE = re.compile(r"(?:[a-z][a-z\d+.-]*://|geo:|google\.navigation:)\S+", re.IGNORECASE | re.ASCII)
_READERS = (
    (r"google|goo\.gl|comgooglemaps", google_links.read),
    (r"openstreetmap|osm", map_hosts.osm),
    (r"yandex\w*|ya\.ru", map_hosts.yandex),
    (r"bing", map_hosts.bing),
    (r"waze", map_hosts.waze),
    (r"mapy", map_hosts.mapy),
    (r"apple|maps", map_hosts.apple),
    (r"here", map_hosts.here),
)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """The place of a link in degrees, and what is doubtful about it in a sentence."""

    lat: float
    lon: float
    doubt: str = ""


def is_link(words: str) -> bool:
    """Return whether a text is, or holds, a link."""
    return bool(_INSIDE.search(words) or _SHORT.fullmatch(words))


def in_link(words: str) -> FoundPlace:
    """Return the place that a link names, else with a doubt the one it shows; UsageError where it has neither."""
    inside = _INSIDE.search(words)
    address = inside[0] if inside else f"https://{words}"
    if address.casefold().startswith(("geo:", "google.navigation:")):
        return _found(map_hosts.geo(MapLink.of_scheme(address)))
    try:
        parts = urlsplit(address)
        link = MapLink.of(parts)
        host = f"{parts.hostname or ''}." if parts.scheme in ("http", "https") else f"{parts.scheme}."
    except ValueError as error:
        raise UsageError(_NONE) from error
    for name, read in _READERS:
        if re.search(rf"(?:^|\.)(?:{name})\.", host, re.IGNORECASE):
            return _found(read(link))
    return _of_unknown(link, host.strip("."))


def _found(read: Read) -> FoundPlace:
    if read.pin:
        return FoundPlace(*read.pin)
    if read.view and not read.named:
        return FoundPlace(*read.view, VIEW)
    raise UsageError(_NAMED if read.named else _NONE)


def _of_unknown(link: MapLink, host: str) -> FoundPlace:
    """Read a link of an unknown host; which number comes first is not guessed."""
    named = _with_names(link)
    if named:
        return FoundPlace(*named, UNKNOWN)
    texts = (*(value for values in link.query.values() for value in values), *link.path.split("/"), link.fragment)
    bare = next((point for text in texts if (point := in_order(text.lstrip("@")))), None)
    if bare:
        one, other = (f"{each:g}" for each in bare)
        raise UsageError(
            _(
                "FleetDesk does not know the map of {server}, and cannot tell which of {one} and {other} "
                "is the latitude. Write the two numbers, latitude first."
            ).format(server=host[:60], one=one, other=other)
        )
    raise UsageError(_NONE)


def _with_names(link: MapLink) -> Point | None:
    pairs = (("mlat", "mlon"), ("lat", "lon"), ("lat", "lng"), ("lat", "long"), ("latitude", "longitude"))
    return next((point for lat, lon in pairs if (point := link.both(lat, lon))), None)
