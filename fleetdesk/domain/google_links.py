"""Google's map links: the last stop of a route, the last pin of a place, and the view that both of them show."""

import re

from fleetdesk.domain.link_parts import MapLink, Point, Read, in_order

_F = r"(-?\d{1,3}(?:\.\d+)?)"
_PIN = re.compile(rf"!3d{_F}!4d{_F}", re.ASCII)
_STOP = re.compile(rf"!2m2!1d{_F}!2d{_F}", re.ASCII)  # the longitude first
_VIEW = re.compile(rf"@{_F},{_F}", re.ASCII)
_PLACES = ("q", "query", "destination", "daddr")
_NAMES = (*_PLACES, "cid", "ftid", "query_place_id", "destination_place_id", "saddr", "origin")


def read(link: MapLink) -> Read:
    """Read what a link of Google's says; `ll`, `sll`, `center` and what follows an @ are views."""
    view = _view(link)
    if "/dir/" in link.path:
        asked = link.value("destination", "daddr")
        return Read(in_order(asked) if asked else _last_stop(link.path), view, named=True)
    wanted = next((value for name in _PLACES for value in link.query.get(name, ()) if value.strip()), "")
    last = re.split(r"\bto:", wanted)[-1]  # maps.google.com/?daddr=A+to:B
    pin = in_order(last) if wanted else None
    pins = _PIN.findall(link.path)
    place = re.search(r"/(?:search|place)/([^/]*)", link.path)
    if not pin and pins:
        pin = (float(pins[-1][0]), float(pins[-1][1]))
    if not pin and place:
        pin = in_order(place[1])
    return Read(pin, view, named=bool(place and place[1].strip()) or any(link.value(each) for each in _NAMES))


def _view(link: MapLink) -> Point | None:
    found = _VIEW.search(link.path)
    if found:
        return float(found[1]), float(found[2])
    return next((point for name in ("ll", "sll", "center", "viewpoint") if (point := in_order(link.value(name)))), None)


def _last_stop(path: str) -> Point | None:
    """Return the last stop by its own numbers; by those of the data where every stop that has a name has some."""
    stops = re.split(r"/(?:@|data=|am=)", path.partition("/dir/")[2])[0].strip("/").split("/")
    if not stops or not stops[-1].strip():
        return None
    own = in_order(stops[-1])
    if own:
        return own
    named = [each for each in stops if each.strip() and not in_order(each)]
    places = _STOP.findall(path)
    if len(places) not in (len(named), len([each for each in stops if each.strip()])):
        return None
    return float(places[-1][1]), float(places[-1][0])
