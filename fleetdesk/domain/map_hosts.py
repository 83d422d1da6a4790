"""What the links of each map say; which of them write the longitude first."""

import re

from fleetdesk.domain.link_parts import MapLink, Point, Read, in_order, longitude_first

_HASH = re.compile(r"map=\d+(?:\.\d+)?/(-?\d{1,3}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)", re.ASCII)


def _first(link: MapLink, *names: str) -> Point | None:
    return next((point for name in names for text in link.query.get(name, ()) if (point := in_order(text))), None)


def _has(link: MapLink, *names: str) -> bool:
    return any(link.value(name) for name in names)


def geo(link: MapLink) -> Read:
    """Read geo:lat,lon?q=lat,lon(Name); 0,0 stands for a place that is to be searched for."""
    asked, own = link.value("q"), in_order(link.path.partition(";")[0])
    own = own if own != (0.0, 0.0) else None
    if not asked:
        return Read(own)
    return Read(in_order(asked), own, named=own is None)


def osm(link: MapLink) -> Read:
    """Read a link of OpenStreetMap: the marker, or the place that is asked about; the view stands behind the #."""
    found = _HASH.search(link.fragment)
    view = (float(found[1]), float(found[2])) if found else None
    asked = re.match(r"/(?:query|note|search|directions|node|way|relation)\b", link.path)
    pin = link.both("mlat", "mlon") or _first(link, "marker", "to")
    if not pin and link.value("route"):
        pin = in_order(link.value("route").split(";")[-1])
    if not pin and asked:
        pin = link.both("lat", "lon") or _first(link, "query")
    return Read(pin, view or link.both("lat", "lon"), bool(asked) or _has(link, "route", "to", "query"))


def yandex(link: MapLink) -> Read:
    """Read a link of Yandex: points are longitude first, routes latitude first; several points are no one place."""
    points = link.value("pt", "whatshere[point]").split("~")
    route = link.value("rtext")
    pin = longitude_first(points[0]) if len(points) == 1 else None
    if not pin:
        pin = in_order(route.split("~")[-1]) if route else link.both("lat_to", "lon_to") or _text(link)
    named = _has(link, "pt", "whatshere[point]", "rtext", "text", "oid", "poi[point]", "poi[uri]", "ol")
    if not pin and link.value("poi[point]"):
        pin = longitude_first(link.value("poi[point]"))
    return Read(pin, longitude_first(link.value("ll")), named or bool(re.search(r"/(?:org|house|geo)/", link.path)))


def _text(link: MapLink) -> Point | None:
    return in_order(link.value("text"))


def bing(link: MapLink) -> Read:
    """Read a link of Bing: `sp` is a pin, `rtp` a route, `cp` the middle of the view."""
    stops = [each for each in link.value("rtp").split("~") if each]
    spots = [each for each in re.split(r"~(?=point\.)", link.value("sp")) if each]
    pin = _bing_stop(stops[-1]) if stops and link.value("rtp").count("~") else None
    if not pin and len(spots) == 1:
        pin = _bing_stop(spots[0])
    pin = pin or _first(link, "where1", "q")
    return Read(pin, in_order(link.value("cp")), _has(link, "sp", "rtp", "where1", "q", "ss", "ypid", "osid"))


def _bing_stop(text: str) -> Point | None:
    return in_order(text) if re.match(r"(?:point|pos)\.", text) else None


def waze(link: MapLink) -> Read:
    """Read a link of Waze: the destination; `lat` and `lon` beside a zoom are a view."""
    pin = _first(link, "to", "latlng", "ll") or in_order(link.path.rpartition("/")[2].removeprefix("ll."))
    return Read(pin, link.both("lat", "lon"), _has(link, "to", "q", "place", "from", "venue_id"))


def mapy(link: MapLink) -> Read:
    """Read a link of mapy.cz or mapy.com, longitude first: an id that is a place, else x and y of the view."""
    places = {"coor", "base", ""}
    pin = longitude_first(link.value("id")) if link.value("source") in places else None
    pin = pin or longitude_first(link.value("end"))
    center = longitude_first(link.value("center"))
    if not pin and center and link.value("marker").casefold() == "true":
        pin = center
    pin = pin or _first(link, "q")
    named = (
        _has(link, "source", "id", "q", "rc", "end", "rs", "query", "uc", "ud", "mid") or "planovani-trasy" in link.path
    )
    return Read(pin, link.turned("x", "y") or center, named)


def apple(link: MapLink) -> Read:
    """Read a link of Apple: destination or place; `ll` beside a zoom without a name, `center` and `sll` are views."""
    pin = _first(link, "daddr", "destination", "coordinate", "q")
    at, named = in_order(link.value("ll")), _has(link, "daddr", "destination", "q", "address", "auid", "place-id")
    if not pin and at and not _has(link, "daddr", "destination") and (named or not _has(link, "z", "spn")):
        pin = at
    return Read(pin, at or _first(link, "center", "sll", "near"), named)


def here(link: MapLink) -> Read:
    """Read a link of HERE: a shared place, or the last stop of a route; `map` is the view."""
    found = re.search(r"/(?:l|r|directions)/(.*)", link.path)
    pin = in_order(found[1].rstrip("/").split("/")[-1]) if found else None
    return Read(pin, in_order(link.value("map")), named=bool(found) or "/p/" in link.path or _has(link, "q"))
