"""Opens PDFs: their pages as pictures, and their text."""

import contextlib
import importlib
import math
from pathlib import Path
from typing import Any

from PIL import Image

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.documents.facts import MOST_TEXT
from fleetdesk.documents.forms import values

MOST_PIXELS = 30_000_000
MOST_SCALE = 20.0
TEXT_PAGES = 20


def open_document(path: Path, name: str) -> Any:
    """Open the PDF; a FleetError where it has a password, has no page, or is damaged."""
    pdfium = importlib.import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(path.read_bytes())
        with contextlib.suppress(pdfium.PdfiumError):  # a form that is damaged does not take the pages
            document.init_forms()
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise FleetError(_("{file} has a password. Save it without one.").format(file=name)) from error
        raise FleetError(_("{file} is damaged or cut off. Get the file again.").format(file=name)) from error
    if not len(document):
        raise FleetError(_("{file} has no page.").format(file=name))
    return document


def page_size(document: Any, number: int, name: str) -> tuple[float, float]:
    """Return width and height in points (1/72 inch) as seen; a FleetError where there is no such page."""
    if not 0 <= number < len(document):
        raise FleetError(_("{file} has no page {number}.").format(file=name, number=number + 1))
    width, height = document[number].get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise FleetError(_("Page {number} of {file} has no size.").format(number=number + 1, file=name))
    return width, height


def render(document: Any, number: int, scale: float, turn: int = 0) -> Image.Image:
    """Draw the page (from 0) with so many pixels to a point, turned clockwise; smaller where it would exceed 30 MP."""
    width, height = document[number].get_size()
    most = math.sqrt(MOST_PIXELS / (width * height))
    bitmap = document[number].render(scale=min(scale, most, MOST_SCALE), rotation=turn)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    return image


def text_of(document: Any) -> str:
    """Return the text of its first pages and of their filled fields, at most 20,000 characters.

    A page that fails has none.
    """
    parts: list[str] = []
    pdfium = importlib.import_module("pypdfium2")
    for number in range(min(len(document), TEXT_PAGES)):
        try:
            page = document[number]
            parts += [page.get_textpage().get_text_bounded()[:MOST_TEXT], *values(document, page)]
        except pdfium.PdfiumError:
            continue
        if sum(map(len, parts)) >= MOST_TEXT:
            break
    return "\n".join(parts)[:MOST_TEXT]
