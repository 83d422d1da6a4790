"""What a country is made of: towns, and roads between them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """A town: its name, its place in an address, WGS84 degrees, and the bearing of dry land if it lies on a coast."""

    name: str
    region: str
    lat: float
    lon: float
    land: int | None


@dataclass(frozen=True, slots=True)
class Road:
    """A road between two towns by way points (lat, lon)."""

    a: str
    b: str
    via: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Country:
    """Towns, roads, street names, time zone, and the top speed on its roads in metres a second."""

    code: str
    towns: tuple[Town, ...]
    roads: tuple[Road, ...]
    streets: tuple[str, ...]
    zone: str
    top_speed: float
