"""Answers of address services as hits: a row that cannot be used is dropped, the others are kept."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fleetdesk.base.errors import BadAnswer
from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.known_place import is_sound
from fleetdesk.domain.gazetteer.place_hit import Exactness, PlaceHit
from fleetdesk.geocoding.presets import Protocol

LONGEST = 255
"""So many letters a task's address may have; a longer label is none."""
STRANGE = _("The answer is not that of an address service of this kind. Check its address.")
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
_TOWNS = ("city", "town", "village", "hamlet", "municipality", "county")
_STREETS = {"street", "road", "highway"}
Row = Mapping[str, Any]


def read_hits(protocol: Protocol, answer: Any) -> list[PlaceHit]:
    """Return the hits of an answer's JSON values, in its order; BadAnswer where it is none of such a service."""
    hits = (hit for row in _rows(protocol, answer) if isinstance(row, Mapping) for hit in _hit(protocol, row))
    return list(dict.fromkeys(hits))


def _rows(protocol: Protocol, answer: Any) -> Sequence[Any]:
    if protocol is Protocol.NOMINATIM:
        rows = [answer] if isinstance(answer, Mapping) else answer
    elif isinstance(answer, Mapping) and protocol is Protocol.IN_AKS:
        rows = answer.get("addresses", []) if _tells_of_addresses(answer) else None
    else:
        rows = answer.get("features") if isinstance(answer, Mapping) else None
    if not isinstance(rows, list):
        raise BadAnswer(STRANGE)
    return rows


def _tells_of_addresses(answer: Row) -> bool:
    """Return whether it is an answer of In-AKS, which has its host alone where nothing is found."""
    return "error" not in answer and ("addresses" in answer or "host" in answer)


def _hit(protocol: Protocol, row: Row) -> Iterable[PlaceHit]:
    """Yield the hit of a row; nothing where it has no label or no place on earth."""
    label, lat, lon, exactness = _READERS[protocol](row)
    label = _plain(label)
    lat, lon = _degrees(lat), _degrees(lon)
    if lat is not None and lon is not None and len(label) <= LONGEST and is_sound(label, lat, lon):
        yield PlaceHit(label, lat, lon, exactness)


Read = tuple[Any, Any, Any, Exactness]


def _of_in_aks(row: Row) -> Read:
    label = _first(row, ("ipikkaadress", "pikkaadress", "aadresstekst"))
    return label, row.get("viitepunkt_b"), row.get("viitepunkt_l"), _in_aks_exactness(row)


def _in_aks_exactness(row: Row) -> Exactness:
    """Return what a row is: a building or a plot with its number, a street, or a settlement."""
    kind, quality = _text(row, "liikVal"), _text(row, "kvaliteet")
    if kind == "LIIKLUSPIND":
        return Exactness.STREET
    if kind and not kind.endswith("HOONE") and kind not in ("KATASTRIYKSUS", "EHITIS"):
        return Exactness.AREA
    return Exactness.STREET if quality == "osaline" else Exactness.EXACT


def _of_photon(row: Row) -> Read:
    about = _part(row, "properties")
    kind = _text(about, "type")
    exact = kind == "house" or bool(_text(about, "housenumber"))
    exactness = Exactness.EXACT if exact else Exactness.STREET if kind in _STREETS else Exactness.AREA
    return (_address(about, "street", "housenumber", "postcode"), *_point(row), exactness)


def _of_pelias(row: Row) -> Read:
    about = _part(row, "properties")
    layer, accuracy = _text(about, "layer"), _text(about, "accuracy")
    exactness = Exactness.AREA
    if layer in ("address", "venue"):
        exactness = Exactness.STREET if accuracy == "interpolated" else Exactness.EXACT
    elif layer in _STREETS or layer == "intersection":
        exactness = Exactness.STREET
    return (about.get("label"), *_point(row), exactness)


def _of_nominatim(row: Row) -> Read:
    about = {"name": row.get("name"), **_part(row, "address")}
    exactness = Exactness.AREA
    if _text(about, "house_number"):
        exactness = Exactness.EXACT
    elif _text(row, "addresstype") in _STREETS or _text(row, "category") == "highway":
        exactness = Exactness.STREET
    label = _address(about, "road", "house_number", "postcode") or row.get("display_name")
    return label, row.get("lat"), row.get("lon"), exactness


_READERS: Mapping[Protocol, Callable[[Row], Read]] = {
    Protocol.IN_AKS: _of_in_aks,
    Protocol.PHOTON: _of_photon,
    Protocol.PELIAS: _of_pelias,
    Protocol.NOMINATIM: _of_nominatim,
}


def _address(about: Row, street: str, number: str, postcode: str) -> str:
    """Return name, street with number, and town with postcode, each once, as addresses here are written."""
    name, road, town = _text(about, "name"), _text(about, street), _first(about, _TOWNS)
    way = f"{road or name} {_text(about, number)}".strip()
    place = f"{_text(about, postcode)} {town}".strip() if town else ""
    named = "" if name in (road, town, way) else name
    return ", ".join(dict.fromkeys(each for each in (named, "" if way == town else way, place) if each))


def _point(row: Row) -> tuple[Any, Any]:
    """Return the latitude and longitude of a GeoJSON point, which has them the other way round."""
    found = _part(row, "geometry").get("coordinates")
    return (found[1], found[0]) if isinstance(found, list) and len(found) >= 2 else (None, None)


def _part(row: Row, name: str) -> Row:
    found = row.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(row: Row, name: str) -> str:
    found = row.get(name)
    return found.strip() if isinstance(found, str) else ""


def _first(row: Row, names: Iterable[str]) -> str:
    return next((text for name in names if (text := _text(row, name))), "")


def _plain(label: Any) -> str:
    """Return a label on one line, without characters that nobody sees."""
    if not isinstance(label, str) or len(label) > 4 * LONGEST:
        return ""
    seen = (" " if each.isspace() else each for each in label)
    return " ".join("".join(each for each in seen if unicodedata.category(each)[0] != "C").split())


def _degrees(value: Any) -> float | None:
    """Return a number, or a text that is one; None for anything else."""
    if isinstance(value, str):
        return float(value) if _DEGREES.fullmatch(value.strip()) else None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and abs(value) <= 180 and math.isfinite(value) else None
