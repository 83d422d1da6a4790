"""How each kind of address service is asked: the path below its address, and the parameters."""

from dataclasses import dataclass

from fleetdesk.geocoding.lest97 import to_metres
from fleetdesk.geocoding.presets import Protocol

ROUGHLY = 1
"""Decimals of a degree by which an own server learns where the map looks, about 10 km."""
_BESIDE = 1.0  # degrees of the box that Nominatim prefers, to each side
Near = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Question:
    """A path, and what stands behind it; the key of the user is added when it is asked."""

    path: str
    query: tuple[tuple[str, str], ...]


def question_of_text(protocol: Protocol, text: str, near: Near, most: int) -> Question:
    """Return the question for at most so many addresses that a text may mean; `near` is a latitude and longitude."""
    rough = (round(near[0], ROUGHLY), round(near[1], ROUGHLY)) if near else None
    if protocol is Protocol.IN_AKS:
        return Question("gazetteer", (("address", text), ("results", str(most)), ("appartment", "0"), ("unik", "0")))
    if protocol is Protocol.PHOTON:
        return Question("api", (("q", text), ("limit", str(most)), *_pair(rough, "lat", "lon")))
    if protocol is Protocol.PELIAS:
        return Question(
            "autocomplete", (("text", text), ("size", str(most)), *_pair(rough, "focus.point.lat", "focus.point.lon"))
        )
    shape = ("format", "jsonv2"), ("addressdetails", "1"), ("limit", str(most))
    return Question("search", (("q", text), *shape, *_box(rough)))


def question_of_place(protocol: Protocol, lat: float, lon: float) -> Question:
    """Return the question for the address of a place in degrees."""
    if protocol is Protocol.IN_AKS:
        east, north = to_metres(lat, lon)
        return Question("gazetteer", (("x", f"{east:.1f}"), ("y", f"{north:.1f}"), ("nearest", "1")))
    place = f"{lat:.6f}", f"{lon:.6f}"
    if protocol is Protocol.PHOTON:
        return Question("reverse", (("lat", place[0]), ("lon", place[1]), ("limit", "1")))
    if protocol is Protocol.PELIAS:
        return Question("reverse", (("point.lat", place[0]), ("point.lon", place[1]), ("size", "1")))
    return Question("reverse", (("lat", place[0]), ("lon", place[1]), ("format", "jsonv2"), ("addressdetails", "1")))


def _pair(place: Near, lat: str, lon: str) -> tuple[tuple[str, str], ...]:
    return ((lat, str(place[0])), (lon, str(place[1]))) if place else ()


def _box(place: Near) -> tuple[tuple[str, str], ...]:
    if place is None:
        return ()
    lat, lon = place
    corners = (lon - _BESIDE, lat - _BESIDE, lon + _BESIDE, lat + _BESIDE)
    return (("viewbox", ",".join(f"{each:.{ROUGHLY}f}" for each in corners)),)
