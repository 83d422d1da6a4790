"""The address of a place on the map: the nearest one that this desk knows, else that of the chosen service."""

from collections.abc import Callable

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import ended
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.place_hit import PlaceHit
from fleetdesk.domain.gazetteer.ranking import km_between
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.background import Background
from fleetdesk.sync.gazetteer import Gazetteer
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.notices import Notices

WITHIN_M, HERE_M = 500.0, 30.0
"""A known address that is farther than the second is no answer where a service can be asked."""
PICKED = _("The place is taken. Its address is empty yet.")
NONE = _("This desk knows no address within {metres} m of this place.").format(metres=number(WITHIN_M))


class PlaceAddress:
    """Says the nearest address of a place and where it is from, and offers to copy it."""

    def __init__(self, gazetteer: Gazetteer, service: AddressService, background: Background, notices: Notices) -> None:
        self._gazetteer, self._service = gazetteer, service
        self._background, self._notices = background, notices

    def say(self, lat: float, lon: float) -> None:
        """Look the address up and say it."""
        self._background.start(self._say(lat, lon), "address of a place")

    def offer(self, lat: float, lon: float, take: Callable[[str], None]) -> None:
        """Offer to find the address of a picked place, which `take` gets; nobody is asked before that is wanted."""

        def find() -> None:
            self._background.start(self._fill(lat, lon, take), "address of a place")

        self._notices.say(PICKED, action=_("Find its address"), do=find)

    async def nearest(self, lat: float, lon: float) -> tuple[str, str]:
        """Return the nearest address and a sentence about it; an empty one where none is known."""
        found = await self._gazetteer.around(lat, lon, WITHIN_M)
        known = found[0] if found else None
        hit = None if known and _metres(known, lat, lon) <= HERE_M else await self._service.address_of(lat, lon)
        if hit is not None and (known is None or _metres(hit.place, lat, lon) < _metres(known, lat, lon)):
            return hit.label, self._words_of(hit, lat, lon)
        return (known.label, _words(known, lat, lon)) if known else ("", NONE)

    async def _fill(self, lat: float, lon: float, take: Callable[[str], None]) -> None:
        label, said = await self.nearest(lat, lon)
        if label:
            take(label)
        self._notices.say(said)

    async def _say(self, lat: float, lon: float) -> None:
        label, said = await self.nearest(lat, lon)
        if label:
            self._notices.say(said, action=pgettext("button", "Copy"), do=lambda: copy(label))
        else:
            self._notices.say(said)

    def _words_of(self, hit: PlaceHit, lat: float, lon: float) -> str:
        told = _("“{address}” is the nearest address by {service}, {metres} m from here. {attribution}")
        return told.format(
            address=readable(hit.label, NAME),
            service=self._service.name,
            metres=number(round(_metres(hit.place, lat, lon), -1)),
            attribution=ended(self._service.attribution),
        )


def _metres(place: KnownPlace, lat: float, lon: float) -> float:
    return km_between(place, (lat, lon)) * 1000


def _words(place: KnownPlace, lat: float, lon: float) -> str:
    metres = _metres(place, lat, lon)
    told = _("“{address}” is the nearest address that this desk knows, {metres} m from here.")
    return told.format(address=readable(place.label, NAME), metres=number(round(metres, -1)))
