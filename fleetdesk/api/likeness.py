"""How much an operation of a vendor's document is like one of ours, by the names it takes and answers with."""

import re

from fleetdesk.api.metrotec.positions import PositionRow
from fleetdesk.api.openapi import Described
from fleetdesk.api.operations import Answer, Operation
from fleetdesk.api.vendordoc.shapes import BodyShape

OTHER_FORM = 0.8  # one object where a list is due, or the other way round
MOSTLY, AT_LEAST = 0.5, 4  # of our names must be answered, of short answers all
FEW, MOSTLY_OURS, OF_FEW = 3, 0.8, 0.4  # an example of few fields: so many that tell, and nearly nothing else
CALLED_ALIKE = 0.5  # a read of which the document tells nothing but its path; the trial shows whether it is that
UNTOLD = 0.55  # a document that does not say what an operation answers, when all it takes agrees
SAME_PATH, SAME_END, SAME_VERB, ONE_WORD, DEPRECATED = 0.03, 0.03, 0.02, 0.015, -0.04
MOST_WORDS = 2
LOGIN_ANSWER = frozenset({"jwt", "expires"})
PAGE_ANSWER = "nextCursor"
# Names that many answers have, and that tell nothing.
GENERIC = frozenset(
    {
        "limit",
        "offset",
        "all",
        "id",
        "uid",
        "object_id",
        "driver_id",
        "status",
        "type",
        "name",
        "alias",
        "comment",
        "description",
        "lat",
        "lon",
    }
)
_WORD = re.compile(r"[a-z]{3,}")


def likeness(operation: Operation, found: Described) -> float:
    """Return 0..1: how much of the names taken and answered agree; 0 where reading would become writing."""
    if found.method == "DELETE" or (operation.method == "GET") != (found.method == "GET"):
        return 0.0
    if sum(each.place == "path" for each in operation.parameters) != len(found.in_path):
        return 0.0
    taken = frozenset(each.name for each in operation.parameters if each.place != "path")
    needed = {each.name for each in operation.parameters if each.place != "path" and each.required}
    if needed and not needed & found.takes:
        return 0.0
    agreed = _agree(taken, found.takes)
    if not found.shapes:
        return _unanswered(operation, taken, found, agreed)
    answered = max(_agree_answer(operation, shape) for shape in found.shapes)
    if answered > 0:
        return (agreed + answered) / 2
    # What a write takes tells it even where its answer is another; of a read the answer is what it is for.
    return 0.0 if operation.reads_only else _unanswered(operation, taken, found, agreed)


def _unanswered(operation: Operation, taken: frozenset[str], found: Described, agreed: float) -> float:
    """Rate a place whose document does not describe the answer: the parameters must tell it all."""
    telling = (taken & found.takes) - GENERIC
    if not telling:
        return (
            CALLED_ALIKE if operation.reads_only and found.takes <= taken and _called_alike(operation, found) else 0.0
        )
    if operation.may_be_empty:  # the reference shows no answer either
        return (agreed + 0.8) / 2
    return UNTOLD * agreed / 0.75 if agreed >= 0.75 else 0.0


def _called_alike(operation: Operation, found: Described) -> bool:
    """Return whether the path ends as ours does, for use where neither parameters nor answer tell anything."""
    ours = re.sub(r"\{\w+\}", "{}", operation.path).strip("/").lower().split("/")
    return found.path.strip("/").lower().split("/")[-len(ours) :] == ours


def name_bonus(operation: Operation, found: Described, path: str) -> float:
    """Return a little for the same path, verb and words: it decides between places that are alike."""
    ours = re.sub(r"\{\w+\}", "{}", operation.path).strip("/")
    said = set(_WORD.findall(found.named.lower()))
    known = set(_WORD.findall(f"{operation.path} {operation.name}".lower())) - {"list", "get"}
    shared = sum(any(theirs.startswith(word.rstrip("s")) for theirs in said) for word in known)
    return (
        SAME_PATH * (path.strip("/") == ours)
        + SAME_END * _called_alike(operation, found)
        + SAME_VERB * (found.method == operation.method)
        + ONE_WORD * min(shared, MOST_WORDS)
        + DEPRECATED * found.deprecated
    )


def _agree(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def _agree_answer(operation: Operation, shape: BodyShape) -> float:
    if operation.name == "vehicles.in_area":
        return float(shape.of_texts)
    if operation.answer is Answer.PAGE:
        return float(PAGE_ANSWER in shape.names and operation.items in shape.names)
    ours = expected(operation)
    if not ours:
        return 0.0
    alike = _agreed_fields(ours, shape.names)
    return alike if shape.is_list is (operation.answer is Answer.LIST) else alike * OTHER_FORM


def _agreed_fields(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Rate the names that agree: most of ours must be there; a few names count the same for all that have them."""
    shared = ours & theirs
    if len(shared) >= max(MOSTLY * len(ours), min(len(ours), AT_LEAST)):
        return (len(shared) / len(ours) + _agree(ours, theirs)) / 2
    few = len(shared - GENERIC) >= FEW and len(shared) >= MOSTLY_OURS * len(theirs)
    return OF_FEW if few else 0.0


def expected(operation: Operation) -> frozenset[str]:
    """Return the vendor's keys that the answer should hold."""
    if operation.name == "auth.login":
        return LOGIN_ANSWER
    if operation.name.startswith("positions.") and operation.record is None:
        return frozenset(PositionRow.__struct_fields__)
    keys = operation.record.keys if operation.record else frozenset()
    # A tank's answer is a position and more (docs/vendors/metrotec.md#tanks), of which we read a part.
    return keys | frozenset(PositionRow.__struct_fields__) if operation.name.startswith("tanks.") else keys
