"""From the bytes of a file or an answer to the operations described in it; the content decides what it is.

It is read in a process of its own (asking.py).
"""

import codecs
import json
from typing import Any, ClassVar

import yaml

from fleetdesk.api.openapi import Described, described
from fleetdesk.api.vendordoc import pages, postman
from fleetdesk.api.vendordoc.graph import mapping
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, ngettext

LARGEST_BYTES = 32 * 2**20
LARGEST_YAML = 8 * 2**20  # YAML is read a hundred times slower than JSON
MOST_MERGED = 1_000_000  # entries of YAML's objects, with those that they take from others
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
KINDS = _("an OpenAPI document (JSON or YAML), a Postman collection, or a Redoc, Swagger or Scribe page")


class Elsewhere(UsageError):
    """The page holds no document but names the address of one."""

    def __init__(self, sentence: str, address: str) -> None:
        super().__init__(sentence)
        self.address = address


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML's plain values, times left as they are written: their form is what is looked for."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        sign: [each for each in known if each[0] != "tag:yaml.org,2002:timestamp"]
        for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    merged = 0

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Put in what << names; a few lines that name each other could make any number of entries."""
        super().flatten_mapping(node)
        self.merged += len(node.value)
        if self.merged > MOST_MERGED:
            raise yaml.YAMLError("too many entries")


def read(content: bytes, name: str) -> list[Described]:
    """Read the operations described in these bytes; Elsewhere where a page only names its document's address."""
    text = _text(content)
    if not text.strip():
        raise UsageError(_("{file} is empty.").format(file=name))
    if pages.is_page(text):
        return _of_page(text, name)
    return _of_document(_parsed(text, name), name)


def _text(content: bytes) -> str:
    encoding = next((each for mark, each in MARKS if content.startswith(mark)), "utf-8")
    return content.decode(encoding, errors="replace")


def _of_page(text: str, name: str) -> list[Described]:
    document = pages.document_in(text)
    if isinstance(document, str):
        document = _parsed(document, name)
    if document is not None:
        return _of_document(document, name)
    address = pages.address_in(text)
    if address is None:
        raise UsageError(
            _("{file} is a web page without a document inside. FleetDesk reads {kinds}.").format(file=name, kinds=KINDS)
        )
    raise Elsewhere(
        _("{file} holds no document but names one: {address}. Give that address, or save that file.").format(
            file=name, address=address
        ),
        address,
    )


def _parsed(text: str, name: str) -> Any:
    text = text.lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(text, strict=False)
        except RecursionError as error:
            raise UsageError(_("{file} is nested too deeply to be an API's document.").format(file=name)) from error
        except ValueError as error:
            return _yaml(text, name, int(getattr(error, "lineno", 1)))
    return _yaml(text, name, None)


def _yaml(text: str, name: str, line: int | None) -> Any:
    if len(text) > LARGEST_YAML:
        sentence = (
            _("{file} is no JSON, and too large to be read as YAML.")
            if line is None
            else _("{file} is no JSON at line {line}, and too large to be read as YAML.")
        )
        raise UsageError(sentence.format(file=name, line=line))
    try:
        found = list(yaml.load_all(text, _Loader))
        return next((each for each in found if "paths" in mapping(each)), found[0] if found else None)
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        if line is None and mark:
            line = mark.line + 1
        raise UsageError(_broken(line).format(file=name, line=line)) from error


def _broken(line: int | None) -> str:
    if line is None:
        return _("{file} is neither JSON nor YAML: it breaks off.")
    return _("{file} is neither JSON nor YAML: it breaks off at line {line}.")


def _of_document(document: Any, name: str) -> list[Described]:
    root = mapping(postman.as_openapi(document) if postman.is_collection(document) else document)
    if isinstance(root.get("paths"), dict):
        found = described(root)
        if any(each.takes or each.shapes for each in found):
            return found
        raise UsageError(_untold(len(found)).format(file=name, count=len(found)))
    if "swaggerVersion" in root:
        raise UsageError(_("{file} is of Swagger 1, which is too old. Ask the vendor for OpenAPI.").format(file=name))
    raise UsageError(
        _("{file} describes no API: it has no paths. FleetDesk reads {kinds}.").format(file=name, kinds=KINDS)
    )


def _untold(count: int) -> str:
    return ngettext(
        "{file} does not say what its {count} operation takes and answers, so none can be told.",
        "{file} does not say what its {count} operations take and answer, so none can be told.",
        count,
    )
