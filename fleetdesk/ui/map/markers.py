"""The units as the map draws them, and what is said of one that the pointer is over."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from fleetdesk.base.sentences import joined
from fleetdesk.domain.drivers import minutes_to_rest, rest_soon_words
from fleetdesk.domain.located import place_of
from fleetdesk.domain.units import UnitKind
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets import formatting

LABEL_CHARACTERS, DETAIL_CHARACTERS = 80, 160
KEPT = 2**16
"""So many names are kept as the map shows them: of each unit that moves its own is needed."""


def marker(key: str, seen: Seen) -> MapUnit | None:
    """Return the unit with this key as the map draws it; None without a position."""
    position, place, motion = seen.position, place_of(seen.position), seen.motion
    if position is None or place is None:
        return None
    return MapUnit(
        key,
        *place,
        motion.state,
        position.heading_deg,
        motion.fade,
        label_of(seen),
        seen.unit.kind is UnitKind.PERSON,
        seen.suspect,
        seen.driving is not None and minutes_to_rest(seen.driving) is not None,  # most have no tachograph
    )


def label_of(seen: Seen) -> str:
    """Return the unit's short name as the map shows it; one that is too long is cut each time, and not kept whole."""
    label = seen.label
    return _shown(label) if len(label) <= LABEL_CHARACTERS else formatting.elided(label, LABEL_CHARACTERS)


@lru_cache(maxsize=KEPT)
def _shown(label: str) -> str:
    return formatting.elided(label, LABEL_CHARACTERS)


def markers(fleet: Mapping[str, Seen], keys: Iterable[str]) -> tuple[list[MapUnit], list[str]]:
    """Return these units as the map draws them, and the keys of those that it does not draw."""
    made, without = [], []
    for key in keys:
        seen = fleet.get(key)
        drawn = None if seen is None else marker(key, seen)
        if drawn is None:
            without.append(key)
        else:
            made.append(drawn)
    return made, without


def detail(seen: Seen) -> str:
    """Return what is said of a unit below its name: vehicle or name, what it does, and little time left to drive."""
    rest = rest_soon_words(minutes_to_rest(seen.driving))
    said = joined((seen.vehicle or seen.unit.name, seen.motion.reason, rest), " · ")
    return formatting.elided(said, DETAIL_CHARACTERS)
