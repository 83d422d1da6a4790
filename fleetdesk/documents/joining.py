"""The jobs `join` and `convert`: pictures into one PDF without loss, and pictures that few can read into JPEG."""

import io
from pathlib import Path
from typing import Any

import pikepdf
from PIL import ExifTags

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.documents.drawn_pages import drawn
from fleetdesk.documents.exif import read_exif, upright, way_of
from fleetdesk.documents.forms import flatten, settled
from fleetdesk.documents.layers import take_along
from fleetdesk.documents.picture_pages import QUALITY, picture_as_pdf
from fleetdesk.documents.pictures import decoded, encoded, mime_of, open_picture
from fleetdesk.documents.thumbnails import Answer

_LINKS = (pikepdf.Name.URI, pikepdf.Name.GoTo)


def join(job: dict[str, Any]) -> Answer:
    """Make one PDF of the `pages` in their order, each with its `path`, `name` and `turn` (degrees clockwise).

    JPEG, PNG and TIFF go in as they are; what a PDF cannot hold is decoded, and HEIC, AVIF and WebP become JPEG.
    """
    with pikepdf.new() as whole:
        for each in job["pages"]:
            append(whole, Path(each["path"]), each["name"], each["turn"] % 360)
        return {"mime": "application/pdf", "pages": len(whole.pages)}, saved(whole)


def saved(whole: pikepdf.Pdf) -> bytes:
    """Return the PDF as bytes; the same pages give the same bytes."""
    file = io.BytesIO()
    whole.save(file, deterministic_id=True)
    return file.getvalue()


def append(whole: pikepdf.Pdf, path: Path, name: str, turn: int = 0) -> None:
    """Add the pages of a picture or PDF, turned clockwise; a FleetError that names it where it cannot be read."""
    try:
        mime = mime_of(path, name)
        if mime == "application/pdf":
            _append_document(whole, path, name, turn)
            return
        with picture_as_pdf(path, mime, name) as part:
            _add(whole, part, turn)
    except (FleetError, MemoryError):
        raise
    except FileNotFoundError as error:
        raise FleetError(_("{file} is not there any more. Drop it again.").format(file=name)) from error
    except Exception as error:
        raise FleetError(_("{file} is damaged or cut off. Get the file again.").format(file=name)) from error


def _append_document(whole: pikepdf.Pdf, path: Path, name: str, turn: int) -> None:
    """Add the PDF's own pages; pictures of them where it can only be shown."""
    before = len(whole.pages)
    try:
        with _document(path.read_bytes()) as part:
            _add(whole, part, turn)
    except (OSError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - broken PDFs fail in many ways; whether it can be shown decides
        del whole.pages[before:]
        with drawn(path, name) as part:
            _add(whole, part, turn)


def _add(whole: pikepdf.Pdf, part: pikepdf.Pdf, turn: int) -> None:
    for page in part.pages:
        page.rotate(turn, relative=True)
    whole.pages.extend(part.pages)
    take_along(whole, part)


def _document(data: bytes) -> pikepdf.Pdf:
    """Return the PDF, its fields made part of its pages and its pages made quiet; raise what is wrong with it."""
    document = pikepdf.open(io.BytesIO(settled(data)))
    if not len(document.pages):
        raise ValueError("No page was found.")
    flatten(document)
    for page in document.pages:
        _quiet(page.obj)
    return document


def _quiet(page: pikepdf.Object) -> None:
    """Remove from the page what a reader would do by itself or for a click; links to places stay."""
    notes = page.get("/Annots")
    for each in (page, *(notes if isinstance(notes, pikepdf.Array) else ())):
        if not isinstance(each, pikepdf.Dictionary):
            continue
        if "/AA" in each:
            del each["/AA"]
        if "/A" in each and not _is_link(each["/A"]):
            del each["/A"]


def _is_link(action: pikepdf.Object) -> bool:
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") in _LINKS and "/Next" not in action


def convert(job: dict[str, Any]) -> Answer:
    """Return the picture as JPEG of quality 92, upright, with what the camera wrote into it."""
    path, name = Path(job["path"]), job["name"]
    mime = mime_of(path, name)
    if mime == "application/pdf":
        raise FleetError(_("{file} is a PDF, and is not made into a picture.").format(file=name))
    with open_picture(path, mime, name) as image:
        exif = read_exif(image)
        shown = upright(decoded(image), way_of(image, exif))
        if exif.get(ExifTags.Base.Orientation, 1) != 1:
            exif[ExifTags.Base.Orientation] = 1
        data = encoded(shown, "JPEG", quality=QUALITY, exif=exif.tobytes())
    return {"mime": "image/jpeg", "width": shown.width, "height": shown.height}, data
