"""A place that an address service has answered with, and how exactly it is the place that was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.ranking import SAME_M, km_between


class Exactness(StrEnum):
    """What the place of an answer is: that of the address, somewhere in its street, or the middle of an area."""

    EXACT = "exact"
    STREET = "street"
    AREA = "area"


EXACTNESS_WORDS: Mapping[Exactness, str] = {
    Exactness.EXACT: pgettext("exactness of a place", "exact"),
    Exactness.STREET: pgettext("exactness of a place", "street"),
    Exactness.AREA: pgettext("exactness of a place", "area"),
}


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """An address at a place in degrees (WGS 84), as a service has it."""

    label: str
    lat: float
    lon: float
    exactness: Exactness

    @property
    def place(self) -> KnownPlace:
        """Return it as a place that the gazetteer can know."""
        return KnownPlace(self.label, self.lat, self.lon, PlaceSource.SERVICE)


def unknown_hits(hits: Sequence[PlaceHit], known: Sequence[KnownPlace]) -> list[PlaceHit]:
    """Return the hits that are none of the known places: another label, or the same one elsewhere."""
    return [each for each in hits if not any(_is_same(each.place, place) for place in known)]


def _is_same(hit: KnownPlace, place: KnownPlace) -> bool:
    return hit.folded == place.folded and km_between(hit, (place.lat, place.lon)) * 1000 <= SAME_M
