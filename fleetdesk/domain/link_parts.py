"""The parts of a map's link, and the pairs of numbers in them."""

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, unquote_plus

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.notations import pair, tidy

Point = tuple[float, float]
_FIGURE = r"[-+]?\d{1,3}(?:\.\d+)?"
_BARE = re.compile(rf"\s*({_FIGURE})\s*[,~_\s]\s*({_FIGURE})\s*(?:[,;(~_].*)?", re.ASCII | re.DOTALL)
_PREFIX = re.compile(r"^\s*(?:loc:|ll\.|point\.|pos\.|coor:|[A-Z]:)\s*", re.ASCII)


class Read(NamedTuple):
    """What a link says: the place it names, the middle of its view, and whether it names a place without numbers."""

    pin: Point | None = None
    view: Point | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link's path and fragment as text, and the values of its query by their names in small letters."""

    path: str
    query: dict[str, list[str]]
    fragment: str

    @classmethod
    def of(cls, parts: SplitResult) -> "MapLink":
        """Take a split address apart."""
        return cls(unquote_plus(parts.path), _query(parts.query), unquote(parts.fragment))

    @classmethod
    def of_scheme(cls, address: str) -> "MapLink":
        """Take an address without a host apart, such as geo:59.437,24.754?q=Depot."""
        path, _, query = address.partition(":")[2].partition("?")
        return cls(unquote(path), _query(query or path), "")

    def value(self, *names: str) -> str:
        """Return the first value that one of the names has; empty where none has one."""
        return next((value for name in names for value in self.query.get(name, ()) if value.strip()), "")

    def both(self, lat: str, lon: str) -> Point | None:
        """Return the pair of two values, by their names; None where either is missing."""
        return in_order(f"{self.value(lat)},{self.value(lon)}")

    def turned(self, x: str, y: str) -> Point | None:
        """Return the pair of two values of which the first is the longitude."""
        return self.both(y, x)


def _query(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    try:
        for name, values in parse_qs(text, max_num_fields=50).items():
            found.setdefault(name.casefold(), []).extend(values)
    except ValueError:
        return {}
    return found


def in_order(text: str) -> Point | None:
    """Read latitude and longitude at the start of a text, the latitude first unless letters say otherwise."""
    words = _PREFIX.sub("", text)
    found = _BARE.fullmatch(words)
    if found:
        return float(found[1]), float(found[2])
    if not re.search(r"[\d°]", words):
        return None
    try:
        return pair(tidy(re.sub(r"\([^)]*\)\s*$", "", words)))
    except UsageError:
        return None


def longitude_first(text: str) -> Point | None:
    """Read latitude and longitude at the start of a text that writes the longitude first."""
    found = _BARE.fullmatch(_PREFIX.sub("", text))
    return (float(found[2]), float(found[1])) if found else in_order(text)
