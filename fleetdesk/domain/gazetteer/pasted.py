"""A pasted text that holds a place beside an address: coordinates, the link of a map, or a plus code."""

import re
from dataclasses import dataclass

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain import plus_codes
from fleetdesk.domain.coordinates import parse_place, place_doubt
from fleetdesk.domain.map_links import is_link

LONGEST = 2000
_NUMBER = r"[-+]?\d{1,3}[.,]\d{3,}"
_COORDINATES = re.compile(rf"\(?({_NUMBER}°?\s*[NS]?[,;/\s]\s*{_NUMBER}°?\s*[EW]?)\)?", re.IGNORECASE)
_LINK = re.compile(r"(?:[a-z][a-z\d+.-]*://|geo:)\S+", re.IGNORECASE)
SHORT = _("The plus code lacks its town. Add the town behind it, or paste the whole code.")


@dataclass(frozen=True, slots=True)
class PastedPlace:
    """A place in degrees (WGS 84), the words around it, and what is doubtful of it in a sentence."""

    lat: float
    lon: float
    address: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ShortCode:
    """A plus code that is to be read near the town beside it."""

    code: str
    town: str

    def near(self, lat: float, lon: float) -> PastedPlace | None:
        """Return the place of the code that is nearest to a town at these degrees."""
        found = plus_codes.nearest(self.code, (lat, lon))
        return PastedPlace(*found, self.town) if found else None


def pasted_place(text: str) -> PastedPlace | ShortCode | None:
    """Return the place that a text holds; None for one that is an address alone."""
    if len(text) > LONGEST:
        return None
    return _of_code(text) or _of_part(_LINK, text) or _of_part(_COORDINATES, text) or _of_whole(text)


def _of_code(text: str) -> PastedPlace | ShortCode | None:
    found = plus_codes.code_in(text) if not is_link(text) else None
    if found is None:
        return None
    code, rest = found
    if not plus_codes.is_whole(code):
        return ShortCode(code, rest)
    place = plus_codes.middle(code)
    return PastedPlace(*place, rest) if place else None


def _of_part(pattern: re.Pattern[str], text: str) -> PastedPlace | None:
    """Return the place in a part of the text, and the rest of the text as its address."""
    found = pattern.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return _read(found[0], " ".join(rest.split()).strip(" ,;:–-()"))


def _of_whole(text: str) -> PastedPlace | None:
    """Return the place of coordinates in another notation, which always have more figures than letters."""
    return _read(text, "") if sum(map(str.isdigit, text)) >= max(sum(map(str.isalpha, text)), 4) else None


def _read(words: str, address: str) -> PastedPlace | None:
    try:
        lat, lon = parse_place(words)
    except UsageError:
        return None
    return PastedPlace(lat, lon, address, place_doubt(words))
