"""How parts of the past are shown: word, mark, colour; once for list, strip and map."""

from collections.abc import Mapping
from dataclasses import dataclass

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.history.parts import PartKind
from fleetdesk.domain.statuses import HOLLOW, Colour


@dataclass(frozen=True, slots=True)
class PartAppearance:
    """The dot of a part, its colour on the strip, and its word."""

    mark: str
    colour: Colour
    word: str


PARTS: Mapping[PartKind, PartAppearance] = {
    PartKind.TRIP: PartAppearance("▸", Colour.MOVING, pgettext("part of a day", "Trip")),
    PartKind.STOP: PartAppearance("–", Colour.STOPPED, pgettext("part of a day", "Stop")),
    PartKind.IDLING: PartAppearance("!", Colour.IDLING, pgettext("part of a day", "Idling")),
    PartKind.INPUT: PartAppearance("✓", Colour.PROGRESS, pgettext("part of a day", "Input")),
    PartKind.REFUEL: PartAppearance("+", Colour.ASSIGNED, pgettext("part of a day", "Refuelling")),
    PartKind.UNKNOWN: PartAppearance(HOLLOW, Colour.SILENT, pgettext("part of a day", "Unknown")),
}
