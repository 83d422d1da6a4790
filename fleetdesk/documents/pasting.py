"""The job `paste`: pixels of the clipboard in a form that is no document (BMP, PPM), as PNG."""

import io
import warnings
from typing import Any

from PIL import Image, UnidentifiedImageError

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.documents.pictures import MOST_PIXELS, decoded, encoded
from fleetdesk.documents.thumbnails import Answer

FORMATS = ("BMP", "PPM")


def paste(job: dict[str, Any]) -> Answer:
    """Return a PNG of the job's content."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(job["content"]), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise FleetError(
            _("The picture has more than {count} megapixels. Copy a part of it.").format(count=MOST_PIXELS // 1_000_000)
        ) from None
    except UnidentifiedImageError:
        raise FleetError(
            _("What was copied is no picture that can be filed. Save it as PNG and drop the file.")
        ) from None
    return {}, encoded(decoded(image))
