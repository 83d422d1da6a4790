"""A vendor's OpenAPI document, reduced to what tells operations apart: parameters, answer, time format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fleetdesk.errors import UsageError

VERBS = ("get", "post", "put", "patch", "delete")
DEEPEST = 12
_COMPACT = re.compile(r"DDHH|\d{4}-\d\d-\d{4}:\d\d")
_SPACED = re.compile(r"DD HH|\d{4}-\d\d-\d\d \d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Described:
    """One operation of the document: its place, the names it takes, the names it answers with."""

    method: str
    path: str
    takes: frozenset[str]
    in_path: tuple[str, ...]
    answers: frozenset[str]
    answers_texts: bool
    answers_list: bool
    time: str | None


def described(document: Any) -> list[Described]:
    """Every operation of an OpenAPI 2 or 3 document."""
    if not isinstance(document, Mapping) or not isinstance(document.get("paths"), Mapping):
        raise UsageError("This is no OpenAPI document: it has no paths.")
    found = []
    for path, item in document["paths"].items():
        for verb in VERBS:
            if isinstance(item, Mapping) and isinstance(item.get(verb), Mapping):
                found.append(_described(document, verb.upper(), str(path), item, item[verb]))
    return found


def _described(
    document: Mapping[str, Any], method: str, path: str, item: Mapping[str, Any], operation: Mapping[str, Any]
) -> Described:
    given = [_resolved(document, each) for each in (*item.get("parameters", ()), *operation.get("parameters", ()))]
    names = {str(each.get("name", "")).removesuffix("[]") for each in given if each.get("in") in ("query", "formData")}
    for schema in (
        *_bodies(document, operation),
        *(each.get("schema", {}) for each in given if each.get("in") == "body"),
    ):
        names |= _properties(document, schema)
    answer = _answer(document, operation)
    return Described(
        method, path, frozenset(names), tuple(re.findall(r"{(\w+)}", path)), frozenset(_properties(document, answer)),
        _is_texts(document, answer), answer.get("type") == "array", _time_format(given, operation),
    )  # fmt: skip


def _resolved(document: Mapping[str, Any], value: Any) -> Mapping[str, Any]:
    """Follows $ref inside the document; anything else that is no object is an empty one."""
    for _ in range(DEEPEST):
        reference = value.get("$ref") if isinstance(value, Mapping) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        value = document
        for part in reference[2:].split("/"):
            value = value.get(part.replace("~1", "/").replace("~0", "~"), {}) if isinstance(value, Mapping) else {}
    return value if isinstance(value, Mapping) else {}


def _bodies(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[Any]:
    for content in _resolved(document, operation.get("requestBody", {})).get("content", {}).values():
        yield content.get("schema", {})


def _answer(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of the first 2xx answer, a list's items in its place."""
    for status, response in sorted((str(key), value) for key, value in operation.get("responses", {}).items()):
        if status.startswith("2"):
            found = _resolved(document, response)
            schemas = [each.get("schema", {}) for each in found.get("content", {}).values()] or [
                found.get("schema", {})
            ]
            return _resolved(document, schemas[0])
    return {}


def _properties(document: Mapping[str, Any], schema: Any, depth: int = 0) -> set[str]:
    schema = _resolved(document, schema)
    if depth > DEEPEST:
        return set()
    names = {str(name).removesuffix("[]") for name in schema.get("properties", {})}
    for part in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        names |= _properties(document, part, depth + 1)
    return names or (_properties(document, schema["items"], depth + 1) if "items" in schema else set())


def _is_texts(document: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "array" and _resolved(document, schema.get("items", {})).get("type") == "string"


def _time_format(given: list[Mapping[str, Any]], operation: Mapping[str, Any]) -> str | None:
    words = repr(given) + repr(operation.get("requestBody", ""))
    if _SPACED.search(words):
        return "spaced"
    return "compact" if _COMPACT.search(words) else None
