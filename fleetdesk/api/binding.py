"""Finds our operations in a vendor's document by what they take and answer, one to one, and where they live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fleetdesk.api.likeness import likeness, name_bonus
from fleetdesk.api.openapi import Described
from fleetdesk.api.operations import Operation, OperationTable
from fleetdesk.api.vendordoc.places import OperationPlace, places
from fleetdesk.base.translation import _

ENOUGH = 0.5
CLEARLY = 0.012
NEARLY = 0.1  # a place is what it is most like; that another place has been found for that does not free it
ELSEWHERE = 0.2  # a place that cannot be used gives way to one that can
NOT_THERE = _("nothing in the document takes and answers the like")


@dataclass(frozen=True, slots=True)
class Bound:
    """What became of one operation: where it was found, or why not."""

    operation: str
    change: Mapping[str, str] | None
    why: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """One of ours that may be one of theirs."""

    score: float
    ours: Operation
    theirs: int


def bind(table: OperationTable, document: Sequence[Described], base_url: str) -> list[Bound]:
    """Return one finding for each operation of the table; no place of the document is given to two of ours."""
    where = places(document, base_url)
    pairs = _pairs(table, document, where)
    taken, unclear = _matched(pairs)
    return [_bound(each, taken, unclear, document, where) for each in table.values()]


def _pairs(table: OperationTable, document: Sequence[Described], where: Sequence[OperationPlace]) -> list[_Pair]:
    """Return every pair that is alike enough, best first."""
    found: list[_Pair] = []
    for ours in table.values():
        for number, theirs in enumerate(document):
            score = likeness(ours, theirs)
            if score >= ENOUGH:
                path = where[number].path
                score += name_bonus(ours, theirs, path or theirs.path) - (ELSEWHERE if path is None else 0)
                found.append(_Pair(score, ours, number))
    best: dict[int, float] = {}
    for pair in found:
        best[pair.theirs] = max(best.get(pair.theirs, 0.0), pair.score)
    near = [pair for pair in found if pair.score > best[pair.theirs] - NEARLY]
    return sorted(near, key=lambda pair: -pair.score)


def _matched(pairs: Sequence[_Pair]) -> tuple[dict[str, int], dict[str, list[_Pair]]]:
    """Match the best pairs first; of two alike neither is taken, and what lost its place takes no other's."""
    taken: dict[str, int] = {}
    unclear: dict[str, list[_Pair]] = {}
    gone: set[int] = set()
    for pair in pairs:
        name = pair.ours.name
        if name in taken or name in unclear or pair.theirs in gone:
            continue
        rivals = [each for each in pairs if _rivals(pair, each) and each.theirs not in gone]
        if any(each.ours.name not in taken for each in rivals):
            for each in (pair, *(rival for rival in rivals if rival.theirs == pair.theirs)):
                unclear.setdefault(each.ours.name, [pair, *rivals])
                gone.add(each.theirs)
            continue
        taken[name] = pair.theirs
        gone.add(pair.theirs)
    return taken, unclear


def _rivals(pair: _Pair, other: _Pair) -> bool:
    """Return whether the other pair is as good for the same operation of ours, or for the same place of theirs."""
    same = (pair.ours.name == other.ours.name) != (pair.theirs == other.theirs)
    return same and abs(pair.score - other.score) < CLEARLY


def _bound(
    ours: Operation,
    taken: Mapping[str, int],
    unclear: Mapping[str, Sequence[_Pair]],
    document: Sequence[Described],
    where: Sequence[OperationPlace],
) -> Bound:
    if ours.name in unclear:
        return Bound(ours.name, None, _why_unclear(ours, unclear[ours.name], document))
    if ours.name not in taken:
        return Bound(ours.name, None, NOT_THERE)
    theirs, place = document[taken[ours.name]], where[taken[ours.name]]
    if place.path is None:
        return Bound(ours.name, None, place.why)
    return Bound(ours.name, _change(ours, theirs, place.path), f"{theirs.method} {_shown(theirs)}")


def _why_unclear(ours: Operation, pairs: Sequence[_Pair], document: Sequence[Described]) -> str:
    places_alike = sorted({_shown(document[each.theirs]) for each in pairs})
    if len(places_alike) > 1:
        return _("several are alike: {places}").format(places=", ".join(places_alike))
    return _("{place} may as well be {operations}").format(
        place=places_alike[0], operations=", ".join(sorted({each.ours.name for each in pairs} - {ours.name}))
    )


def _shown(theirs: Described) -> str:
    """Return the document's path with its own names for its ids."""
    names = iter(theirs.in_path)
    return "".join(f"{{{next(names, '')}}}" if part == "{}" else part for part in _pieces(theirs.path))


def _pieces(path: str) -> list[str]:
    first, *rest = path.split("{}")
    return [first, *(piece for each in rest for piece in ("{}", each))]


def _change(ours: Operation, theirs: Described, path: str) -> dict[str, str]:
    """Return verb, path with our names for its ids, and the time format where the document shows another."""
    for name in (each.name for each in ours.parameters if each.place == "path"):
        path = path.replace("{}", f"{{{name}}}", 1)
    change = {"method": theirs.method, "path": path}
    if theirs.time and theirs.time != ours.time and ours.time != "iso":
        change["time"] = theirs.time
    return change
