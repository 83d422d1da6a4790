"""The words of all known places, by which a mistyped word is put right."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from fleetdesk.domain.gazetteer.folding import is_number

MOST_OFFERS = 6
_SLIPS = ((7, 2), (4, 1), (0, 0))
"""So many letters may be wrong, missing or swapped in a word that has so many."""


class Vocabulary:
    """The distinct words of the index, without numbers, and how many places have each."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        self._counts = {word: count for word, count in counts if not is_number(word)}
        self._words = sorted(self._counts)
        self._beginnings: dict[int, Sequence[str]] = {}

    @classmethod
    def of(cls, db: sqlite3.Connection) -> "Vocabulary":
        """Read the words of the index."""
        return cls(db.execute("SELECT term, doc FROM vocabulary"))

    def has(self, word: str) -> bool:
        """Return whether a word begins like a known one."""
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place].startswith(word)

    def count(self, word: str) -> int:
        """Return how many places have a word; 0 for one that is not known."""
        return self._counts.get(word, 0)

    def offers(self, word: str, *, unfinished: bool) -> tuple[str, ...]:
        """Return the known words that a mistyped one is nearest to; for an `unfinished` one beginnings of words too."""
        slips = next(allowed for letters, allowed in _SLIPS if len(word) >= letters)
        if not slips:
            return ()
        among = (self._words, *([self._begun(len(word))] if unfinished else []))
        found = [each for words in among for each in _nearest(word, words, slips)]
        least = min((distance for _offer, distance in found), default=0)
        return tuple(offer for offer, distance in found if distance == least)

    def _begun(self, letters: int) -> Sequence[str]:
        if letters not in self._beginnings:
            self._beginnings[letters] = sorted({each[:letters] for each in self._words})
        return self._beginnings[letters]


def _nearest(word: str, words: Sequence[str], slips: int) -> list[tuple[str, int]]:
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=MOST_OFFERS)
    return [(offer, round(distance)) for offer, distance, _place in found]
