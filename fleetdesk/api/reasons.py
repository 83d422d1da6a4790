"""Finds a server's own words about a refusal, in whatever shape its framework gives them.

Read are the shapes of Laravel, Django REST framework, FastAPI, ASP.NET, Spring, Symfony, Yii, JSON:API, problem+json
and OAuth, plain text, and the title of a page.
"""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

LONGEST = 300
MOST_DETAILS, DEEPEST = 12, 5
# The keys under which frameworks put the sentence, best first, compared without case, "_" and "-".
SENTENCES = ("reason", "detail", "message", "errordescription", "errormessage", "description", "msg", "faultstring",
             "error", "fault", "title", "exceptionmessage", "summary")  # fmt: skip
# The keys under which they put what is wrong field by field.
DETAILS = ("errors", "invalidparams", "violations", "modelstate", "fielderrors", "validationerrors", "details",
           "suberrors", "issues", "data", "messages", "nonfielderrors", "extra")  # fmt: skip
# What names the field in one detail.
FIELDS = ("field", "name", "loc", "propertypath", "property", "param", "pointer", "parameter", "path", "source", "key")
# What no user reads.
TECHNICAL = ("status", "statuscode", "success", "ok", "timestamp", "type", "instance", "trace", "stack", "stacktrace",
             "exception", "file", "line", "traceid", "requestid", "documentationurl", "url", "links", "meta", "id",
             "ctx", "input", "method", "help", "version")  # fmt: skip
CODES = ("code", "errorcode", "status")


def find_reason(said: Any) -> str:
    """Return the sentence and the faults field by field, as one line; empty where nothing in it is words."""
    sentence = _sentence(said)
    details = [each for each in dict.fromkeys(_details(said)) if each and each.rstrip(".") not in sentence]
    return _join(sentence, "; ".join(details[:MOST_DETAILS])) or _code(said)


def _join(sentence: str, details: str) -> str:
    if not sentence or not details:
        return sentence or details
    return f"{sentence.rstrip(' .:')}: {details}"


def text_of_page(page: str) -> str:
    """Return the title of an HTML or XML page, else its first text."""
    reader = _Page()
    reader.feed(page[:20_000])
    return _line(reader.title or reader.first)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title = self.first = ""
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag

    def handle_data(self, data: str) -> None:
        if not data.strip() or self._tag in ("script", "style"):
            return
        if self._tag in ("title", "detail") and not self.title:
            self.title = data
        self.first = self.first or data


def _plain(key: object) -> str:
    return str(key).lower().replace("_", "").replace("-", "")


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _named(said: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """Yield the values under these keys, in the order of the names."""
    if isinstance(said, Mapping):
        found = {_plain(key): value for key, value in said.items()}
        yield from (found[name] for name in names if name in found)


def _sentence(said: Any, depth: int = 0) -> str:
    """Return the one sentence for the whole: a text, or one under a telling key, however its objects are nested."""
    if isinstance(said, str):
        return _line(said)
    if depth < DEEPEST:
        for value in _named(said, SENTENCES):
            words = _sentence(value, depth + 1) if isinstance(value, str | Mapping) else ""
            if words:
                return words
    return ""


def _details(said: Any, depth: int = 0) -> Iterator[str]:
    """Yield what is wrong, each with its field where one is named."""
    if depth >= DEEPEST:
        return
    if isinstance(said, list):
        for each in said:
            yield from _faults("", each, depth)
    elif isinstance(said, Mapping):
        for key, value in said.items():
            yield from _under(_plain(key), str(key), value, depth)


def _under(plain: str, key: str, value: Any, depth: int) -> Iterator[str]:
    if plain in DETAILS:
        yield from _details(value, depth + 1) if isinstance(value, list | Mapping) else _faults("", value, depth)
    elif plain in SENTENCES:
        if isinstance(value, list | Mapping):
            yield from _details(value, depth + 1)
    elif plain not in TECHNICAL and plain not in CODES and plain not in FIELDS:
        yield from _faults(key, value, depth)


def _faults(field: str, value: Any, depth: int) -> Iterator[str]:
    """Yield the faults of one field, written as "field: what is wrong"."""
    if isinstance(value, str):
        words = _line(value)
        yield f"{field}: {words}" if field and words else words
    elif isinstance(value, list):
        for each in value:
            yield from _faults(field, each, depth + 1) if depth < DEEPEST else ()
    elif isinstance(value, Mapping) and depth < DEEPEST:
        named = _field(value) or field
        words = _sentence(value)
        yield from _faults(named, words, depth) if words else _nested(named, value, depth)


def _nested(field: str, value: Mapping[Any, Any], depth: int) -> Iterator[str]:
    for fault in _details(value, depth + 1):
        yield f"{field}.{fault}" if field else fault


def _field(fault: Mapping[Any, Any]) -> str:
    """Return the field that one fault names: a name, a path of names, or a JSON pointer."""
    for value in _named(fault, FIELDS):
        if isinstance(value, Mapping):
            return _field(value)
        if isinstance(value, list):
            return ".".join(str(each) for each in value if each not in ("body", "query", "path"))
        if isinstance(value, str) and value:
            return value.removeprefix("#").strip("/").replace("/", ".").removeprefix("data.attributes.")
    return ""


def _code(said: Any) -> str:
    """Return a code, where there are no words; numbers that only repeat the status are none."""
    return next((_line(each) for each in _named(said, CODES) if isinstance(each, str) and not each.isdigit()), "")
