"""The square of the web map: the world but for its poles, as all tiles and the map's page have it."""

from math import asinh, atan, degrees, pi, radians, sinh, tan


def square(lat: float, lon: float) -> tuple[float, float]:
    """Return where a place in degrees is in the square: 0 at its west and north, 1 at its east and south."""
    return lon / 360 + 0.5, 0.5 - asinh(tan(radians(lat))) / (2 * pi)


def place(x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude, in degrees, of a point of the square."""
    return degrees(atan(sinh(pi * (1 - 2 * y)))), x * 360 - 180
