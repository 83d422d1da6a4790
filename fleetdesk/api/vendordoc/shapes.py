"""What a body holds, by its schema or its examples: the names of its fields, and whether it is a list."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fleetdesk.api.vendordoc.graph import Graph, mapping, sequence

PARTS = ("allOf", "anyOf", "oneOf", "then", "else")
MOST_SCHEMAS = 2_000
MOST_ROWS = MOST_ALTERNATIVES = 50
LONGEST_TEXT = 2_000_000


@dataclass(frozen=True, slots=True)
class BodyShape:
    """One way in which a body may look."""

    names: frozenset[str]
    is_list: bool
    of_texts: bool = False


def bare(name: Any) -> str:
    """Return a parameter's own name: datetime[], datetime[0], datetime.0 and events[].id are datetime and events."""
    return str(name).split("[", 1)[0].split(".", 1)[0] if not str(name).startswith(("[", ".")) else str(name)


def shapes_of_media(graph: Graph, media: Any) -> Iterator[BodyShape]:
    """Yield the shapes of a media type: its schema, the parts a schema leaves open, and its examples."""
    media = mapping(media)
    yield from shapes_of_schema(graph, media.get("schema"))
    yield from _of_values(_examples(graph, media))


def shapes_of_schema(graph: Graph, schema: Any) -> Iterator[BodyShape]:
    """Yield the shapes of a schema and of each of its alternatives."""
    whole = graph.at(schema)
    others = [part for key in ("oneOf", "anyOf") for part in sequence(whole.get(key))[:MOST_ALTERNATIVES]]
    for each in (whole, *map(graph.at, others)):
        shape = _shape(graph, each)
        if shape.names or shape.of_texts:
            yield shape
        yield from _of_values(_examples(graph, each))


def names_of(graph: Graph, schema: Any) -> frozenset[str]:
    """Return the names of an object's fields, or of the objects in a list; each schema is looked at once."""
    start = graph.at(schema)
    if id(start) not in graph.names:
        graph.names[id(start)] = start, _names(graph, start)
    return graph.names[id(start)][1]


def _names(graph: Graph, schema: Mapping[str, Any]) -> frozenset[str]:
    names: set[str] = set()
    seen: set[int] = set()
    waiting: list[Any] = [schema]
    while waiting and len(seen) < MOST_SCHEMAS:
        each = graph.at(waiting.pop())
        if id(each) in seen:
            continue
        seen.add(id(each))
        own = {bare(name) for name in mapping(each.get("properties"))}
        names |= own
        waiting += [part for key in PARTS for part in _parts(each.get(key))]
        if not own and "items" in each:
            waiting.append(each["items"])
    return frozenset(names)


def names_in_examples(graph: Graph, holder: Any) -> set[str]:
    """Return the names in the examples of a schema or media type."""
    return {name for shape in _of_values(_examples(graph, graph.at(holder))) for name in shape.names}


def _parts(value: Any) -> list[Any]:
    return [value] if isinstance(value, Mapping) else list(sequence(value))


def _shape(graph: Graph, schema: Mapping[str, Any]) -> BodyShape:
    parts = [schema, *map(graph.at, sequence(schema.get("allOf")))]
    is_list = any("array" in _types(each) or "items" in each for each in parts)
    items = next((graph.at(each["items"]) for each in parts if "items" in each), {})
    shown = {name for shape in _of_values(_examples(graph, items)) for name in shape.names}
    return BodyShape(names_of(graph, schema) | shown, is_list, is_list and "string" in _types(items))


def _types(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    kind = schema.get("type")
    return tuple(kind) if isinstance(kind, list) else (kind,)


def _examples(graph: Graph, holder: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the values under `example`, `examples` (an object of them, or a list), `x-example` and `default`."""
    for key in ("example", "x-example", "x-examples", "default"):
        if key in holder:
            yield holder[key]
    given = holder.get("examples")
    for each in mapping(given).values():
        found = graph.at(each)
        yield found.get("value", each)
    if isinstance(given, list):
        yield from given
        yield given  # generators that write the example itself where a list of examples is due


def _of_values(values: Iterator[Any]) -> Iterator[BodyShape]:
    for value in values:
        shape = shape_of_value(value)
        if shape.names or shape.of_texts:
            yield shape


def shape_of_value(value: Any) -> BodyShape:
    """Return the shape of an example; a text that holds JSON counts as what it holds."""
    if isinstance(value, str):
        value = _told(value)
    if isinstance(value, list):
        rows = value[:MOST_ROWS]
        names = frozenset(str(name) for row in rows for name in mapping(row))
        return BodyShape(names, True, bool(rows) and all(isinstance(row, str) for row in rows))
    return BodyShape(frozenset(map(str, mapping(value))), False)


def _told(text: str) -> Any:
    if text.lstrip()[:1] not in ("[", "{") or len(text) > LONGEST_TEXT:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
