"""Known places that fit a typed text, out of the index; one way after the other until one finds something."""

import math
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace

from fleetdesk.domain.gazetteer.folding import fold, is_number
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.ranking import PlaceQuery, km_between
from fleetdesk.domain.towns import KM_OF_DEGREE
from fleetdesk.storage.gazetteer.vocabulary import Vocabulary

RANKED = 200
"""So many places are ranked by their texts; SQLite chooses them by what it can tell."""
RAREST = 2
_COLUMNS = "place.label, place.lat, place.lon, place.source, place.uses, place.used_at"
_FIND = f"""
    SELECT {_COLUMNS} FROM words JOIN place ON place.id = words.rowid WHERE words MATCH :match
    ORDER BY (place.folded = :whole) * 9 + min(place.uses, 40) * 0.1 - length(place.folded) * 0.05
        - min(abs(place.lat - :lat) + abs(place.lon - :lon), 4.0) * :nearness DESC
    LIMIT {RANKED}
"""
DECIDED = "decided"
"""Who knows the places that the user has decided on; the keys are the texts that were typed."""
_KNOWN_TO = f"""
    SELECT {_COLUMNS} FROM origin JOIN place ON place.id = origin.place WHERE owner = ? AND key = ?
"""
_AROUND = f"""
    SELECT {_COLUMNS} FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND source NOT IN (?, ?)
    LIMIT {RANKED}
"""
Near = tuple[float, float] | None


def find(
    db: sqlite3.Connection, text: str, near: Near, vocabulary: Callable[[], Vocabulary]
) -> tuple[PlaceQuery, list[KnownPlace]]:
    """Return places that may be meant by a text, unranked, and how it was read.

    The vocabulary is only asked for where nothing fits.
    """
    query = PlaceQuery.of(text)
    lat, lon = near or (0.0, 0.0)
    given = {"whole": fold(text), "lat": lat, "lon": lon, "nearness": 0.3 if near else 0.0}
    for read in _readings(query, vocabulary) if query.enough else ():
        if found := [known(row) for row in db.execute(_FIND, {**given, "match": _match(read)})]:
            return replace(query, righted=read.righted), found
    return query, []


def decided(db: sqlite3.Connection, text: str) -> KnownPlace | None:
    """Return the place that the user has chosen for this text before."""
    row = db.execute(_KNOWN_TO, (DECIDED, fold(text))).fetchone()
    return known(row) if row else None


def around(db: sqlite3.Connection, lat: float, lon: float, within_m: float) -> list[KnownPlace]:
    """Return the known addresses within so many metres of a place, in no order.

    The middle of a town or of a street is no address.
    """
    tall = within_m / (KM_OF_DEGREE * 1000)
    wide = tall / max(math.cos(math.radians(lat)), 0.01)
    box = (lat - tall, lat + tall, lon - wide, lon + wide, PlaceSource.TOWN, PlaceSource.STREET)
    places = (known(row) for row in db.execute(_AROUND, box))
    return [each for each in places if km_between(each, (lat, lon)) * 1000 <= within_m]


def known(row: tuple[str, float, float, str, int, float]) -> KnownPlace:
    """Return a row of the table as a place."""
    label, lat, lon, source, uses, used_at = row
    return KnownPlace(label, lat, lon, PlaceSource(source), uses, used_at)


def _readings(query: PlaceQuery, vocabulary: Callable[[], Vocabulary]) -> Iterator[PlaceQuery]:
    """Yield the text as typed, without the house number, with its words put right, and by its rarest words alone."""
    bare = query.without_numbers()
    some = [query, bare] if bare.words and bare != query else [query]
    yield from some
    known_words = vocabulary()
    for each in some:
        righted = {word: offers for word in each.needed if (offers := _righted(word, each, known_words))}
        if righted:
            yield replace(each, righted={**each.righted, **righted})
    rare = sorted((word for word in bare.needed if known_words.has(word)), key=known_words.count)[:RAREST]
    if len(rare) == RAREST and len(bare.needed) > RAREST:
        yield from (PlaceQuery((*number, *rare)) for number in (query.numbers[:1], ()))


def _righted(word: str, query: PlaceQuery, known_words: Vocabulary) -> tuple[str, ...]:
    """Return what a word may mean that no place has; nothing for a number."""
    if is_number(word) or known_words.has(word):
        return ()
    return known_words.offers(word, unfinished=word == query.words[-1])


def _match(query: PlaceQuery) -> str:
    """Return the query for places with all needed words; a number before the last word is whole, all else may go on."""
    groups = ([_term(form, query.words[-1]) for form in query.forms(word)] for word in query.needed)
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)


def _term(word: str, last: str) -> str:
    return f'"{word}"' if is_number(word) and word != last else f'"{word}" *'
