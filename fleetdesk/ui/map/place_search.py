"""The field over the map that finds a place by its address or name, and points it out.

What this desk knows is offered at once; what the chosen address service knows comes below it a moment later.
"""

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.pasted import PastedPlace, pasted_place
from fleetdesk.domain.gazetteer.place_hit import PlaceHit
from fleetdesk.mapview.shown_layers import NAME_LETTERS
from fleetdesk.ui.map.pane import FIND_A_PLACE, MapPane
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.address_finder import AddressFinder
from fleetdesk.ui.widgets.address_search import AddressBook
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.foreign_text import set_tip, set_value
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.offers import Offers

NOT_FOUND = _("This desk knows no place “{text}”. Write more of its address, or coordinates, or paste a map link.")


class PlaceSearch:
    """Completes the field of the map. A place that is found is shown near, and pointed out until the field is empty."""

    def __init__(self, pane: MapPane, book: AddressBook, notices: Notices) -> None:
        self._pane, self._book, self._notices = pane, book, notices
        self.field = pane.search
        self._offers, self._finder = Offers(self.field, eager=True), AddressFinder(book, self.field)
        self._entered = ""  # what Enter is to show once it is found
        self.field.textEdited.connect(self._typed)
        self.field.textChanged.connect(lambda text: None if text else pane.map.layers.point_out(None))
        self.field.returnPressed.connect(self._enter)
        self._finder.found.connect(self._found)
        self._finder.added.connect(self._hit)
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
        self._finder.forget_service()
        if not isinstance(pasted_place(text), PastedPlace):
            self._finder.search(text)

    def _found(self, text: str) -> None:
        if text != self.field.text():
            return
        if text and text == self._entered:
            self._show_best(text)
        elif self.field.hasFocus():
            self._offers.offer(self._finder.offers(text))

    def _hit(self, text: str) -> None:
        """Add what the service knows below what is offered; take it where Enter waits for it."""
        if not self._finder.knows(text):
            return
        if text == self._entered:
            self._show_best(text)
        elif text == self.field.text() and self.field.hasFocus():
            self._offers.add(self._finder.hit_offers(text))

    def _enter(self) -> None:
        """Show the place of coordinates or a map link, else the best that is known."""
        text = self.field.text().strip()
        pasted = pasted_place(text)
        if isinstance(pasted, PastedPlace):
            self._show(pasted.address or text, pasted.lat, pasted.lon)
        elif self._finder.knows(self.field.text()):
            self._show_best(self.field.text())
        else:
            self._entered = self.field.text()

    def _show_best(self, text: str) -> None:
        if matches := self._finder.matches(text):
            self._take(matches[0].place)
        elif hits := self._finder.hits(text):
            self._take(hits[0])
        elif self._finder.awaits(text):
            self._entered = text  # until the service has answered
        elif text:
            self._notices.say(NOT_FOUND.format(text=readable(text, NAME)))

    def _take(self, picked: KnownPlace | PlaceHit) -> None:
        place = picked.place if isinstance(picked, PlaceHit) else picked
        self._offers.offer(())
        self._finder.forget_service()
        set_value(self.field, place.label)
        self._show(place.label, place.lat, place.lon)

    def _show(self, label: str, lat: float, lon: float) -> None:
        self._pane.show_near(lat, lon)
        self._pane.map.layers.point_out((formatting.elided(formatting.place(label), NAME_LETTERS), lat, lon))
        bring_focus(self._pane.map)
