"""Which of the known places a typed text means: the best first, by rules that need nothing but the texts."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fleetdesk.domain.gazetteer.abbreviations import is_optional, kinds
from fleetdesk.domain.gazetteer.folding import HALVES, fold, is_number
from fleetdesk.domain.gazetteer.known_place import TRUST, KnownPlace, PlaceSource
from fleetdesk.domain.geo import distance_m

LEAST_LETTERS = 2
"""So many letters are looked up; one alone means nothing."""
SAME_M = 300.0
"""Places of one label that are nearer to each other are one."""
USUAL_KM = 30.0
"""The distance from which on nearness tells less and less."""
_NUMBER, _WHOLE, _SAME, _KIND, _FIRST, _MISSED, _MORE, _MIDDLE = 2.0, 0.6, 4.0, 0.5, 0.4, 3.0, 0.1, 1.5


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A typed text as it is looked up: its words, the last of which may be typed on.

    `righted` has what else may be meant by a word: one that no place has, or one that ends within a sound.
    """

    words: tuple[str, ...]
    righted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "PlaceQuery":
        """Read a typed text."""
        words = tuple(fold(text).split())
        other = HALVES.get(words[-1][-1]) if words else None
        return cls(words, {words[-1]: (words[-1], words[-1][:-1] + other)} if other else {})

    @property
    def enough(self) -> bool:
        """Return whether there is enough to look up."""
        return sum(map(len, self.words)) >= LEAST_LETTERS

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the words that a place must have; all of them where each could lack."""
        needed = tuple(each for each in self.words if not is_optional(each))
        return needed or self.words

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the words that are numbers of houses."""
        return tuple(each for each in self.words if is_number(each))

    def forms(self, word: str) -> tuple[str, ...]:
        """Return what may be meant by a word."""
        return self.righted.get(word) or (word,)

    def without_numbers(self) -> "PlaceQuery":
        """Return the text without the numbers of houses."""
        return replace(self, words=tuple(each for each in self.words if not is_number(each)))


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A known place that fits a text; `number_differs` where the text has a house number that the place lacks."""

    place: KnownPlace
    score: float
    number_differs: bool = False


def rank(
    query: PlaceQuery, places: Iterable[KnownPlace], near: tuple[float, float] | None, now: float
) -> list[PlaceMatch]:
    """Return the places with their scores, the best first, each place once.

    `near` is a latitude and longitude that counts for nearness; `now` is in seconds since 1970.
    """
    scored = [
        PlaceMatch(each, _fits(query, each) + _weight(each, near, now), number_differs=_differs(query, each))
        for each in places
        if _covers(query, each)
    ]
    return _once(sorted(scored, key=lambda found: (-found.score, TRUST[found.place.source], found.place.label)))


def _fits(query: PlaceQuery, place: KnownPlace) -> float:
    """Return how well the words fit, whatever place it is."""
    own = place.folded.split()
    needed = [query.forms(each) for each in query.needed]
    return (
        _WHOLE * sum(any(each in own for each in forms) for forms in needed)
        - _MISSED * sum(not _begun(own, forms) for forms in needed)
        + _NUMBER * sum(each in own for each in query.numbers)
        + _SAME * (query.needed == PlaceQuery(tuple(own)).needed)
        + _FIRST * own[0].startswith(query.forms(query.words[0]))
        + _KIND * bool(kinds(query.words) & kinds(own))
        - _MORE * max(len(own) - len(query.words), 0)
    )


def _covers(query: PlaceQuery, place: KnownPlace) -> bool:
    """Return whether a place has at least half of the words; what has less was not meant."""
    own = place.folded.split()
    return 2 * sum(_begun(own, query.forms(each)) for each in query.needed) >= len(query.needed)


def _begun(own: Iterable[str], forms: tuple[str, ...]) -> bool:
    return any(mine.startswith(forms) for mine in own)


def _weight(place: KnownPlace, near: tuple[float, float] | None, now: float) -> float:
    """Return what speaks for a place whatever was typed: how often and lately it was used, and how near it is.

    Against a street of the map speaks that only its middle is known, and that nobody has ever been sent there.
    """
    days = max(now - place.used_at, 0.0) / 86_400
    lately = 0.5 / (1.0 + days / 30) if place.used_at else 0.0
    far = 0.5 * math.log1p(km_between(place, near) / USUAL_KM) if near else 0.0
    middle = _MIDDLE * (place.source is PlaceSource.STREET)
    return min(0.3 * math.log1p(place.uses), 1.2) + lately - min(far, 2.0) - middle


def km_between(place: KnownPlace, near: tuple[float, float]) -> float:
    """Return the kilometres in a straight line from a place to a latitude and longitude."""
    return distance_m((place.lon, place.lat), (near[1], near[0])) / 1000


def _differs(query: PlaceQuery, place: KnownPlace) -> bool:
    own = place.folded.split()
    return any(not _begun(own, (each,)) for each in query.numbers)


def _once(found: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """Keep the best of those that are one place under one label."""
    kept: dict[str, list[PlaceMatch]] = {}
    for each in found:
        same = kept.setdefault(each.place.folded, [])
        if all(km_between(each.place, (one.place.lat, one.place.lon)) * 1000 > SAME_M for one in same):
            same.append(each)
    return sorted((each for same in kept.values() for each in same), key=lambda each: -each.score)


def meant(text: str, found: Sequence[PlaceMatch]) -> KnownPlace | None:
    """Return the only place whose label says just what the text says; None where there is none or more than one."""
    words = PlaceQuery.of(text).needed
    same = [each.place for each in found if words and PlaceQuery.of(each.place.label).needed == words]
    return same[0] if len(same) == 1 else None
