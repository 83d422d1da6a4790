"""What a camera wrote into a picture: when, where, which camera, and how it was held."""

import math
from datetime import datetime, timedelta, timezone
from typing import Any

from PIL import ExifTags, Image

_WAYS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_THEIR_SIDE = {5, 6, 7, 8}


def read_exif(image: Image.Image) -> Image.Exif:
    """Return the picture's EXIF; an empty one where it is damaged, for the picture may be sound."""
    try:
        return image.getexif()
    except Exception:  # noqa: BLE001 - whatever is in there, it is not worth the picture
        return Image.Exif()


def way_of(image: Image.Image, exif: Image.Exif) -> int:
    """Return the decoded picture's orientation as EXIF counts (1 to 8); 1 for a TIFF, which its decoder turns."""
    said = 1 if image.format == "TIFF" else exif.get(ExifTags.Base.Orientation, 1)
    return said if isinstance(said, int) and 1 <= said <= 8 else 1


def upright(image: Image.Image, way: int) -> Image.Image:
    """Return the picture as it was seen when it was taken, from its orientation (1 to 8)."""
    return image.transpose(_WAYS[way]) if way in _WAYS else image


def seen_size(image: Image.Image, way: int) -> tuple[int, int]:
    """Return width and height in pixels once it is upright, from its orientation (1 to 8)."""
    width, height = image.size
    return (height, width) if way in _ON_THEIR_SIDE else (width, height)


def exif_facts(exif: Image.Exif) -> dict[str, Any]:
    """Return when it was `taken` (ISO 8601), `camera`, `lat` and `lon` in degrees, as far as it says."""
    facts = {"taken": _taken(exif), "camera": _camera(exif), **_place(_directory(exif, ExifTags.IFD.GPSInfo))}
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _directory(exif: Image.Exif, number: int) -> dict[int, Any]:
    try:
        return dict(exif.get_ifd(number))
    except Exception:  # noqa: BLE001 - as above
        return {}


def _camera(exif: Image.Exif) -> str:
    said = (exif.get(tag) for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
    return " ".join(" ".join(_words(each) for each in said if isinstance(each, str)).split())[:100]


def _words(said: str) -> str:
    """Return the text that a camera wrote, up to the NUL that ends it, without invisible characters."""
    ended = said.lstrip("\0 ").partition("\0")[0]
    return "".join(c if c.isprintable() else " " for c in ended)


def _taken(exif: Image.Exif) -> str | None:
    inner = _directory(exif, ExifTags.IFD.Exif)
    said = inner.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        moment = datetime.strptime(str(said).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone may follow
    except ValueError:
        return None
    zone = _zone(inner.get(ExifTags.Base.OffsetTimeOriginal))
    return moment.replace(tzinfo=zone).isoformat()


def _zone(said: object) -> timezone | None:
    try:
        hours, minutes = str(said).strip("\0 ").split(":")
        sign = -1 if hours.startswith("-") else 1
        return timezone(timedelta(hours=int(hours), minutes=sign * int(minutes)))
    except ValueError:
        return None


def _place(gps: dict[int, Any]) -> dict[str, float | None]:
    lat = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    lon = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    none = lat is None or lon is None or (lat, lon) == (0, 0)  # cameras without a fix write zeros
    return {} if none else {"lat": lat, "lon": lon}


def _degrees(parts: Any, side: object, negative: str, most: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(each) for each in parts)
    except (TypeError, ValueError, ArithmeticError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not (math.isfinite(value) and 0 <= value <= most):
        return None
    return round(-value if str(side).startswith(negative) else value, 6)
