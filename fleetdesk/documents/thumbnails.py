"""The jobs `look` and `page`: a small picture with all that can be known, and one page large enough to read."""

import importlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image

from fleetdesk.documents import pdfs
from fleetdesk.documents.exif import exif_facts, read_exif, seen_size, upright, way_of
from fleetdesk.documents.facts import LONGEST_BARCODE, MOST_BARCODES
from fleetdesk.documents.pictures import encoded, frames, mime_of, open_picture, small, turn_to_page

BARCODE_PX = 2000  # on so many, the bars of a printed label keep two pixels each
MOST_PX = 4000
_CLOCKWISE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}

Answer = tuple[dict[str, Any], bytes]


def look(job: dict[str, Any]) -> Answer:
    """Return facts and a PNG with no side above `most` pixels."""
    path, name, most = Path(job["path"]), job["name"], min(job["most"], MOST_PX)
    mime = mime_of(path, name)
    facts, image = (_look_at_document if mime == "application/pdf" else _look_at_picture)(path, mime, name, most)
    facts |= {"mime": mime, "barcodes": _barcodes(image)}
    image.thumbnail((most, most))
    return facts, encoded(image)


def _look_at_picture(path: Path, mime: str, name: str, most: int) -> tuple[dict[str, Any], Image.Image]:
    with open_picture(path, mime, name) as image:
        exif = read_exif(image)
        way = way_of(image, exif)
        width, height = seen_size(image, way)
        facts = {"width": width, "height": height, "pages": len(frames(image, mime)), **exif_facts(exif)}
        return facts, upright(small(image, _working_px(most)), way)


def _look_at_document(path: Path, mime: str, name: str, most: int) -> tuple[dict[str, Any], Image.Image]:
    document = pdfs.open_document(path, name)
    width, height = pdfs.page_size(document, 0, name)
    facts = {"width": width, "height": height, "pages": len(document), "text": pdfs.text_of(document)}
    return facts, pdfs.render(document, 0, _working_px(most) / max(width, height))


def _working_px(most: int) -> int:
    return max(most, BARCODE_PX) if find_spec("zxingcpp") else most


def _barcodes(image: Image.Image) -> list[str]:
    if find_spec("zxingcpp") is None:
        return []
    found = importlib.import_module("zxingcpp").read_barcodes(image.convert("L"), try_invert=False)
    return [each.text[:LONGEST_BARCODE] for each in found if each.text][:MOST_BARCODES]


def page(job: dict[str, Any]) -> Answer:
    """Return page `number` (from 0) as a PNG `width` pixels wide, turned clockwise by `turn` degrees."""
    path, name, turn = Path(job["path"]), job["name"], job["turn"] % 360
    width = max(1, min(job["width"], MOST_PX))
    mime = mime_of(path, name)
    draw = _page_of_document if mime == "application/pdf" else _page_of_picture
    image = draw(path, mime, name, job["number"], width, turn)
    return {"mime": mime, "width": image.width, "height": image.height}, encoded(image)


def _page_of_document(path: Path, mime: str, name: str, number: int, width: int, turn: int) -> Image.Image:
    document = pdfs.open_document(path, name)
    wide, high = pdfs.page_size(document, number, name)
    return pdfs.render(document, number, width / (high if turn % 180 else wide), turn)


def _page_of_picture(path: Path, mime: str, name: str, number: int, width: int, turn: int) -> Image.Image:
    with open_picture(path, mime, name) as image:
        turn_to_page(image, mime, name, number)
        way = way_of(image, read_exif(image))
        wide, high = seen_size(image, way)
        if turn % 180:
            wide, high = high, wide
        longest = max(1, round(width * max(wide, high) / wide))
        shown = upright(small(image, min(longest, MOST_PX)), way)
    return shown.transpose(_CLOCKWISE[turn]) if turn in _CLOCKWISE else shown
