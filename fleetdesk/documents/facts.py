"""What the process that read a document said of it, checked: what it read may have been made to do harm."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST_TEXT = 20_000
MOST_BARCODES = 50
LONGEST_BARCODE = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """A document's own facts. Width and height as seen: pixels, or points (1/72 inch) of a PDF's first page.

    `taken` has no zone where the camera gave none; `lat` and `lon` are degrees. `unread` are the places (from 0) of
    those documents of a dossier that could not be read.
    """

    mime: str = ""
    pages: int = 1
    width: float = 0
    height: float = 0
    taken: datetime | None = None
    camera: str = ""
    lat: float | None = None
    lon: float | None = None
    text: str = ""
    barcodes: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Return whether the document is a picture and no PDF."""
        return self.mime.startswith("image/")


def facts_of(said: Mapping[str, Any]) -> Facts:
    """Return the facts of such JSON values; a value that cannot be is left out."""
    place = _number(said.get("lat"), 90), _number(said.get("lon"), 180)
    lat, lon = place if None not in place else (None, None)
    return Facts(
        mime=_text(said.get("mime"), 100),
        pages=int(_number(said.get("pages"), 1_000_000) or 1),
        width=_number(said.get("width"), 1e9) or 0,
        height=_number(said.get("height"), 1e9) or 0,
        taken=_moment(said.get("taken")),
        camera=_text(said.get("camera"), 100),
        lat=lat,
        lon=lon,
        text=_text(said.get("text"), MOST_TEXT),
        barcodes=tuple(_text(each, LONGEST_BARCODE) for each in _list(said.get("barcodes"))[:MOST_BARCODES]),
        unread=tuple(each for each in _list(said.get("unread")) if isinstance(each, int)),
    )


def _text(value: object, most: int) -> str:
    """Return the text without lone surrogates, which cannot be stored."""
    return value[:most].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _number(value: object, most: float) -> float | None:
    good = isinstance(value, int | float) and math.isfinite(value) and abs(value) <= most
    return value if good else None  # type: ignore[return-value]


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
