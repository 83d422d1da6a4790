"""Sixty places, and how people write them: other letters, other order, abbreviations, slips of the hand.

Each line of spellings.txt is a place: its address; its latitude and longitude; spellings of it, apart by "|".
"""

from pathlib import Path

from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource


def _read(line: str) -> tuple[KnownPlace, list[str]]:
    label, place, texts = (part.strip() for part in line.split(";"))
    lat, lon = map(float, place.split())
    return KnownPlace(label, lat, lon, PlaceSource.TASK, uses=1), texts.split("|")


_LINES = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
_READ = [_read(line) for line in _LINES]
PLACES = [place for place, _texts in _READ]
SPELLINGS = [(text, place) for place, texts in _READ for text in texts]
