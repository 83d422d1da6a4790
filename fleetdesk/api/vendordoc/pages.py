"""A page of documentation: the document inside it (Redoc, Swagger UI, Scalar, Scribe), or the address it names."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from fleetdesk.api.vendordoc import postman, scribe
from fleetdesk.api.vendordoc.graph import mapping

MOST_TRIES = 3_000
DEEPEST = 6
_REDOC = re.compile(r"__redoc_state\s*=\s*(?=\{)")
_OBJECT = re.compile(r"[=:(,>'\"]\s*(?=\{\s*[\"'])")
_BLOCK = "(?:pre|script|textarea|code)"
_YAML = re.compile(rf"<{_BLOCK}\b[^>]*>\s*((?:openapi|swagger)\s*:.*?)</{_BLOCK}>", re.S)
_TEXT = r"([^\"'<>{}]+)"
_SPEC_FILE = r"([^\"'<>{}]+\.(?:json|ya?ml)(?:\?[^\"'<>]*)?|[^\"'<>{}]*(?:openapi|swagger|api-docs)[^\"'<>{}]*)"
_NAMED = (
    re.compile(rf"\b(?:spec-url|data-url|data-spec-url|specUrl|apiDescriptionUrl)\s*[=:]\s*[\"']{_TEXT}[\"']", re.I),
    re.compile(rf"Redoc\.init\(\s*[\"']{_TEXT}[\"']"),
    re.compile(rf"\burl[\"']?\s*:\s*[\"']{_SPEC_FILE}[\"']"),
    re.compile(r"href\s*=\s*[\"']([^\"'<>{}]*(?:openapi|swagger)[^\"'<>{}]*)[\"']", re.I),
    re.compile(r"href\s*=\s*[\"']([^\"'<>{}]*(?:postman|collection\.json)[^\"'<>{}]*)[\"']", re.I),
)
_MARKS = ("<!doctype", "<html", "<head", "<body", "<script", "<meta", "<!--", "<pre")
_NO_DOCUMENT = (".css", ".js", ".png", ".svg", ".ico", ".html")


def is_page(text: str) -> bool:
    """Return whether this is HTML by its content."""
    start = text.lstrip("\ufeff \t\r\n")[:2000].lower()
    return start.startswith("<") and any(mark in start for mark in _MARKS)


def document_in(page: str) -> Any:
    """Return the document that stands inside the page, as JSON values or as YAML text; None where none does."""
    for text in (page, html.unescape(page)):
        for found in _objects(text):
            document = _document(found)
            if document is not None:
                return document
        told = _YAML.search(text)
        if told:
            return told[1]
    return scribe.as_openapi(page)


def address_in(page: str) -> str | None:
    """Return the address under which the page says its document lies; None where it says none."""
    for pattern in _NAMED:
        for match in pattern.finditer(page):
            address = html.unescape(match[1]).strip()
            if address and not _is_none(address.lower()):
                return address
    return None


def _is_none(address: str) -> bool:
    """Return whether the address is one of the page's own parts, or none that can be asked for."""
    return address.split("?")[0].endswith(_NO_DOCUMENT) or address.startswith(("blob:", "data:", "javascript:", "#"))


def _objects(text: str) -> Iterator[Any]:
    """Yield every JSON object that stands in the text, Redoc's first."""
    decoder, at = json.JSONDecoder(), 0
    for match in _REDOC.finditer(text):
        yield _decoded(decoder, text, match.end())[0]
    for _ in range(MOST_TRIES):
        begins = _OBJECT.search(text, at)
        if begins is None:
            return
        value, at = _decoded(decoder, text, begins.end())
        yield value


def _decoded(decoder: json.JSONDecoder, text: str, start: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start + 1


def _document(value: Any, depth: int = 0) -> Any:
    """Return the OpenAPI document or Postman collection in a value, or in what it holds a few levels down."""
    if isinstance(mapping(value).get("paths"), dict) or postman.is_collection(value):
        return value
    for each in mapping(value).values() if depth < DEEPEST else ():
        found = _document(each, depth + 1)
        if found is not None:
            return found
    return None
