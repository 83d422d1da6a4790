"""A vendor's OpenAPI document, reduced to what tells operations apart: parameters, answer, time format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from fleetdesk.api.vendordoc.graph import Graph, mapping, sequence, texts
from fleetdesk.api.vendordoc.servers import own_server, servers_of
from fleetdesk.api.vendordoc.shapes import (
    BodyShape,
    bare,
    names_in_examples,
    names_of,
    shapes_of_media,
    shapes_of_schema,
)
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _

VERBS = ("get", "post", "put", "patch", "delete")
NO_JSON = ("html", "text/plain", "octet-stream", "image/", "pdf", "csv", "event-stream")
HOLE = re.compile(r"\{\+?([^{}/?]+)\??\}|<(?:[\w.]+:)?([^<>/]+)>|(?<=/):([A-Za-z_][\w-]*)\??")
_QUERY = re.compile(r"\?(?!\})")  # {id?} is an id that may be left out
_COMPACT = re.compile(r"DDHH|\d{4}-\d\d-\d{4}:\d\d")
_SPACED = re.compile(r"DD HH|\d{4}-\d\d-\d\d \d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Described:
    """One operation of the document: its place, the names it takes, the ways in which it may answer.

    `path` has {} for its ids, `in_path` their names. `servers` are the addresses it is below, as written; `elsewhere`
    says that they are the operation's own and not the document's. No shapes: the document does not say what it answers.
    """

    method: str
    path: str
    takes: frozenset[str]
    in_path: tuple[str, ...]
    shapes: tuple[BodyShape, ...]
    time: str | None = None
    named: str = ""
    servers: tuple[str, ...] = ()
    elsewhere: bool = False
    deprecated: bool = False


def described(document: Any) -> list[Described]:
    """Return every operation of an OpenAPI 2 or 3 document."""
    root = mapping(document)
    if not isinstance(root.get("paths"), Mapping):
        raise UsageError(_("This is no OpenAPI document: it has no paths."))
    graph, found = Graph(root), []
    for path, value in root["paths"].items():
        item = graph.merged(value)
        for verb in item:
            if str(verb).lower() in VERBS and isinstance(item[verb], Mapping):
                found.append(_described(graph, str(verb).upper(), str(path), item, graph.merged(item[verb])))
    return found


def _described(
    graph: Graph, method: str, path: str, item: Mapping[str, Any], operation: Mapping[str, Any]
) -> Described:
    given = [graph.at(each) for holder in (item, operation) for each in sequence(holder.get("parameters"))]
    path, query = (*_QUERY.split(path.partition("#")[0], 1), "")[:2]
    path, in_path = _holes(path, given)
    names = {bare(name) for name, _ in parse_qsl(query, keep_blank_values=True)} | _taken(graph, given, operation)
    own = own_server(operation) or own_server(item)
    return Described(
        method,
        path,
        frozenset(names),
        in_path,
        tuple(_answers(graph, operation)),
        _time_format(given, operation),
        _words(path, operation),
        own or servers_of(graph.root),
        bool(own),
        operation.get("deprecated") is True,
    )


def _holes(path: str, given: list[Mapping[str, Any]]) -> tuple[str, tuple[str, ...]]:
    """Return the path with {} for each id, and the ids' names; a version that has one value only is no id."""
    known = {str(each.get("name")): each for each in given if each.get("in") == "path"}
    names: list[str] = []

    def hole(match: re.Match[str]) -> str:
        name = next(each for each in match.groups() if each)
        fixed = _fixed(name, known.get(name, {}))
        if fixed is None:
            names.append(name)
        return "{}" if fixed is None else fixed

    return HOLE.sub(hole, path.replace("%7B", "{").replace("%7D", "}")), tuple(names)


def _fixed(name: str, parameter: Mapping[str, Any]) -> str | None:
    """Return the value of a path's parameter that is only ever one, such as {version}; None otherwise."""
    schema = {**mapping(parameter.get("schema")), **parameter}
    enum = sequence(schema.get("enum"))
    if len(enum) == 1:
        return str(enum[0])
    if "version" in name.lower():
        value = schema.get("default", schema.get("example"))
        return None if value is None else str(value)
    return None


def _taken(graph: Graph, given: list[Mapping[str, Any]], operation: Mapping[str, Any]) -> set[str]:
    """Return the names in the query, in a form and in the body, wherever the document says them."""
    names: set[str] = set()
    for each in given:
        if each.get("in") in ("query", "formData"):
            names |= names_of(graph, each.get("schema")) or {bare(each.get("name", ""))}
        elif each.get("in") == "body":
            names |= names_of(graph, each.get("schema")) | names_in_examples(graph, each.get("schema"))
    for media in mapping(graph.at(operation.get("requestBody")).get("content")).values():
        schema = mapping(media).get("schema")
        names |= names_of(graph, schema) | names_in_examples(graph, schema) | names_in_examples(graph, media)
    return {name for name in map(bare, names) if name}


def _answers(graph: Graph, operation: Mapping[str, Any]) -> Iterator[BodyShape]:
    """Yield the shapes of the good answers; JSON where there is a choice, never a page of HTML."""
    given = {str(key).lower(): graph.at(value) for key, value in mapping(operation.get("responses")).items()}
    good = [each for status, each in sorted(given.items()) if status.startswith("2")]
    for response in good or [given[key] for key in ("default",) if key in given]:
        shown = mapping(response.get("examples")).items()
        media = [*mapping(response.get("content")).items(), *((kind, {"example": each}) for kind, each in shown)]
        yield from _of_media(graph, media)
        yield from shapes_of_schema(graph, response.get("schema"))


def _of_media(graph: Graph, media: list[tuple[Any, Any]]) -> list[BodyShape]:
    """Return the shapes of the JSON among them, or of plain text where there is nothing else."""
    json = [each for kind, each in media if not any(word in str(kind).lower() for word in NO_JSON)]
    plain = [each for kind, each in media if "text/plain" in str(kind).lower()]
    for group in (json, plain):
        found = [shape for each in group for shape in shapes_of_media(graph, graph.at(each))]
        if found:
            return found
    return []


def _time_format(given: list[Mapping[str, Any]], operation: Mapping[str, Any]) -> str | None:
    words = list(texts(given, operation.get("requestBody")))
    if any(map(_SPACED.search, words)):
        return "spaced"
    return "compact" if any(map(_COMPACT.search, words)) else None


def _words(path: str, operation: Mapping[str, Any]) -> str:
    said = (operation.get("operationId"), operation.get("summary"), *sequence(operation.get("tags")))
    return " ".join([path, *(each for each in said if isinstance(each, str))])
