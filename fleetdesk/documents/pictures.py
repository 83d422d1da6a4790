"""Opens pictures: only of the kinds we know, only of a size that can be, and no larger than is asked for."""

import importlib
import io
import warnings
from importlib.util import find_spec
from pathlib import Path

from PIL import Image

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.documents.deep_greys import grey
from fleetdesk.documents.file_type import HEAD_BYTES, sign_of

MOST_PIXELS = 100_000_000
MOST_FRAMES = 500
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/heic": "HEIF",
    "image/avif": "AVIF",
}
_NEW_SUBFILE_TYPE, _SMALLER, _MASK = 254, 1, 4
_ALPHA = {"RGBA", "LA", "PA", "La", "RGBa"}


def mime_of(path: Path, name: str) -> str:
    """Return the MIME type by the first bytes; a FleetError where it is no document."""
    with path.open("rb") as file:
        mime = sign_of(file.read(HEAD_BYTES))
    if mime is None:
        raise FleetError(_("{file} is neither a picture nor a PDF that can be shown.").format(file=name))
    return mime


def open_picture(path: Path, mime: str, name: str) -> Image.Image:
    """Open the picture without decoding it; FleetError where it has too many pixels, or nothing here can read it."""
    _make_ready(mime, name)
    try:
        image = Image.open(path, formats=[FORMATS[mime]])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(name) from None
    _check_size(image, name)
    return image


def turn_to_page(image: Image.Image, mime: str, name: str, number: int) -> None:
    """Go to page `number` (from 0); a FleetError where the picture has no such page or it is too large."""
    pages = frames(image, mime)
    if not 0 <= number < len(pages):
        raise FleetError(_("{file} has no page {number}.").format(file=name, number=number + 1))
    if pages[number]:
        image.seek(pages[number])
    _check_size(image, name)


def _check_size(image: Image.Image, name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(name)


def _too_large(name: str) -> FleetError:
    return FleetError(
        _("{file} has more than {count} megapixels. Make the picture smaller.").format(
            file=name, count=MOST_PIXELS // 1_000_000
        )
    )


def _make_ready(mime: str, name: str) -> None:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if mime != "image/heic":
        return
    if find_spec("pi_heif") is None:
        raise FleetError(
            _("{file} is HEIC, which this computer cannot show. It can be sent as it is.").format(file=name)
        )
    reader = importlib.import_module("pi_heif")
    reader.options.DECODE_THREADS = 1
    reader.register_heif_opener(thumbnails=False)


def frames(image: Image.Image, mime: str) -> list[int]:
    """Return the frames of a TIFF that are pages (of 500 at most); the first of other pictures, which may move.

    A TIFF also keeps smaller copies of a page and masks; a photo of a phone keeps a second view of it.
    """
    if mime != "image/tiff":
        return [0]
    found = []
    try:
        for number in range(MOST_FRAMES):
            image.seek(number)
            if not _is_extra(image):
                found.append(number)
    except (EOFError, OSError, SyntaxError, ValueError):
        pass  # a later page that is damaged does not take the first
    image.seek(0)
    return found or [0]


def _is_extra(image: Image.Image) -> bool:
    """Return whether this frame of a TIFF is a smaller copy of another or a mask (tag NewSubfileType)."""
    said = getattr(image, "tag_v2", {}).get(_NEW_SUBFILE_TYPE, 0)
    return isinstance(said, int) and bool(said & (_SMALLER | _MASK))


def small(image: Image.Image, most: int) -> Image.Image:
    """Return a decoded copy in grey or colour, on white, with no side longer than `most` pixels."""
    image.draft("RGB", (most, most))  # a JPEG is then decoded at a half, a quarter or an eighth
    whole = decoded(image)
    scale = most / max(whole.size)
    if scale >= 1:
        return whole.copy()
    # Not thumbnail(): it shrinks the file's own object, which pi_heif 1.4 then decodes again into too small a place.
    wide, high = (max(1, round(side * scale)) for side in whole.size)
    return whole.resize((wide, high), reducing_gap=2.0)


def decoded(image: Image.Image) -> Image.Image:
    """Return the picture decoded, in grey or colour, on white."""
    if image.mode.startswith(("I", "F")):
        return grey(image)
    if image.mode == "La":
        image = image.convert("LA")
    if image.mode in _ALPHA or "transparency" in image.info:
        over = image.convert("RGBA")
        under = Image.new("RGB", image.size, "white")
        under.paste(over, mask=over)
        return under
    if image.mode in ("RGB", "L"):
        image.load()
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def encoded(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    """Return the picture as a file of that kind, without what a camera wrote into it unless it is given."""
    file = io.BytesIO()
    image.info.clear()
    image.save(file, kind, **how)
    return file.getvalue()
