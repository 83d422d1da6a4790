"""Words for the kind of way that an address lies at, which people write in several languages, short, or not at all."""

from collections.abc import Iterable, Iterator

from fleetdesk.domain.gazetteer.folding import fold

_KINDS = (
    "mnt maantee shosse šosse шоссе ш hradská cesta highway",
    "tn tän tänav ul ulica ulice ulitsa ул улица iela gatvė str street",
    "pst puiestee pr prosp prospekt просп проспект пр-т tr trieda bulvar бульвар бул б-р avenue ave",
    "tee road rd дорога",
    "põik põiktänav per переулок пер ulička lane",
    "nám námestie náměstí väljak plats пл площадь square sq",
    "nábr nábrežie kallas наб набережная",
    "all allee аллея alej",
    "sídl sídlisko мкр микрорайон",
    "küla k d дер деревня obec",
    "al alev alevik пос посёлок поселок",
    "v vald mun obec",
    "mk mk. maakond okres okr район р-н обл область kraj",
    "linn mesto г город",
)
"""One line a kind; the words of a line mean the same, whatever their language."""
_HOUSES = "d dom дом maja house nr no č p čp súp korp корп корпус"


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(each).replace(" ", "") for each in words.split())


_WAYS = tuple(_folded(line) for line in _KINDS)
_KIND_OF = {word: place for place, words in enumerate(_WAYS) for word in words}
_OPTIONAL = frozenset(_KIND_OF) | _folded(_HOUSES)


def is_optional(word: str) -> bool:
    """Return whether a folded word may lack where all else fits: a kind of way, the word for a house, or an initial."""
    return word in _OPTIONAL or (len(word) == 1 and not word.isdigit())


def kinds(words: Iterable[str]) -> frozenset[int]:
    """Return the kinds of ways that folded words name, as numbers."""
    return frozenset(_KIND_OF[word] for word in words if word in _KIND_OF)


def other_forms(words: Iterable[str]) -> Iterator[str]:
    """Yield the other ways to write the kinds that folded words name, so that what is being typed meets one."""
    for kind in sorted(kinds(words)):
        yield from sorted(each for each in _WAYS[kind] if len(each) > 1)
