"""Notations of coordinates: figures, degrees, minutes and seconds, letters and names."""

import re

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.invisible_characters import seen

LONGEST = 2000
LIKE = _("Write them like 59.437, 24.754.")
_N = r"[-+]?\d{1,3}"
_ANY = rf"({_N}(?:[.,]\d+)?)"
_POINT = re.compile(rf"({_N}(?:\.\d+)?)(\s*[,;/|]\s*|\s+)({_N}(?:\.\d+)?)", re.ASCII)
_COMMA = re.compile(rf"({_N},\d+)(?:\s*[,;/|]\s*|\s+)({_N},\d+)", re.ASCII)
_LAT = r"(?:geo)?(?:lat\w*|laius\w*|šírka|zem\w*\.?\s*šírka|šířka|breite\w*|широта)"
_LON = r"(?:geo)?(?:lon\w*|lng|pikkus\w*|dĺžka|zem\w*\.?\s*dĺžka|délka|länge\w*|долгота)"
_GAP = r"(?:[^\w+-]|-(?!\d))*"
_NAMED = tuple(
    re.compile(rf"\W*{one}{_GAP}{_ANY}°?{_GAP}{other}{_GAP}{_ANY}\W*", re.IGNORECASE)
    for one, other in ((_LAT, _LON), (_LON, _LAT))
)
_FIGURE = re.compile(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)
_RUSSIAN = re.compile(r"\b([сювз])\.?\s?[шд]\b\.?", re.IGNORECASE)
_LABEL = re.compile(r"(?:gps|wgs ?-?84|coord\w*|koord\w*|súradnice|координаты)\b\W*(?=[\dnsew+-])", re.IGNORECASE)
_BETWEEN = " ,;/|"
_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "‐": "-",
        "‑": "-",
        "′": "'",
        "’": "'",
        "‘": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "ʹ": "'",
        "ʼ": "'",
        "″": '"',
        "”": '"',
        "“": '"',
        "„": '"',
        "ʺ": '"',
        "º": "°",
        "˚": "°",
        "，": ",",
        "、": ",",
        "；": ";",
    }
)


def tidy(text: str) -> str:
    """Return the text without brackets and unseen characters, with plain signs for minus, minutes and seconds."""
    if len(text) > LONGEST:
        raise UsageError(together(_("These are no coordinates."), LIKE))
    words = seen(text).translate(_SIGNS).replace("''", '"')
    return re.sub(r"\s*\n\s*", " ", words.strip().strip("()[]").strip())


def pair(words: str) -> tuple[float, float]:
    """Read latitude and longitude in tidy words, as they stand there; UsageError where they are none."""
    plain = _RUSSIAN.sub(lambda found: "NSEW"["сювз".index(found[1].casefold())], _LABEL.sub("", words, count=1))
    return in_figures(plain) or _in_degrees(plain)


def in_figures(words: str) -> tuple[float, float] | None:
    """Read latitude and longitude of bare figures, or of figures with their names; None where they are none."""
    found = _POINT.fullmatch(words)
    if found and (found[2] != "," or "." in words):  # 59,24 may be one number with a decimal comma
        return float(found[1]), float(found[3])
    found = _COMMA.fullmatch(words)
    return (_float(found[1]), _float(found[2])) if found else _named(words)


def _named(words: str) -> tuple[float, float] | None:
    straight, turned = (each.fullmatch(words) for each in _NAMED)
    if straight:
        return _float(straight[1]), _float(straight[2])
    return (_float(turned[2]), _float(turned[1])) if turned else None


def _float(figure: str) -> float:
    return float(figure.replace(",", "."))


def _in_degrees(words: str) -> tuple[float, float]:
    """Read degrees with letters or degree signs, in either order."""
    letters = [each.upper() for each in re.findall(r"[NSEWnsew]", words)]
    one, other = _halves(words, letters)
    if not letters:
        return angle(one, ""), angle(other, "")
    first, second = (angle(half, letter) for half, letter in zip((one, other), letters, strict=True))
    return (first, second) if letters[0] in "NS" else (second, first)


def _halves(words: str, letters: list[str]) -> tuple[str, str]:
    if letters and (len(letters) != 2 or (letters[0] in "NS") == (letters[1] in "NS")):
        raise _unlike(_("“{text}” holds no two coordinates."), words)
    if letters and words[0].upper() not in "NSEW":
        found = re.fullmatch(r"([^NSEW]+[NSEW])([^NSEW]+[NSEW])\W*", words, re.IGNORECASE)
    elif letters:
        found = re.fullmatch(r"([NSEW][^NSEW]+)([NSEW][^NSEW]+)", words, re.IGNORECASE)
    else:
        found = re.fullmatch(r"([-+]?\d+(?:[.,]\d+)?°[^°]*?)\s*[,;/|]?\s*([-+]?\d+(?:[.,]\d+)?°[^°]*)", words, re.ASCII)
    if not found:
        raise _unlike(_("“{text}” holds no coordinates FleetDesk can read."), words)
    return found[1].strip(_BETWEEN), found[2].strip(_BETWEEN)


def _unlike(sentence: str, words: str) -> UsageError:
    return UsageError(together(sentence.format(text=words[:40]), LIKE))


def angle(words: str, letter: str) -> float:
    """Read degrees, degrees and minutes, or those and seconds; S and W are negative."""
    figures = [each.replace(",", ".") for each in _FIGURE.findall(words)]
    rest = _FIGURE.sub("", re.sub("[NSEWnsew]", "", words, count=1))
    whole = all("." not in each for each in figures[:-1])
    if not 1 <= len(figures) <= 3 or rest.strip(" °'\",;:") or not whole or (letter and "-" in words):
        raise _unlike(_("“{text}” is no coordinate FleetDesk can read."), words)
    degrees, minutes, seconds = (abs(float(each)) for each in (*figures, "0", "0")[:3])
    if minutes >= 60 or seconds >= 60 or any(each[0] in "+-" for each in figures[1:]):
        raise UsageError(_("“{text}” has minutes or seconds that are no part of 60.").format(text=words[:40]))
    value = degrees + minutes / 60 + seconds / 3600
    return -value if letter in ("S", "W") or figures[0].startswith("-") else value
