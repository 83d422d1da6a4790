"""What an address of a table may mean: one place that is sure, or some of which the user has to choose one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fleetdesk.domain.coordinates import Bounds, far_from
from fleetdesk.domain.gazetteer.doubts import doubt
from fleetdesk.domain.gazetteer.folding import fold, is_number
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.place_hit import Exactness, PlaceHit, unknown_hits
from fleetdesk.domain.gazetteer.ranking import SAME_M, PlaceMatch, PlaceQuery, km_between, meant

MOST_OWN, MOST_HITS = 4, 5
"""So many places of this desk and of the service are offered for one address."""


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place that an address may mean; `exactness` is None for one that this desk knows."""

    place: KnownPlace
    exactness: Exactness | None = None


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """The places that an address may mean, the best first; `sure` is the one that needs no question."""

    text: str
    options: tuple[PlaceOption, ...] = ()
    sure: PlaceOption | None = None

    @property
    def asks(self) -> bool:
        """Return whether the user has to choose."""
        return bool(self.options) and self.sure is None


def sure_places(answers: Iterable[AddressAnswer]) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of each address whose place is sure."""
    return {each.text: (each.sure.place.lat, each.sure.place.lon) for each in answers if each.sure is not None}


def known_answer(
    text: str, decided: KnownPlace | None, found: Sequence[PlaceMatch], bounds: Bounds | None
) -> AddressAnswer:
    """Return what this desk knows of an address: sure is what was decided before, or an only place without a doubt.

    `bounds` are those of the fleet.
    """
    options = tuple(PlaceOption(each.place) for each in found[:MOST_OWN])
    if decided is not None:
        return AddressAnswer(text, options, PlaceOption(decided))
    place = meant(text, found)
    if place is None or doubt(text, place, found) or far_from(place.lat, place.lon, bounds):
        return AddressAnswer(text, options)
    return AddressAnswer(text, options, PlaceOption(place))


def with_hits(answer: AddressAnswer, hits: Sequence[PlaceHit], bounds: Bounds | None) -> AddressAnswer:
    """Return the answer with what a service knows: sure is the only exact place that has all words of the address."""
    exact = _apart([each for each in hits if each.exactness is Exactness.EXACT and _has_all(answer.text, each)])
    new = unknown_hits(hits, [each.place for each in answer.options])[:MOST_HITS]
    options = (*answer.options, *(PlaceOption(each.place, each.exactness) for each in new))
    if len(exact) != 1 or far_from(exact[0].lat, exact[0].lon, bounds):
        return AddressAnswer(answer.text, options)
    return AddressAnswer(answer.text, options, PlaceOption(exact[0].place, Exactness.EXACT))


def _has_all(text: str, hit: PlaceHit) -> bool:
    """Return whether an address has a number and a town, and a label has those and each other word that tells."""
    query, own = PlaceQuery.of(text), hit.place.folded.split()
    words = all(any(mine.startswith(query.forms(word)) for mine in own) for word in query.needed)
    return words and bool(query.numbers) and set(query.numbers) <= set(own) and _names_parts(query, hit)


def _names_parts(query: PlaceQuery, hit: PlaceHit) -> bool:
    """Return whether an address has a word of a label's street, and one of what stands behind it: the town."""
    street, _comma, behind = hit.label.partition(",")
    parts = ({word for word in fold(part).split() if not is_number(word)} for part in (street, behind))
    return all(not words or words & set(query.words) for words in parts)


def _apart(hits: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Return the hits without those that lie where an earlier one lies."""
    kept: list[PlaceHit] = []
    for hit in hits:
        if all(km_between(hit.place, (each.lat, each.lon)) * 1000 > SAME_M for each in kept):
            kept.append(hit)
    return kept
