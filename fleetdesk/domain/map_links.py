"""The place in a link that people copy from a map: geo:, Google, OpenStreetMap, Waze, Apple, Bing, Yandex, HERE."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from fleetdesk.errors import UsageError

_PAIR = re.compile(
    r"\s*(?:loc:|ll\.)?([-+]?\d{1,3}(?:\.\d+)?)[,~\s]\s*([-+]?\d{1,3}(?:\.\d+)?)\s*(?:[,;(].*)?", re.ASCII
)
_PIN = re.compile(r"!3d(-?\d{1,3}(?:\.\d+)?)!4d(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
_VIEW = re.compile(r"@(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
_PATH = re.compile(r"/(?:search|place|dir/[^/]*)/(-?\d{1,3}\.\d+),\+?(-?\d{1,3}\.\d+)", re.ASCII)
_HASH = re.compile(r"map=\d+(?:\.\d+)?/(-?\d{1,3}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
_QUERY = ("q", "query", "ll", "destination", "daddr", "sll", "center", "cp", "to", "map")
_NONE = (
    "This link holds no coordinates. Open it, and copy the long address that the browser then shows, or the numbers."
)


def in_link(link: str) -> tuple[float, float]:
    """Latitude and longitude in a map's link: of its pin before those of its view; a UsageError where it has none."""
    if link.casefold().startswith("geo:"):
        return _pair_of_query(link) or _pair(link[4:].partition("?")[0]) or _refuse()
    try:
        parts = urlsplit(link)
    except ValueError:
        return _refuse()
    path = unquote(parts.path)
    found = _PIN.search(path) or _PATH.search(path)
    return (
        _pair_of(found)
        or _pair_of_query(link)
        or _pair_of(_VIEW.search(path) or _HASH.search(parts.fragment))
        or _refuse()
    )


def _pair_of(found: re.Match[str] | None) -> tuple[float, float] | None:
    return (float(found[1]), float(found[2])) if found else None


def _pair(text: str) -> tuple[float, float] | None:
    return _pair_of(_PAIR.fullmatch(text))


def _pair_of_query(link: str) -> tuple[float, float] | None:
    try:
        query = parse_qs(link.partition("#")[0].partition("?")[2], max_num_fields=50)
    except ValueError:
        return None
    one, other = query.get("mlat", [""])[0], query.get("mlon", [""])[0]
    if one and other:
        return _pair(f"{one},{other}")
    if "pt" in query:  # Yandex puts the longitude first
        found = _pair(query["pt"][0])
        return (found[1], found[0]) if found else None
    return next((found for name in _QUERY for value in query.get(name, ()) if (found := _pair(value))), None)


def _refuse() -> tuple[float, float]:
    raise UsageError(_NONE)
