"""JSON as servers really write it: a byte order mark, half a surrogate pair in a name, but never endless nesting."""

import codecs
import re
from typing import Any

import msgspec

DEEPEST = 64
# One escape of a JSON text: a whole surrogate pair, half of one (captured), or any other.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)


def decode(body: bytes) -> Any:
    """The JSON values of a body; ValueError or msgspec's DecodeError where there are none."""
    try:
        value = msgspec.json.decode(body)
    except msgspec.DecodeError:
        mended = mend(body)
        if mended == body:
            raise
        value = msgspec.json.decode(mended)
    if too_deep(value):
        raise ValueError(f"nested deeper than {DEEPEST}")
    return value


def mend(body: bytes) -> bytes:
    """The body without its byte order mark, and with U+FFFD for every half surrogate, which no UTF-8 can hold."""
    return _ESCAPE.sub(_whole_character, body.removeprefix(codecs.BOM_UTF8))


def _whole_character(found: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if found[1] else found[0]


def too_deep(value: Any) -> bool:
    """Whether what walks the value by calling itself would run out of stack."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level if isinstance(each, (dict, list)) for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    each = value.values() if isinstance(value, dict) else value
    return [inner for inner in each if isinstance(inner, (dict, list))]
