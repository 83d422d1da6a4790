"""Plus codes (Open Location Code): a place as ten or more letters and digits, or the end of such with a town."""

import math
import re

_ALPHABET = "23456789CFGHJMPQRVWX"
_BASE, _SEPARATOR_AT, _PAIRS, _ROWS, _COLUMNS = 20, 8, 10, 5, 4
_CODE = re.compile(rf"(?<![\w+])([{_ALPHABET}]{{2,8}})\+([{_ALPHABET}]{{2,7}})(?![\w+])", re.IGNORECASE)
Place = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


def code_in(text: str) -> tuple[str, str] | None:
    """Return the plus code in a text, in capital letters, and the rest of the text; None where there is none."""
    found = _CODE.search(text)
    if found is None or len(found[1]) % 2:
        return None
    return found[0].upper(), f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;\n")


def is_whole(code: str) -> bool:
    """Return whether a code names a place by itself; another one is to be read near a town."""
    return code.index("+") == _SEPARATOR_AT


def middle(code: str) -> Place | None:
    """Return the middle of a whole code; None for one that is beyond the earth."""
    letters = [_ALPHABET.index(each) for each in code.replace("+", "")]
    south, west, tall, wide = -90.0, -180.0, 400.0, 400.0
    for up, over in zip(letters[:_PAIRS:2], letters[1:_PAIRS:2], strict=False):
        tall, wide = tall / _BASE, wide / _BASE
        south, west = south + up * tall, west + over * wide
    for each in letters[_PAIRS:]:
        tall, wide = tall / _ROWS, wide / _COLUMNS
        south, west = south + each // _COLUMNS * tall, west + each % _COLUMNS * wide
    lat, lon = south + tall / 2, west + wide / 2
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def nearest(code: str, near: Place) -> Place | None:
    """Return the middle of that whole code which ends in this short one and is nearest to a place."""
    missing = _SEPARATOR_AT - code.index("+")
    size = 400.0 / _BASE ** (missing // 2)
    found = middle(_beginning(near, missing) + code)
    if found is None:
        return None
    lat, lon = (_moved(each, at, size) for each, at in zip(found, near, strict=True))
    return (lat, lon) if abs(lat) <= 90 else None


def _beginning(near: Place, letters: int) -> str:
    """Return the first letters of the code of a place."""
    lat, lon = min(max(near[0], -90.0), 89.999999) + 90.0, (near[1] + 180.0) % 360.0
    made, size = "", 400.0
    for _ in range(letters // 2):
        size /= _BASE
        for value in (lat, lon):
            made += _ALPHABET[math.floor(value / size) % _BASE]
    return made


def _moved(found: float, near: float, size: float) -> float:
    """Return the coordinate one code further where that is nearer."""
    return found - size if found - near > size / 2 else found + size if near - found > size / 2 else found
