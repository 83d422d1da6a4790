"""Completes an address of the task form: what is chosen fills address and coordinates at once.

What this desk knows is offered at once; what the chosen address service knows comes below it a moment later.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.doubts import doubt, doubt_of_hit
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.pasted import SHORT, PastedPlace, ShortCode, pasted_place
from fleetdesk.domain.gazetteer.place_hit import PlaceHit
from fleetdesk.domain.gazetteer.ranking import SAME_M, PlaceMatch, km_between, meant
from fleetdesk.ui.tasks.form_fields import Input
from fleetdesk.ui.widgets.address_finder import AddressFinder
from fleetdesk.ui.widgets.address_search import AddressBook
from fleetdesk.ui.widgets.foreign_text import set_hint
from fleetdesk.ui.widgets.offers import Offers
from fleetdesk.ui.widgets.service_search import told_to_whom

HINT = _("Street, number, town; or coordinates, a map link")


class AddressCompletion(QObject):
    """Watches the editor of one address. `placed` carries latitude and longitude, `doubted` that doubt() has changed.

    `coordinates` are the inputs of latitude and longitude, which are only read here.
    """

    placed = Signal(float, float)
    unplaced = Signal(str, str)  # the texts of latitude and longitude from before, when a choice is taken back
    doubted = Signal()

    def __init__(self, made: Input, coordinates: tuple[Input, Input], book: AddressBook) -> None:
        super().__init__(made)
        assert isinstance(made.editor, QLineEdit)
        self._input, self._editor, self._coordinates, self._book = made, made.editor, coordinates, book
        self._offers, self._finder = Offers(self._editor), AddressFinder(book, self)
        self._before: tuple[str, str, str] | None = None
        self._doubt = ("", "")
        self._writing = False
        set_hint(self._editor, HINT)
        self._editor.textEdited.connect(self._typed)
        self._editor.editingFinished.connect(self.settle)
        self._finder.found.connect(self._found)
        self._finder.added.connect(self._hit)
        book.service.changed.connect(self._tell_to_whom)
        self._tell_to_whom()
        self._offers.picked.connect(self._pick)

    def doubt(self) -> str:
        """Return what is doubtful about the place of the text that stands there; empty for nothing."""
        text = self._editor.text()
        return self._doubt[1] if self._doubt[0] == text else self._elsewhere(text)

    def settle(self) -> None:
        """Take the place of a whole address that was typed and not chosen, where there are no coordinates yet."""
        self._finder.forget_service()
        text = self._editor.text()
        placed = any(each.text() for each in self._coordinates)
        place = None if placed else meant(text, self._finder.matches(text))
        if place is not None:
            self._take(text, place, text)

    def forget(self) -> None:
        """Forget what was found and chosen, because another task is shown."""
        self._before, self._doubt = None, ("", "")
        self._finder.forget()
        self._offers.offer(())

    def _elsewhere(self, text: str) -> str:
        """Say where this desk knows an address that the coordinates are not at."""
        place = meant(text, self._finder.matches(text))
        try:
            lat, lon = (float(each.text()) for each in self._coordinates)
        except ValueError:
            return ""
        if place is None or km_between(place, (lat, lon)) * 1000 <= SAME_M:
            return ""
        told = _("This desk knows “{name}” {km} km from these coordinates. Choose it from the list to go there.")
        return told.format(name=readable(place.label, NAME), km=number(km_between(place, (lat, lon)), 1))

    # -- typing

    def _tell_to_whom(self) -> None:
        self._input.explain(told_to_whom(self._book))

    def _typed(self, text: str) -> None:
        self._finder.forget_service()
        if self._writing or self._taken_back(text):
            return
        found = pasted_place(text)
        if isinstance(found, PastedPlace):
            self._use_pasted(found)
        elif isinstance(found, ShortCode) and not found.town:
            self._doubt = text, SHORT
            self.doubted.emit()
        else:
            self._finder.search(found.town if isinstance(found, ShortCode) else text, ask_service=found is None)

    def _found(self, text: str) -> None:
        typed = self._editor.text()
        short = pasted_place(typed) if typed != text else None
        if isinstance(short, ShortCode) and short.town == text:
            self._use_short(short, self._finder.matches(text))
        elif typed == text:
            self._offers.offer(self._finder.offers(text) if self._editor.hasFocus() else ())
            self.doubted.emit()

    def _hit(self, text: str) -> None:
        """Add what the service knows below what is offered; where that is still looked up it comes with it."""
        if text == self._editor.text() and self._finder.knows(text) and self._editor.hasFocus():
            self._offers.add(self._finder.hit_offers(text))

    def _use_short(self, short: ShortCode, matches: Sequence[PlaceMatch]) -> None:
        """Read a plus code near the town that stands behind it."""
        town = matches[0].place if matches else None
        place = short.near(town.lat, town.lon) if town else None
        if place is not None:
            self._use_pasted(place)

    def _use_pasted(self, found: PastedPlace) -> None:
        """Leave the address of what was pasted, and give its place away."""
        self._remember(self._editor.text())
        self._write(found.address)
        self._doubt = found.address, found.doubt
        self.placed.emit(found.lat, found.lon)

    # -- choosing

    def _pick(self, picked: KnownPlace | PlaceHit) -> None:
        typed, place = self._editor.text(), picked.place if isinstance(picked, PlaceHit) else picked
        roughly = doubt_of_hit(picked.exactness, place) if isinstance(picked, PlaceHit) else ""
        self._book.gazetteer.decide(typed, place)
        self._take(typed, place, place.label, roughly)

    def _take(self, typed: str, place: KnownPlace, label: str, roughly: str = "") -> None:
        self._finder.forget_service()
        self._remember(typed)
        self._write(label)
        self._doubt = label, together(doubt(typed, place, self._finder.matches(typed)), roughly)
        self.placed.emit(place.lat, place.lon)

    def _write(self, label: str) -> None:
        """Write a text so that Ctrl+Z brings back what was typed."""
        if self._editor.text() != label:
            self._writing = True
            self._editor.selectAll()
            self._editor.insert(label)
            self._writing = False

    def _remember(self, typed: str) -> None:
        lat, lon = (each.text() for each in self._coordinates)
        self._before = typed, lat, lon

    def _taken_back(self, text: str) -> bool:
        """Bring back the coordinates from before a choice, where its text is taken back."""
        before, self._before = self._before, None
        if before is None or before[0] != text:
            return False
        self.unplaced.emit(*before[1:])
        return True
