"""A way by road that is drawn while a vehicle drives it, and asked for anew where the vehicle has left it."""

from collections.abc import Sequence

from shapely import LineString
from shapely import Point as Place

from fleetdesk.domain.geo import Point
from fleetdesk.sync.roads import RoadService

BESIDE_DEGREES = 0.01  # a vehicle farther from its line has taken another way: about a kilometre
Points = tuple[Point, ...]


class FollowedRoad:
    """The way from where a vehicle is through some stops. `purpose` is what it is asked for, by RoadService."""

    def __init__(self, roads: RoadService, purpose: str) -> None:
        self._roads, self._purpose = roads, purpose
        self._through: Points = ()

    def line(self, through: Sequence[Point]) -> Points:
        """Return the line from the first point, where the vehicle is, through the others; none where it is not known.

        It is asked for where it is not known, or the vehicle has left it.
        """
        if not through:
            self.forget()
            return ()
        wanted = (_near(through[0]), *through[1:])
        if not self._holds(wanted, through[0]):
            self._through = wanted
            self._roads.ask_line(self._purpose, wanted)
        line = self._roads.line(self._through)
        return line.points if line else ()

    def forget(self) -> None:
        """Ask for no way any more."""
        self._through = ()
        self._roads.ask_no_line(self._purpose)

    def _holds(self, wanted: Points, here: Point) -> bool:
        """Return whether the line that was asked for is still that of the vehicle and its stops."""
        if not self._through or wanted[1:] != self._through[1:]:
            return False
        line = self._roads.line(self._through)
        if line is None:
            return wanted == self._through and self._roads.has_line(wanted)
        return bool(LineString(line.points).distance(Place(here)) < BESIDE_DEGREES)


def _near(here: Point) -> Point:
    """Return a place that does not change with each position; the line is good until the vehicle has moved far."""
    return round(here[0] * 500) / 500, round(here[1] * 1000) / 1000
