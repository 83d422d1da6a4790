"""JSON as servers really write it: one character, number or value that JSON has not costs itself and no more."""

import codecs
import json
import math
import re
from typing import Any

import msgspec

DEEPEST, MOST_DIGITS = 64, 400
# What Python calls encodings, and undoes escapes, fails at bytes that it does not know, or takes long.
_NO_TEXT = {"idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape", "utf-7"}
_HALF = re.compile("[\ud800-\udfff]")
# One escape of a JSON text: a surrogate pair, half of one, one that JSON has, or the backslash of one that it has not.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r'|u[0-9a-fA-F]{4}|["\\/bfnrt]|(?P<unknown>))'
)


def decode(body: bytes, charset: str | None = None) -> Any:
    """Return the JSON values of a body; ValueError, RecursionError or msgspec's DecodeError where there are none.

    What no JSON can hold becomes U+FFFD (bytes that are no text in `charset`, halves of surrogate pairs) or None (NaN,
    numbers without end, rows nested deeper than 64).
    """
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        value = _decode_leniently(body, charset)
    return shallow(value)


def _decode_leniently(body: bytes, charset: str | None) -> Any:
    mended = _ESCAPE.sub(_mend_escape, as_text(body, charset))
    return json.loads(mended, strict=False, parse_constant=lambda _: None, parse_float=_finite, parse_int=_integer)


def as_text(body: bytes, charset: str | None = None) -> str:
    """Return the body as text, in UTF-8, -16 or -32 by its first bytes, else in the charset that was told for it."""
    encoding: str = json.detect_encoding(body)
    if encoding.startswith("utf-8"):
        body = body.removeprefix(codecs.BOM_UTF8)
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            encoding = _known(charset)
    return _HALF.sub("\ufffd", body.decode(encoding, "replace"))


def _known(charset: str | None) -> str:
    """Return the charset where Python knows it and texts are written in it, else UTF-8."""
    try:
        found = codecs.lookup(charset or "utf-8")
        b"a".decode(found.name)
    except (LookupError, ValueError, OSError):
        return "utf-8"
    return "utf-8" if found.name in _NO_TEXT else found.name


def _mend_escape(found: re.Match[str]) -> str:
    if found["half"]:
        return "\\ufffd"
    return found[0] if found["unknown"] is None else ""


def _finite(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None


def _integer(digits: str) -> int | None:
    """Read the number; None where it has more digits than any number of a fleet."""
    return int(digits) if len(digits) <= MOST_DIGITS else None


def shallow(value: Any) -> Any:
    """Return the value, its too deep rows as None; ValueError where it is nested too deep as a whole.

    Rows are the members of a list, or of a list inside an object.
    """
    if not too_deep(value):
        return value
    if isinstance(value, dict):
        value = {key: _rows(inner) if isinstance(inner, list) else inner for key, inner in value.items()}
    elif len(value) > 1:
        value = _rows(value)
    if too_deep(value):
        raise ValueError(f"nested deeper than {DEEPEST}")
    return value


def _rows(rows: list[Any]) -> list[Any]:
    return [None if too_deep(row) else row for row in rows]


def too_deep(value: Any) -> bool:
    """Return whether a recursive walk of the value would run out of stack."""
    level = [value]
    for _attempt in range(DEEPEST):
        level = [inner for each in level if isinstance(each, (dict, list)) for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    each = value.values() if isinstance(value, dict) else value
    return [inner for inner in each if isinstance(inner, (dict, list))]
