"""The units as the map draws them; a unit of which nothing is drawn differently costs a comparison and no texts."""

from collections.abc import Iterable, Mapping

from fleetdesk.base.sentences import joined
from fleetdesk.domain.drivers import minutes_to_rest, rest_soon_words
from fleetdesk.domain.located import place_of
from fleetdesk.domain.motion import State
from fleetdesk.domain.units import Unit, UnitKind
from fleetdesk.mapview.deltas import MapUnit
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets import formatting

LABEL_CHARACTERS, DETAIL_CHARACTERS = 80, 160
Drawn = tuple[tuple[float, float], State, int | None, int, bool, Unit, str | None, str, int | None]
"""What a marker is made from: place, state, heading, fade, suspect, the unit, its vehicle, the reason, minutes.

The minutes are those until the daily rest, where they are few.
"""


def marker(seen: Seen) -> MapUnit | None:
    """Return the unit as the map draws it; None without a position."""
    drawn = _drawn(seen)
    return None if drawn is None else _marker(seen, drawn)


class Markers:
    """Remembers what each marker was made from; `made` is how many markers were made so far."""

    def __init__(self) -> None:
        self._drawn: dict[str, Drawn] = {}
        self.made = 0

    def all(self, fleet: Mapping[str, Seen]) -> list[MapUnit]:
        """Return the markers of a whole fleet, which takes the place of the one before."""
        self._drawn.clear()
        return self.changed(fleet, fleet)[0]

    def changed(self, fleet: Mapping[str, Seen], keys: Iterable[str]) -> tuple[list[MapUnit], list[str]]:
        """Return the markers of these units that look different now, and the keys of those that have none any more."""
        markers, gone = [], []
        for key in keys:
            seen, before = fleet.get(key), self._drawn.get(key)
            drawn = None if seen is None else _drawn(seen)
            if seen is not None and drawn is not None and drawn != before:
                self._drawn[key] = drawn
                markers.append(_marker(seen, drawn))
            elif drawn is None and self._drawn.pop(key, None) is not None:
                gone.append(key)
        self.made += len(markers)
        return markers, gone


def _drawn(seen: Seen) -> Drawn | None:
    position, place, motion = seen.position, place_of(seen.position), seen.motion
    if position is None or place is None:
        return None
    heading = position.heading_deg
    rest = minutes_to_rest(seen.driving)
    return place, motion.state, heading, motion.fade, seen.suspect, seen.unit, seen.vehicle, motion.reason, rest


def _marker(seen: Seen, drawn: Drawn) -> MapUnit:
    place, state, heading, fade, suspect, unit, vehicle, reason, rest = drawn
    detail = joined((vehicle or unit.name, reason, rest_soon_words(rest)), " · ")
    return MapUnit(
        unit.key,
        *place,
        state,
        heading,
        fade,
        formatting.elided(seen.label, LABEL_CHARACTERS),
        formatting.elided(detail, DETAIL_CHARACTERS),
        unit.kind is UnitKind.PERSON,
        suspect,
        rest is not None,
    )
