"""Finds our operations in a vendor's document by what they take and answer, never by path."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from fleetdesk.api.metrotec.positions import Row
from fleetdesk.api.openapi import Described
from fleetdesk.api.operations import Answer, Operation, Table

ENOUGH = 0.5
CLEARLY = 0.05
OTHER_FORM = 0.8  # one object where a list is due, or the other way round
LOGIN_ANSWER = frozenset({"jwt", "expires"})
PAGE_ANSWER = "nextCursor"


@dataclass(frozen=True, slots=True)
class Bound:
    """What became of one operation: where it was found, or why not."""

    operation: str
    change: Mapping[str, str] | None
    why: str


def bind(table: Table, document: Sequence[Described], base_url: str) -> list[Bound]:
    """One finding for each operation of the table."""
    prefix = _prefix(document, urlsplit(base_url).path)
    return [_bound(each, document, prefix) for each in table.values()]


def _bound(operation: Operation, document: Sequence[Described], prefix: str) -> Bound:
    ranked = sorted(((likeness(operation, each), each) for each in document), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < ENOUGH:
        return Bound(operation.name, None, "nothing in the document takes and answers the like")
    best = [each for score, each in ranked if score > ranked[0][0] - CLEARLY]
    alike = {_path(operation, each, prefix): each for each in best}
    if len(alike) > 1 and operation.path not in alike:
        return Bound(operation.name, None, f"several are alike: {', '.join(sorted(each.path for each in best))}")
    path = operation.path if operation.path in alike else next(iter(alike))
    return Bound(operation.name, _change(operation, path, alike[path]), f"{alike[path].method} {alike[path].path}")


def _change(operation: Operation, path: str, found: Described) -> dict[str, str]:
    change = {"method": found.method, "path": path}
    if found.time and found.time != operation.time and operation.time != "iso":
        change["time"] = found.time
    return change


def likeness(operation: Operation, found: Described) -> float:
    """0..1: how much of the names taken and answered agree; 0 where reading would become writing."""
    if (operation.method == "GET") != (found.method == "GET"):
        return 0.0
    ours_in_path = [each.name for each in operation.parameters if each.place == "path"]
    if len(ours_in_path) != len(found.in_path):
        return 0.0
    taken = frozenset(each.name for each in operation.parameters if each.place != "path")
    if not taken & found.takes and not _shares_answer(operation, found):
        return 0.0
    return (_agree(taken, found.takes) + _agree_answer(operation, found)) / 2


def _shares_answer(operation: Operation, found: Described) -> bool:
    """Whether the answers have anything in common: an operation that takes and answers nothing is like none."""
    if operation.name == "vehicles.in_area":
        return found.answers_texts
    return bool(expected(operation) & found.answers) or PAGE_ANSWER in found.answers


def _agree(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def _agree_answer(operation: Operation, found: Described) -> float:
    if operation.name == "vehicles.in_area":
        return float(found.answers_texts)
    if operation.answer is Answer.PAGE:
        return float(PAGE_ANSWER in found.answers and operation.items in found.answers)
    ours = expected(operation)
    if not ours:
        return 1.0 if not found.answers else 0.5
    # An update whose answer the reference does not show may answer with nothing.
    if not found.answers and operation.may_be_empty:
        return 0.8
    alike = len(ours & found.answers) / len(ours) * 0.7 + _agree(ours, found.answers) * 0.3
    return alike if found.answers_list is (operation.answer is Answer.LIST) else alike * OTHER_FORM


def expected(operation: Operation) -> frozenset[str]:
    """The vendor's keys that the answer should hold."""
    if operation.name == "auth.login":
        return LOGIN_ANSWER
    if operation.name.startswith("positions.") and operation.record is None:
        return frozenset(Row.__struct_fields__)
    return operation.record.keys if operation.record else frozenset()


def _prefix(document: Sequence[Described], base_path: str) -> str:
    """Paths that repeat the account's own base path lose it."""
    base = base_path.rstrip("/") + "/"
    return base if document and all(each.path.startswith(base) for each in document) else "/"


def _path(operation: Operation, found: Described, prefix: str) -> str:
    """Their path below the base, with our names for its ids."""
    path = found.path.removeprefix(prefix).lstrip("/")
    ours = [each.name for each in operation.parameters if each.place == "path"]
    for theirs, name in zip(re.findall(r"{(\w+)}", path), ours, strict=True):
        path = path.replace(f"{{{theirs}}}", f"{{{name}}}")
    return path
