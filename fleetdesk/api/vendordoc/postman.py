"""A Postman collection (2.0 and 2.1) told as an OpenAPI document, so that one reader reads both."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fleetdesk.api.vendordoc.graph import mapping, sequence
from fleetdesk.api.vendordoc.shapes import bare

MOST_ITEMS, DEEPEST = 5_000, 30
_VARIABLE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_A_NUMBER = re.compile(r"\d+|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_collection(document: Any) -> bool:
    """Return whether this is a Postman collection, alone or as Postman's own API gives it."""
    return isinstance(_collection(document).get("item"), list)


def _collection(document: Any) -> Mapping[str, Any]:
    return mapping(mapping(document).get("collection")) or mapping(document)


def as_openapi(document: Any) -> dict[str, Any]:
    """Return the collection's requests as paths; several examples of one place become one operation."""
    root = _collection(document)
    known = {str(each.get("key")): str(each.get("value", "")) for each in map(mapping, sequence(root.get("variable")))}
    paths: dict[str, dict[str, Any]] = {}
    for item in _requests(root["item"]):
        _add(paths, item, known)
    return {"openapi": "3.0.0", "paths": paths, "servers": _common(paths)}


def _common(paths: dict[str, dict[str, Any]]) -> list[Any]:
    """Make the server of most requests the collection's own; the others keep theirs."""
    operations = [each for item in paths.values() for each in item.values()]
    named = [server["url"] for each in operations for server in each["servers"]]
    common = [{"url": max(set(named), key=named.count)}] if named else []
    for each in operations:
        each["servers"] = [] if common and common[0] in each["servers"] else each["servers"]
    return common


def _requests(items: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    for item in map(mapping, sequence(items)[:MOST_ITEMS]):
        if "request" in item:
            yield item
        if depth < DEEPEST:
            yield from _requests(item.get("item"), depth + 1)


def _add(paths: dict[str, dict[str, Any]], item: Mapping[str, Any], known: Mapping[str, str]) -> None:
    request = item["request"] if isinstance(item["request"], Mapping) else {"url": item["request"]}
    server, path, names = _address(request.get("url"), known)
    verb = str(request.get("method") or "GET").lower()
    operation = paths.setdefault(path, {}).setdefault(
        verb,
        {
            "summary": str(item.get("name", "")),
            "parameters": [],
            "servers": [],
            "requestBody": {"content": {}},
            "responses": {"200": {"content": {"application/json": {"examples": {}}}}},
        },
    )
    if server and {"url": server} not in operation["servers"]:
        operation["servers"].append({"url": server})
    operation["parameters"] += [{"name": name, "in": "query", "example": value} for name, value in names]
    operation["requestBody"]["content"].update(_body(request.get("body"), len(operation["requestBody"]["content"])))
    examples = operation["responses"]["200"]["content"]["application/json"]["examples"]
    for response in map(mapping, sequence(item.get("response"))):
        if str(response.get("code", 200)).startswith("2"):
            examples[str(len(examples))] = {"value": response.get("body")}


def _address(url: Any, known: Mapping[str, str]) -> tuple[str, str, list[tuple[str, Any]]]:
    """Return server, path with {} for each id, and the names in the query."""
    raw = url if isinstance(url, str) else str(mapping(url).get("raw") or _joined(mapping(url)))
    parts = _VARIABLE.split(raw.strip())
    first = parts[1] if len(parts) > 1 and not parts[0] else ""
    if first:
        raw = raw.replace(raw[: raw.index("}}") + 2], known.get(first, "").rstrip("/"), 1)
    told, _, query = raw.partition("?")
    asked = [(bare(name), value) for name, value in parse_qsl(query.partition("#")[0], keep_blank_values=True)]
    listed = [
        (bare(each.get("key", "")), each.get("value")) for each in map(mapping, sequence(mapping(url).get("query")))
    ]
    split = _split(told.partition("#")[0])
    path = "/".join(map(_segment, split[1].split("/")))
    return split[0], "/" + path.lstrip("/"), asked + listed


def _split(address: str) -> tuple[str, str]:
    """Return origin and path; an address without a scheme is a host and a path, as Postman takes it."""
    try:
        parts = urlsplit(address if "://" in address or address.startswith("/") else f"https://{address}")
    except ValueError:
        return "", address
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return ("", f"/{parts.netloc}{parts.path}") if "{" in parts.netloc else (host, parts.path)


def _segment(part: str) -> str:
    if _VARIABLE.fullmatch(part) or (part.startswith(":") and len(part) > 1):
        return "{" + re.sub(r"[{}:/?]", "", part).strip() + "}"
    return "{id}" if _A_NUMBER.fullmatch(part) else part


def _joined(url: Mapping[str, Any]) -> str:
    host, path = url.get("host"), url.get("path")
    texts = [mapping(each).get("value", each) for each in sequence(path)]
    return f"{host if isinstance(host, str) else '.'.join(map(str, sequence(host)))}/" + (
        path.lstrip("/") if isinstance(path, str) else "/".join(map(str, texts))
    )


def _body(body: Any, number: int) -> dict[str, Any]:
    """Return a raw JSON body as an example; fields of a form as an example of their names."""
    mode = mapping(body).get("mode")
    if mode == "raw":
        return {f"application/json;{number}": {"example": _told(mapping(body).get("raw"))}}
    fields = {str(mapping(each).get("key")): "" for each in sequence(mapping(body).get(str(mode)))}
    return {f"multipart/form-data;{number}": {"example": fields}} if fields else {}


def _told(text: Any) -> Any:
    try:
        return json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return None
