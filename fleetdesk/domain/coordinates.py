"""Coordinates as people copy and write them, and whether they can be right for this fleet."""

import re
from collections.abc import Iterable

from fleetdesk.domain.map_links import in_link
from fleetdesk.errors import UsageError

Bounds = tuple[float, float, float, float]  # south, west, north, east

LONGEST = 2000
_LIKE = "Write them like 59.437, 24.754."
_N = r"[-+]?\d{1,3}"
_POINT = re.compile(rf"({_N}(?:\.\d+)?)(\s*[,;/|]\s*|\s+)({_N}(?:\.\d+)?)", re.ASCII)
_COMMA = re.compile(rf"({_N},\d+)(?:\s*[,;/|]\s*|\s+)({_N},\d+)", re.ASCII)
_NAMED = re.compile(rf"\W*lat\w*\W*?({_N}(?:\.\d+)?)\W+(?:lon|lng)\w*\W*?({_N}(?:\.\d+)?)\W*", re.ASCII | re.IGNORECASE)
_FIGURE = re.compile(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)
_SIGNS = str.maketrans({
    "−": "-", "–": "-", "′": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "″": '"', "”": '"', "“": '"',
    "º": "°", "˚": "°",
    "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\t": " ",
})  # fmt: skip


def parse_place(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees (WGS 84) of any common notation or map link; a UsageError with a sentence."""
    words = _tidy(text)
    if "://" in words or words.casefold().startswith("geo:"):
        return _checked(*in_link(words))
    return _checked(*(_in_figures(words) or _in_degrees(words)))


def parse_angle(text: str, signs: str) -> float:
    """One coordinate in degrees; `signs` are its letters, plus before minus: "NS" or "EW"."""
    words = _tidy(text)
    letter = next((each for each in words.upper() if each in "NSEW"), "")
    if letter and letter not in signs:
        other = "longitude" if signs == "NS" else "latitude"
        raise UsageError(f"“{words[:40]}” is a {other}, by its letter {letter}.")
    return _angle(words, letter)


def _tidy(text: str) -> str:
    if len(text) > LONGEST:
        raise UsageError(f"These are no coordinates. {_LIKE}")
    return text.translate(_SIGNS).strip().strip("()[]").strip()


def _in_figures(words: str) -> tuple[float, float] | None:
    found = _POINT.fullmatch(words)
    if found and (found[2] != "," or "." in words):  # 59,24 may be one number with a decimal comma
        return float(found[1]), float(found[3])
    found = _COMMA.fullmatch(words)
    if found:
        return float(found[1].replace(",", ".")), float(found[2].replace(",", "."))
    found = _NAMED.fullmatch(words)
    return (float(found[1]), float(found[2])) if found else None


def _in_degrees(words: str) -> tuple[float, float]:
    """Degrees with letters or degree signs, in either order."""
    letters = [each.upper() for each in re.findall(r"[NSEWnsew]", words)]
    one, other = _halves(words, letters)
    if not letters:
        return _angle(one, ""), _angle(other, "")
    first, second = (_angle(half, letter) for half, letter in zip((one, other), letters, strict=True))
    return (first, second) if letters[0] in "NS" else (second, first)


def _halves(words: str, letters: list[str]) -> tuple[str, str]:
    if letters and (len(letters) != 2 or (letters[0] in "NS") == (letters[1] in "NS")):
        raise UsageError(f"“{words[:40]}” holds no two coordinates. {_LIKE}")
    if letters and words[0].upper() not in "NSEW":
        found = re.fullmatch(r"([^NSEW]+[NSEW])([^NSEW]+[NSEW])\W*", words, re.IGNORECASE)
    elif letters:
        found = re.fullmatch(r"([NSEW][^NSEW]+)([NSEW][^NSEW]+)", words, re.IGNORECASE)
    else:
        found = re.fullmatch(r"([-+]?\d+(?:[.,]\d+)?°[^°]*?)\s*[,;]?\s*([-+]?\d+(?:[.,]\d+)?°[^°]*)", words, re.ASCII)
    if not found:
        raise UsageError(f"“{words[:40]}” holds no coordinates FleetDesk can read. {_LIKE}")
    return found[1], found[2]


def _angle(words: str, letter: str) -> float:
    """Degrees, or degrees and minutes, or those and seconds; S and W are negative."""
    figures = [each.replace(",", ".") for each in _FIGURE.findall(words)]
    rest = _FIGURE.sub("", re.sub("[NSEWnsew]", "", words, count=1))
    whole = all("." not in each for each in figures[:-1])
    if not 1 <= len(figures) <= 3 or rest.strip(" °'\",;") or not whole or (letter and "-" in words):
        raise UsageError(f"“{words[:40]}” is no coordinate FleetDesk can read. {_LIKE}")
    degrees, minutes, seconds = (abs(float(each)) for each in (*figures, "0", "0")[:3])
    if minutes >= 60 or seconds >= 60 or any(each[0] in "+-" for each in figures[1:]):
        raise UsageError(f"“{words[:40]}” has minutes or seconds that are no part of 60.")
    value = degrees + minutes / 60 + seconds / 3600
    return -value if letter in ("S", "W") or figures[0].startswith("-") else value


def _checked(lat: float, lon: float) -> tuple[float, float]:
    if abs(lat) > 90:
        swapped = " Perhaps latitude and longitude are swapped." if abs(lon) <= 90 and abs(lat) <= 180 else ""
        raise UsageError(f"Latitude {lat:g} is beyond 90 degrees.{swapped}")
    if abs(lon) > 180:
        raise UsageError(f"Longitude {lon:g} is beyond 180 degrees.")
    return lat, lon


def bounds_of(points: Iterable[tuple[float | None, float | None]]) -> Bounds | None:
    """The bounds of (lat, lon) points, without those unknown, at 0, 0, or among the outermost hundredth."""
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None and (lat or lon)]
    if not known:
        return None
    lats, lons = sorted(lat for lat, _ in known), sorted(lon for _, lon in known)
    cut = len(known) // 100
    return lats[cut], lons[cut], lats[-1 - cut], lons[-1 - cut]


def far_from(lat: float, lon: float, bounds: Bounds | None, margin: float = 2.0) -> bool:
    """Whether a place lies outside the bounds by more than `margin` degrees; without bounds nothing is far."""
    if bounds is None:
        return False
    south, west, north, east = bounds
    return not (south - margin <= lat <= north + margin and west - margin <= lon <= east + margin)


def looks_swapped(lat: float, lon: float, fleet_bounds: Bounds | None) -> bool:
    """Whether a place is far from the fleet as it is written, and near with its two numbers swapped."""
    return far_from(lat, lon, fleet_bounds) and not far_from(lon, lat, fleet_bounds)
