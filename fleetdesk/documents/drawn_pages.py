"""Pages of PDFs drawn as pictures: the way out for those that can be shown and not taken apart."""

import importlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.documents.pdfs import open_document, page_size, render
from fleetdesk.documents.pictures import encoded

DPI = 150
QUALITY = 92
MOST_DRAWN = 100


@contextmanager
def drawn(path: Path, name: str) -> Iterator[pikepdf.Pdf]:
    """Yield a PDF of pictures of all pages, each of its own size; a FleetError where they cannot be shown either."""
    document = open_document(path, name)
    if len(document) > MOST_DRAWN:
        raise FleetError(
            _("{file} is damaged and has too many pages to be drawn. Print it into a new PDF.").format(file=name)
        )
    with pikepdf.new() as made:
        for number in range(len(document)):
            size = page_size(document, number, name)
            data = encoded(render(document, number, DPI / 72), "JPEG", quality=QUALITY)
            with pikepdf.open(io.BytesIO(_page(data, size))) as one:
                made.pages.extend(one.pages)
        yield made


def _page(picture: bytes, size: tuple[float, float]) -> bytes:
    writer = importlib.import_module("img2pdf")
    layout = writer.get_layout_fun(pagesize=size, fit=writer.FitMode.fill)
    made: bytes = writer.convert(picture, layout_fun=layout, nodate=True, producer="")
    return made
