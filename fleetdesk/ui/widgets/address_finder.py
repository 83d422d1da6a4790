"""What is known of a typed address: by this desk at once, by the chosen address service a moment later."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.gazetteer.place_hit import PlaceHit, unknown_hits
from fleetdesk.domain.gazetteer.ranking import PlaceMatch
from fleetdesk.ui.widgets.address_search import AddressBook, AddressSearch, offers_of
from fleetdesk.ui.widgets.offers import Offer
from fleetdesk.ui.widgets.service_search import ServiceSearch, offers_of_hits

MOST_OWN = 6
"""So many places of this desk are offered where a service adds its own, so that all of it is in sight."""


class AddressFinder(QObject):
    """Looks up the newest text. `found`: what the desk knows of it has come. `added`: so has what the service knows."""

    found = Signal(str)
    added = Signal(str)

    def __init__(self, book: AddressBook, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self._search, self._service = AddressSearch(book, self), ServiceSearch(book, self)
        self._matches: tuple[str, Sequence[PlaceMatch]] = ("", ())
        self._hits: tuple[str, Sequence[PlaceHit]] = ("", ())
        self._awaited = ""
        self._search.found.connect(self._take_matches)
        self._service.found.connect(self._take_hits)

    def search(self, text: str, *, ask_service: bool = True) -> None:
        """Look a text up, and ask the service for it where that is wanted."""
        self._search.search(text)
        self._awaited = text if ask_service and self._service.search(text) else ""

    def forget_service(self) -> None:
        """Ask the service no more for what was typed."""
        self._service.forget()
        self._awaited = ""

    def forget(self) -> None:
        """Forget what was found and asked."""
        self.forget_service()
        self._matches, self._hits = ("", ()), ("", ())

    def knows(self, text: str) -> bool:
        """Return whether it has come what the desk knows of a text, be it nothing."""
        return self._matches[0] == text

    def awaits(self, text: str) -> bool:
        """Return whether the service has yet to answer for a text."""
        return bool(text) and self._awaited == text

    def matches(self, text: str) -> Sequence[PlaceMatch]:
        """Return the places of this desk that a text may mean, the best first."""
        return self._matches[1] if self.knows(text) else ()

    def hits(self, text: str) -> list[PlaceHit]:
        """Return what the service knows of a text and this desk does not."""
        known = [each.place for each in self._offered(text)]
        return unknown_hits(self._hits[1] if self._hits[0] == text else (), known)

    def offers(self, text: str) -> list[Offer]:
        """Return the lines of both."""
        return [*offers_of(self._offered(text), self._book.near()), *self.hit_offers(text)]

    def hit_offers(self, text: str) -> list[Offer]:
        """Return the lines of the service."""
        return offers_of_hits(self.hits(text), self._book)

    def _offered(self, text: str) -> Sequence[PlaceMatch]:
        matches = self.matches(text)
        return matches[:MOST_OWN] if self._book.service.name else matches

    def _take_matches(self, text: str, matches: Sequence[PlaceMatch]) -> None:
        self._matches = text, matches
        self.found.emit(text)

    def _take_hits(self, text: str, hits: Sequence[PlaceHit]) -> None:
        self._hits, self._awaited = (text, hits), ""
        self.added.emit(text)
