"""Asks the chosen address service for what is typed: once nobody types any more, and never for what was typed over."""

import asyncio
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.place_hit import EXACTNESS_WORDS, PlaceHit
from fleetdesk.ui.widgets.address_search import AddressBook, distance_words
from fleetdesk.ui.widgets.offers import Offer

PAUSE_MS, LEAST_LETTERS, MOST_HITS = 300, 3, 5
"""The service is asked so long after the last letter, from so many letters on, for so many addresses."""


class ServiceSearch(QObject):
    """`found` carries a text and the hits of the service, for the newest text only."""

    found = Signal(str, object)

    def __init__(self, book: AddressBook, parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._text = book, ""
        self._asking: asyncio.Task[Any] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def search(self, text: str) -> bool:
        """Ask for a text after a pause, in the place of any before; return whether it will be: a short one is not."""
        self.forget()
        wanted = bool(self._book.service.name) and sum(map(str.isalnum, text)) >= LEAST_LETTERS
        if wanted:
            self._text = text
            self._pause.start()
        return wanted

    def forget(self) -> None:
        """Ask no more for what was typed."""
        self._pause.stop()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _ask(self) -> None:
        self._asking = self._book.background.start(self._answer(self._text), "address service")

    async def _answer(self, text: str) -> None:
        hits = await self._book.service.suggest(text, self._book.near(), MOST_HITS)
        self.found.emit(text, hits)


def offers_of_hits(hits: Sequence[PlaceHit], book: AddressBook) -> list[Offer]:
    """Return the lines of hits, with the service, how exact each is and how far; below them whom to name."""
    if not hits:
        return []
    lines = [Offer(each.label, each, _facts(each, book)) for each in hits]
    return [*lines, Offer(_("Addresses: {attribution}").format(attribution=book.service.attribution), None)]


def _facts(hit: PlaceHit, book: AddressBook) -> str:
    exactness = EXACTNESS_WORDS[hit.exactness]
    return joined((book.service.name, exactness, distance_words(hit.place, book.near())), " · ")


def told_to_whom(book: AddressBook) -> str:
    """Return to whom goes what is typed into an address field."""
    if not book.service.name:
        return _("What you type is looked up on this computer alone.")
    told = _("What you type here goes to {service}, from three letters on, and nothing else of the task.")
    return told.format(service=book.service.name)
