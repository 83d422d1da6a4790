"""A vendor's document as a graph: references followed, loops cut, and nothing in it trusted to have its type."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

MOST_HOPS = 32
MOST_TEXTS = 5_000
MOST_OBJECTS = 500_000
_SHORTHAND = (("components", "schemas"), ("definitions",))  # "$ref": "Position", as old generators wrote it


def mapping(value: Any) -> Mapping[str, Any]:
    """Return the value where it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: Any) -> Sequence[Any]:
    """Return the value where it is a list, else an empty one."""
    return value if isinstance(value, list | tuple) else ()


class Graph:
    """The document behind its references."""

    def __init__(self, root: Any) -> None:
        self.root = mapping(root)
        # Names of fields found below an object of the document; the object is kept, so that its id stays its own.
        self._names_given: dict[str, Any] | None = None
        self.names: dict[int, tuple[Mapping[str, Any], frozenset[str]]] = {}

    def at(self, value: Any) -> Mapping[str, Any]:
        """Return the object, or what its $ref leads to; an empty one where that leads nowhere or in a ring."""
        for _ in range(MOST_HOPS):
            reference = mapping(value).get("$ref")
            if not isinstance(reference, str):
                return mapping(value)
            value = self._target(reference)
        return {}

    def merged(self, value: Any) -> Mapping[str, Any]:
        """Return the same as at(), with what stands beside the $ref laid over its target (OpenAPI 3.1, path items)."""
        beside = {key: each for key, each in mapping(value).items() if key != "$ref"}
        return {**self.at(value), **beside}

    def _target(self, reference: str) -> Any:
        _, hash_sign, fragment = reference.partition("#")
        if not hash_sign:
            return self._by_name().get(reference) or self._shorthand(reference)
        if fragment and not fragment.startswith("/"):
            return self._by_name().get(f"#{unquote(fragment)}")
        value: Any = self.root
        for part in unquote(fragment).strip("/").split("/"):
            value = _step(value, part.replace("~1", "/").replace("~0", "~"))
        return value

    def _by_name(self) -> dict[str, Any]:
        """Return objects with a name of their own, $id or #$anchor (OpenAPI 3.1); looked for once."""
        if self._names_given is None:
            self._names_given = {}
            for each in objects(self.root):
                for key, sign in (("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#")):
                    if isinstance(each.get(key), str):
                        self._names_given.setdefault(sign + each[key], each)
        return self._names_given

    def _shorthand(self, name: str) -> Any:
        for place in _SHORTHAND:
            value: Any = self.root
            for part in (*place, name):
                value = mapping(value).get(part)
            if value is not None:
                return value
        return None


def _step(value: Any, part: str) -> Any:
    if isinstance(value, list):
        return value[int(part)] if part.isdecimal() and len(part) < 10 and int(part) < len(value) else None
    known: Mapping[Any, Any] = mapping(value)  # YAML has numbers for keys: responses/200
    return known.get(part, known.get(int(part)) if part.isdecimal() and len(part) < 10 else None)


def objects(root: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object of the document, each once; bounded."""
    seen: set[int] = set()
    waiting: list[Any] = [root]
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, Mapping | list) and id(value) not in seen:
            seen.add(id(value))
            waiting.extend(value.values() if isinstance(value, Mapping) else value)
            if isinstance(value, Mapping):
                yield value


def texts(*values: Any) -> Iterator[str]:
    """Yield every text in the values, keys left out; bounded, and each object is looked at once."""
    seen: set[int] = set()
    waiting: list[Any] = list(values)
    for _ in range(MOST_TEXTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping | list) and id(value) not in seen:
            seen.add(id(value))
            waiting.extend(value.values() if isinstance(value, Mapping) else value)
