"""The jobs `join` and `convert`: pictures into one PDF without loss, and pictures that few can read into JPEG."""

import importlib
import io
from pathlib import Path
from typing import Any

import pikepdf

from fleetdesk.errors import FleetError
from fleetdesk.papers.exif import orientation, read_exif, upright
from fleetdesk.papers.looking import Answer
from fleetdesk.papers.pictures import decoded, encoded, mime_of, open_picture

QUALITY = 92
A4_PT = (595.28, 841.89)
_LINKS = (pikepdf.Name.URI, pikepdf.Name.GoTo)
_AS_IT_IS = {"image/jpeg", "image/png", "image/tiff"}
_AS_JPEG = {"image/heic", "image/avif", "image/webp"}


def join(job: dict[str, Any]) -> Answer:
    """One PDF of the `pages` in their order, each with its `path`, `name` and `turn` (degrees clockwise).

    JPEG, PNG and TIFF go in as they are; what a PDF cannot hold is decoded, and HEIC, AVIF and WebP become JPEG.
    """
    with pikepdf.new() as whole:
        for each in job["pages"]:
            append(whole, Path(each["path"]), each["name"], each["turn"] % 360)
        return {"mime": "application/pdf", "pages": len(whole.pages)}, saved(whole)


def saved(whole: pikepdf.Pdf) -> bytes:
    """The PDF as bytes; the same pages give the same bytes."""
    file = io.BytesIO()
    whole.save(file, deterministic_id=True)
    return file.getvalue()


def append(whole: pikepdf.Pdf, path: Path, name: str, turn: int = 0) -> None:
    """Adds the pages of a picture or PDF, turned clockwise; a FleetError that names it where it cannot be read."""
    try:
        with _pages_of(path, name) as part:
            for page in part.pages:
                page.rotate(turn, relative=True)
            whole.pages.extend(part.pages)
    except (FleetError, MemoryError):
        raise
    except FileNotFoundError as error:
        raise FleetError(f"{name} is not there any more. Drop it again.") from error
    except Exception as error:
        raise FleetError(f"{name} is damaged or cut off. Get the file again.") from error


def _pages_of(path: Path, name: str) -> pikepdf.Pdf:
    mime = mime_of(path, name)
    if mime == "application/pdf":
        return _document(path.read_bytes(), name)
    return pikepdf.open(io.BytesIO(_picture_as_pdf(path, mime, name)))


def _document(data: bytes, name: str) -> pikepdf.Pdf:
    try:
        document = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise FleetError(f"{name} has a password. Save it without one.") from error
    if not len(document.pages):
        raise FleetError(f"{name} has no page.")
    for page in document.pages:
        _quiet(page.obj)
    return document


def _quiet(page: pikepdf.Object) -> None:
    """Takes from the page what a reader would do by itself or for a click; links to places stay."""
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


def _picture_as_pdf(path: Path, mime: str, name: str) -> bytes:
    writer = importlib.import_module("img2pdf")
    layout = writer.get_layout_fun(pagesize=A4_PT, fit=writer.FitMode.shrink, auto_orient=True)
    made: bytes = writer.convert(
        _bytes(path, mime, name), layout_fun=layout, rotation=writer.Rotation.ifvalid, nodate=True, producer=""
    )
    return made


def _bytes(path: Path, mime: str, name: str) -> bytes:
    """The file's own bytes where a PDF can hold them, once they are known to be whole."""
    with open_picture(path, mime, name) as image:
        clear = image.mode in ("RGBA", "LA", "PA", "P", "I;16") or "transparency" in image.info
        if mime in _AS_IT_IS and not clear:
            image.draft("RGB", (512, 512))
            image.load()
            return path.read_bytes()
        shown = upright(decoded(image), read_exif(image))
        return encoded(shown, "JPEG", quality=QUALITY) if mime in _AS_JPEG else encoded(shown)


def convert(job: dict[str, Any]) -> Answer:
    """The picture as JPEG of quality 92, upright, with what the camera wrote into it."""
    path, name = Path(job["path"]), job["name"]
    mime = mime_of(path, name)
    if mime == "application/pdf":
        raise FleetError(f"{name} is a PDF, and is not made into a picture.")
    with open_picture(path, mime, name) as image:
        exif = read_exif(image)
        shown = upright(decoded(image), exif)
        if orientation(exif) != 1:
            exif[0x0112] = 1
        data = encoded(shown, "JPEG", quality=QUALITY, exif=exif.tobytes())
    return {"mime": "image/jpeg", "width": shown.width, "height": shown.height}, data
