"""The field over the map that finds a place by its address or name, and points it out.

What this desk knows is offered at once; what the chosen address service knows comes below it a moment later.
"""

from collections.abc import Sequence

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.pasted import PastedPlace, pasted_place
from fleetdesk.domain.gazetteer.place_hit import PlaceHit, unknown_hits
from fleetdesk.domain.gazetteer.ranking import PlaceMatch
from fleetdesk.mapview.shown_layers import NAME_LETTERS
from fleetdesk.ui.map.pane import FIND_A_PLACE, MapPane
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.address_search import AddressBook, AddressSearch, offers_of
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.foreign_text import set_tip, set_value
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.offers import Offer, Offers
from fleetdesk.ui.widgets.service_search import ServiceSearch, offers_of_hits

NOT_FOUND = _("This desk knows no place “{text}”. Write more of its address, or coordinates, or paste a map link.")


class PlaceSearch:
    """Completes the field of the map. A place that is found is shown near, and pointed out until the field is empty."""

    def __init__(self, pane: MapPane, book: AddressBook, notices: Notices) -> None:
        self._pane, self._book, self._notices = pane, book, notices
        self.field = pane.search
        self._offers, self._search = Offers(self.field, eager=True), AddressSearch(book, self.field)
        self._service = ServiceSearch(book, self.field)
        self._found_for: tuple[str, Sequence[PlaceMatch]] = ("", ())
        self._hits_for: tuple[str, Sequence[PlaceHit]] = ("", ())
        self._entered = self._awaited = ""  # what Enter is to show, and what the service is asked for
        self.field.textEdited.connect(self._typed)
        self.field.textChanged.connect(lambda text: None if text else pane.map.layers.point_out(None))
        self.field.returnPressed.connect(self._enter)
        self._search.found.connect(self._found)
        self._service.found.connect(self._hit)
        book.service.changed.connect(self._tell_to_whom)
        self._tell_to_whom()
        self._offers.picked.connect(self._take)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.MAP, FIND_A_PLACE, "Ctrl+L", lambda: bring_focus(self.field), begins=True)]

    def _tell_to_whom(self) -> None:
        service = self._book.service.name
        here = _("What you type is looked up on this computer alone.")
        set_tip(self.field, _("What you type here goes to {service}.").format(service=service) if service else here)

    def _typed(self, text: str) -> None:
        self._entered = ""
        self._service.forget()
        if not isinstance(pasted_place(text), PastedPlace):
            self._search.search(text)
            self._awaited = text if self._service.search(text) else ""

    def _found(self, text: str, matches: Sequence[PlaceMatch]) -> None:
        if text != self.field.text():
            return
        self._found_for = text, matches
        if text and text == self._entered:
            self._show_best()
        elif self.field.hasFocus():
            self._offers.offer([*offers_of(matches, self._book.near()), *self._hit_offers()])

    def _hit(self, text: str, hits: Sequence[PlaceHit]) -> None:
        """Add what the service knows below what is offered; take it where Enter waits for it."""
        self._hits_for, self._awaited = (text, hits), ""
        if text == self._entered == self._found_for[0]:
            self._show_best()
        elif text == self.field.text() == self._found_for[0] and self.field.hasFocus():
            self._offers.add(self._hit_offers())

    def _hits(self) -> list[PlaceHit]:
        text, matches = self._found_for
        return unknown_hits(self._hits_for[1] if self._hits_for[0] == text else (), [each.place for each in matches])

    def _hit_offers(self) -> list[Offer]:
        return offers_of_hits(self._hits(), self._book)

    def _enter(self) -> None:
        """Show the place of coordinates or a map link, else the best that is known."""
        text = self.field.text().strip()
        pasted = pasted_place(text)
        if isinstance(pasted, PastedPlace):
            self._show(pasted.address or text, pasted.lat, pasted.lon)
        elif self._found_for[0] == self.field.text():
            self._show_best()
        else:
            self._entered = self.field.text()

    def _show_best(self) -> None:
        text, matches = self._found_for
        if matches:
            self._take(matches[0].place)
        elif hits := self._hits():
            self._take(hits[0])
        elif text and text == self._awaited:
            self._entered = text  # until the service has answered
        elif text:
            self._notices.say(NOT_FOUND.format(text=readable(text, NAME)))

    def _take(self, picked: KnownPlace | PlaceHit) -> None:
        place = picked.place if isinstance(picked, PlaceHit) else picked
        self._offers.offer(())
        self._service.forget()
        set_value(self.field, place.label)
        self._show(place.label, place.lat, place.lon)

    def _show(self, label: str, lat: float, lon: float) -> None:
        self._pane.show_near(lat, lon)
        self._pane.map.layers.point_out((formatting.elided(formatting.place(label), NAME_LETTERS), lat, lon))
        bring_focus(self._pane.map)
