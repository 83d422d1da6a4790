"""The address of a place on the map: the nearest one that this desk knows."""

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.ranking import km_between
from fleetdesk.sync.background import Background
from fleetdesk.sync.gazetteer import Gazetteer
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.notices import Notices

WITHIN_M = 500.0
NONE = _("This desk knows no address within {metres} m of this place.").format(metres=number(WITHIN_M))


class PlaceAddress:
    """Says the nearest known address of a place, and offers to copy it."""

    def __init__(self, gazetteer: Gazetteer, background: Background, notices: Notices) -> None:
        self._gazetteer, self._background, self._notices = gazetteer, background, notices

    def say(self, lat: float, lon: float) -> None:
        """Look the address up and say it."""
        self._background.start(self._say(lat, lon), "address of a place")

    async def _say(self, lat: float, lon: float) -> None:
        found = await self._gazetteer.around(lat, lon, WITHIN_M)
        if not found:
            self._notices.say(NONE)
            return
        label = found[0].label
        said = _words(found[0], lat, lon)
        self._notices.say(said, action=pgettext("button", "Copy"), do=lambda: copy(label))


def _words(place: KnownPlace, lat: float, lon: float) -> str:
    metres = km_between(place, (lat, lon)) * 1000
    told = _("“{address}” is the nearest address that this desk knows, {metres} m from here.")
    return told.format(address=readable(place.label, NAME), metres=number(round(metres, -1)))
