"""Looks typed addresses up, one after the other: what is typed meanwhile takes the place of what waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.gazetteer.known_place import SOURCE_WORDS, KnownPlace
from fleetdesk.domain.gazetteer.ranking import PlaceMatch, km_between
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.background import Background
from fleetdesk.sync.gazetteer import Gazetteer
from fleetdesk.sync.newest import Newest
from fleetdesk.ui.widgets.offers import MOST, Offer

WHOLE_KM = 10.0
"""From this distance on kilometres are told without a fraction."""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """What address fields ask: the gazetteer, the chosen service, and the place that the user looks at, if any."""

    gazetteer: Gazetteer
    service: AddressService
    background: Background
    near: Callable[[], tuple[float, float] | None]

    async def find(self, text: str) -> list[PlaceMatch]:
        """Return the known places that may be meant, the best first."""
        return await self.gazetteer.find(text, self.near(), MOST)


class AddressSearch(QObject):
    """`found` carries a text and its matches, for the newest text only."""

    found = Signal(str, object)

    def __init__(self, book: AddressBook, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self._newest = Newest(book.background, "address search")

    def search(self, text: str) -> None:
        """Look a text up, now or once the one before is answered."""
        self._newest.start(partial(self._answer, text))

    async def _answer(self, text: str) -> None:
        matches = await self._book.find(text)
        if not self._newest.is_outdated:
            self.found.emit(text, matches)


def offers_of(matches: Sequence[PlaceMatch], near: tuple[float, float] | None) -> list[Offer]:
    """Return the lines of places: the label, where it is known from, how far it is and how often it was used."""
    return [Offer(each.place.label, each.place, facts_of(each.place, near)) for each in matches]


def facts_of(place: KnownPlace, near: tuple[float, float] | None) -> str:
    """Return in words where a place is known from, its distance and its uses."""
    used = ngettext("{count} task", "{count} tasks", place.uses).format(count=place.uses) if place.uses else ""
    return joined((used or SOURCE_WORDS[place.source], distance_words(place, near)), " · ")


def distance_words(place: KnownPlace, near: tuple[float, float] | None) -> str:
    """Return the distance in kilometres; empty where there is nothing to measure from."""
    if near is None:
        return ""
    km = km_between(place, near)
    return _("{number} km").format(number=number(km, 1 if km < WHOLE_KM else 0))
