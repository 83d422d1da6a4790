"""Pictures as pages of a PDF: their own bytes where a PDF can hold them, else decoded."""

import importlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from PIL import ExifTags, Image

from fleetdesk.documents.exif import read_exif, upright, way_of
from fleetdesk.documents.pictures import decoded, encoded, frames, open_picture, turn_to_page

QUALITY = 92
A4_PT = (595.28, 841.89)
# How each way to hold a camera becomes upright: mirrored left to right or not, then turned clockwise.
_WAYS = {2: (True, 0), 3: (False, 180), 4: (True, 180), 5: (True, 270), 6: (False, 90), 7: (True, 90), 8: (False, 270)}
_AS_IT_IS = {"image/jpeg", "image/png", "image/tiff"}
_AS_JPEG = {"image/heic", "image/avif", "image/webp"}
_PLAIN = {"1", "L", "P", "RGB", "CMYK", "YCbCr"}
_UPRIGHT, _MP_ENTRIES = 1, 0xB002


def picture_as_pdf(path: Path, mime: str, name: str) -> pikepdf.Pdf:
    """Put each page of the picture, upright, on at most A4; raise what its decoder raises where it is damaged."""
    with open_picture(path, mime, name) as image:
        way = way_of(image, read_exif(image))
        pages = frames(image, mime)
        own = _own_bytes(path, image, mime, pages)
        made = _written([own]) if own else None
        if made is None or len(made.pages) != len(pages):
            made, way = _must(_written(_decoded_pages(image, mime, name, len(pages)))), _UPRIGHT
    for page in made.pages:
        _set_upright(page, way)
    return made


def _own_bytes(path: Path, image: Image.Image, mime: str, pages: Sequence[int]) -> bytes | None:
    """Return the file's own bytes where a PDF can hold all of them, once they are known to be whole."""
    if mime not in _AS_IT_IS or (mime == "image/png" and getattr(image, "n_frames", 1) > 1):
        return None
    for number in pages:
        image.seek(number)
        if image.mode not in _PLAIN or "transparency" in image.info or _is_turned_tiff(image):
            return None
        image.draft("RGB", (512, 512))
        image.load()
    image.seek(0)
    return _first_picture(path.read_bytes(), image)


def _is_turned_tiff(image: Image.Image) -> bool:
    return bool(getattr(image, "tag_v2", {}).get(ExifTags.Base.Orientation, 1) != 1)


def _first_picture(data: bytes, image: Image.Image) -> bytes:
    """Return a photo without the second picture that a phone puts behind it (MPO), and without their list."""
    if image.format != "MPO":
        return data
    length = getattr(image, "mpinfo", {}).get(_MP_ENTRIES, [{}])[0].get("Size") or len(data)
    data, place = data[:length], 2
    while data[place : place + 1] == b"\xff" and data[place + 1] != 0xDA:
        after = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if data[place + 1] == 0xE2 and data[place + 4 : place + 8] == b"MPF\0":
            data = data[:place] + data[after:]
        else:
            place = after
    return data


def _written(pictures: Sequence[bytes]) -> pikepdf.Pdf | None:
    """Return the pictures as a PDF; None where the writer does not take them, damaged or not."""
    writer = importlib.import_module("img2pdf")
    layout = writer.get_layout_fun(pagesize=A4_PT, fit=writer.FitMode.shrink, auto_orient=True)
    try:
        made = writer.convert(pictures, layout_fun=layout, rotation=writer.Rotation.none, nodate=True, producer="")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it has many ways to refuse
        return None
    return pikepdf.open(io.BytesIO(made))


def _must(made: pikepdf.Pdf | None) -> pikepdf.Pdf:
    if made is None:
        raise ValueError("A decoded picture was not taken by the writer.")
    return made


def _decoded_pages(image: Image.Image, mime: str, name: str, count: int) -> list[bytes]:
    pages = []
    for number in range(count):
        turn_to_page(image, mime, name, number)
        pages.append(_decoded_page(image, mime))
    return pages


def _decoded_page(image: Image.Image, mime: str) -> bytes:
    """Encode as JPEG of quality 92 what was packed with loss, else as PNG; as large in print as the picture was."""
    way, dpi = way_of(image, read_exif(image)), image.info.get("dpi")
    image.load()
    plain = image.mode in ("1", "L", "RGB") and "transparency" not in image.info
    shown = upright(image.copy() if plain else decoded(image), way)
    how: dict[str, Any] = {"dpi": dpi} if isinstance(dpi, tuple) and min(dpi) >= 20 else {}
    return encoded(shown, "JPEG", quality=QUALITY, **how) if mime in _AS_JPEG else encoded(shown, **how)


def _set_upright(page: pikepdf.Page, way: int) -> None:
    """Mirror and turn the page, not the picture, whose bytes stay."""
    mirrored, turn = _WAYS.get(way, (False, 0))
    if mirrored:
        width = float(page.mediabox[2])
        page.contents_add(f"q -1 0 0 1 {width:.4f} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")
    if turn:
        page.rotate(turn, relative=False)
