"""Rows of a table that have an address and no coordinates: which they are, what was found and decided for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fleetdesk.base.stoppable import Check, never
from fleetdesk.domain.gazetteer.answers import AddressAnswer, PlaceOption, sure_places
from fleetdesk.domain.importing.mapping import PLACE
from fleetdesk.domain.importing.preview import PreviewRow

COORDINATES = ("lat", "lon", PLACE)
Place = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


def wants_place(cells: Mapping[str, str]) -> bool:
    """Return whether a row, given by what its cells were mapped to, is to be placed by its address."""
    return bool(cells.get("address")) and not any(cells.get(name) for name in COORDINATES)


def addresses_to_place(rows: Iterable[PreviewRow], check: Check = never) -> dict[str, list[int]]:
    """Return the addresses of the rows that have no coordinates, each with the numbers of its rows."""
    found: dict[str, list[int]] = {}
    for row in rows:
        check()
        if wants_place(row.cells):
            found.setdefault(row.cells["address"], []).append(row.number)
    return found


class AddressDecisions:
    """What each address of a table means, by what was found and by what the user has decided.

    `rows` are the addresses that the table has now, with the numbers of their rows.
    """

    def __init__(self) -> None:
        self.rows: Mapping[str, Sequence[int]] = {}
        self._answers: dict[str, AddressAnswer] = {}
        self._decided: dict[str, Place | None] = {}
        self._first = ""

    @property
    def places(self) -> Mapping[str, Place]:
        """Return the places that were found or decided, by the addresses of the table."""
        decided = {text: place for text, place in self._decided.items() if place is not None}
        return {**sure_places(self._answers.values()), **decided}

    @property
    def unasked(self) -> list[str]:
        """Return the addresses that nobody has looked up yet."""
        return [text for text in self.rows if text not in self._answers]

    @property
    def asking(self) -> list[AddressAnswer]:
        """Return what the user is to decide: the one that was brought, then those with options, then those without."""
        known = [self._answers[text] for text in self.rows if text in self._answers]
        open_ = [each for each in known if each.sure is None and each.text not in self._decided]
        brought = [each for each in known if each.text == self._first and each.sure is None]
        rest = [each for each in open_ if each.text != self._first]
        return [*brought, *sorted(rest, key=lambda each: not each.options)]

    def found(self, answer: AddressAnswer) -> None:
        """Take what was found for an address."""
        self._answers[answer.text] = answer

    def offer(self, text: str, options: Sequence[PlaceOption]) -> None:
        """Offer other places for an address, which stays the one to decide."""
        self._first = text
        self._answers[text] = replace(self._answers[text], options=tuple(options))

    def decide(self, text: str, place: Place | None) -> None:
        """Give an address this place, or leave it without one."""
        self._decided[text] = place
        self._first = ""

    def bring(self, text: str) -> bool:
        """Let an address be the next to decide, again where it was decided; return whether it can be."""
        answer = self._answers.get(text)
        if text not in self.rows or answer is None or answer.sure is not None:
            return False
        self._first = text
        return True
