"""A page of Laravel Scribe told as an OpenAPI document: its forms for trying a request say what the request takes."""

import re
from html.parser import HTMLParser
from typing import Any

from fleetdesk.api.vendordoc.shapes import bare

_STATUS = re.compile(r"Example response \((\d{3})")
_SERVER = re.compile(r"(?:tryItOutBaseUrl|baseUrl)\s*=\s*[\"']([^\"']+)[\"']")
_FIELDS = {"input", "select", "textarea"}
MOST_OPERATIONS = 5_000


def as_openapi(page: str) -> dict[str, Any] | None:
    """Return the page's operations as paths; None where the page is none of Scribe's."""
    if "data-path" not in page:
        return None
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if not reader.operations:
        return None
    server = _SERVER.search(page)
    paths: dict[str, dict[str, Any]] = {}
    for (verb, path), operation in reader.operations.items():
        paths.setdefault(path, {})[verb] = operation
    return {"openapi": "3.0.0", "paths": paths, "servers": [{"url": server[1]}] if server else []}


class _Reader(HTMLParser):
    """Collects forms (verb, path, fields) and the example answers, which bear the same id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.operations: dict[tuple[str, str], dict[str, Any]] = {}
        self._answers: dict[str, dict[str, Any]] = {}
        self._form: dict[str, Any] | None = None
        self._answered = self._status = ""
        self._code: list[str] | None = None
        self._heading: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a form, a field or an example begins."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin_form(given)
        elif tag in _FIELDS and given.get("data-component"):
            self._field(given)
        elif tag == "span" and given.get("id", "").startswith("example-responses-"):
            self._answered, self._status = given["id"].removeprefix("example-responses-"), ""
        elif tag == "span" and given.get("id", "").startswith("execution-"):
            self._answered = ""
        elif tag == "blockquote" and self._answered:
            self._heading = []
        elif tag == "code" and self._answered and "json" in given.get("class", ""):
            self._code = []

    def handle_endtag(self, tag: str) -> None:
        """Take what an end tag completes."""
        if tag == "form":
            self._form = None
        elif tag == "blockquote" and self._heading is not None:
            told = _STATUS.search("".join(self._heading))
            self._status, self._heading = told[1] if told else "", None
        elif tag == "code" and self._code is not None:
            self._example("".join(self._code))
            self._code = None

    def handle_data(self, data: str) -> None:
        """Collect the text inside a heading or an example."""
        for collected in (self._heading, self._code):
            if collected is not None:
                collected.append(data)

    def _begin_form(self, given: dict[str, str]) -> None:
        path, verb = given.get("data-path"), given.get("data-method", "").lower()
        if not path or not verb or len(self.operations) >= MOST_OPERATIONS:
            return
        name = given.get("id", "").removeprefix("form-")
        self._form = self.operations[verb, "/" + path.lstrip("/")] = {
            "operationId": name,
            "parameters": [],
            "requestBody": {"content": {"application/json": {"example": {}}}},
            "responses": self._answers.setdefault(name, {}),
        }

    def _field(self, given: dict[str, str]) -> None:
        name, component = bare(given.get("name", "")), given["data-component"]
        if self._form is None or not name:
            return
        if component == "query":
            self._form["parameters"].append({"name": name, "in": "query", "example": given.get("value", "")})
        elif component == "body":
            self._form["requestBody"]["content"]["application/json"]["example"][name] = given.get("value", "")

    def _example(self, text: str) -> None:
        examples = self._answers.setdefault(self._answered, {}).setdefault(
            self._status or "200", {"content": {"application/json": {"examples": {}}}}
        )["content"]["application/json"]["examples"]
        examples[str(len(examples))] = {"value": text}
