"""The units as the map draws them, and what is said of one that the pointer is over."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from fleetdesk.base.sentences import joined
from fleetdesk.domain.drivers import minutes_to_rest, rest_soon_words
from fleetdesk.domain.located import place_of
from fleetdesk.domain.units import UnitKind
from fleetdesk.mapview.map_unit import Cells, UnitColumns, cells, flags, looks
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets import formatting

LABEL_CHARACTERS, DETAIL_CHARACTERS = 80, 160


def label_of(seen: Seen) -> str:
    """Return the unit's short name as the map shows it."""
    return formatting.elided(seen.label, LABEL_CHARACTERS)


def markers(
    fleet: Mapping[str, Seen], keys: Iterable[str], *, only_moved: bool = False
) -> tuple[UnitColumns, list[str]]:
    """Return these units as the map draws them, and the keys of those that it does not draw.

    `only_moved` says that their names are as they were.
    """
    wanted = dict.fromkeys(keys)
    drawn = {key: it for key in wanted if (it := fleet.get(key)) is not None and place_of(it.position) is not None}
    without = [key for key in wanted if key not in drawn] if len(drawn) < len(wanted) else []
    return UnitColumns(list(drawn), _cells(list(drawn.values())), lambda key: label_of(drawn[key]), only_moved), without


def _cells(drawn: Sequence[Seen]) -> Cells:
    """Return what each of these units, which have a place, looks like; a column at a time, since they are thousands."""
    positions, motions = [seen.position for seen in drawn], [seen.motion for seen in drawn]
    places = np.array(([each.lat for each in positions if each], [each.lon for each in positions if each]), float)
    states, fades = [each.state for each in motions], [each.fade for each in motions]
    headings = [each.heading_deg for each in positions if each]
    told = flags(
        [seen.unit.kind is UnitKind.PERSON for seen in drawn],
        [seen.suspect for seen in drawn],
        [seen.driving is not None and minutes_to_rest(seen.driving) is not None for seen in drawn],
    )
    return cells(places.T, looks(states, headings, fades, told))


def detail(seen: Seen) -> str:
    """Return what is said of a unit below its name: vehicle or name, what it does, and little time left to drive."""
    rest = rest_soon_words(minutes_to_rest(seen.driving))
    said = joined((seen.vehicle or seen.unit.name, seen.motion.reason, rest), " · ")
    return formatting.elided(said, DETAIL_CHARACTERS)
