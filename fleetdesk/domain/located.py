"""Where something is that may have no place: a position, a task, a scan."""

from typing import Protocol


class Located(Protocol):
    """What has a latitude and longitude in degrees (WGS 84), each None where it is not known."""

    @property
    def lat(self) -> float | None:
        """Return the latitude."""

    @property
    def lon(self) -> float | None:
        """Return the longitude."""


def place_of(located: Located | None) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees; None where there is nothing, or one of them is not known."""
    if located is None or located.lat is None or located.lon is None:
        return None
    return located.lat, located.lon
