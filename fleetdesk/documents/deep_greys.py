"""Pictures of more than 8 bits of grey (whole numbers of 16 or 32 bits, floats), made into what a screen can show."""

from collections.abc import Iterator

import numpy as np
from PIL import Image

BAND_ROWS = 256  # so that a large picture is not held three times
DEPTHS = (255, 1023, 4095, 16383, 65535)
_UNIT = (1.0, *DEPTHS)
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0


def grey(image: Image.Image) -> Image.Image:
    """Return the picture with 8 bits of grey: from black at 0 to white at the most its depth can hold.

    The depth is the smallest of 1.0 (floats), 8, 10, 12, 14 and 16 bits that holds all values. Where values are below
    0, beyond 16 bits, or so dark that nothing could be seen, black and white are the least and the greatest of them.
    """
    image.load()
    low, high = _span(image)
    scale = 255 / (high - low) if high > low else 0.0
    made = Image.new("L", image.size)
    for top, values in _bands(image):
        shades = np.clip((values - low) * scale, 0, 255).round().astype(np.uint8)
        made.paste(Image.fromarray(255 - shades if _is_inverted(image) else shades), (0, top))
    return made


def _bands(image: Image.Image) -> Iterator[tuple[int, np.ndarray]]:
    """Yield a few rows at a time, with the height where they begin; what is no number is black."""
    for top in range(0, image.height, BAND_ROWS):
        band = image.crop((0, top, image.width, min(top + BAND_ROWS, image.height)))
        values = np.asarray(band).astype(np.float64)
        yield top, np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)


def _span(image: Image.Image) -> tuple[float, float]:
    ends = [(float(values.min()), float(values.max())) for _, values in _bands(image)]
    low, high = min(each[0] for each in ends), max(each[1] for each in ends)
    whole = next((each for each in (_UNIT if image.mode == "F" else DEPTHS) if each >= high), 0.0)
    return (0.0, float(whole)) if low >= 0 and high * 16 >= whole > 0 else (low, high)


def _is_inverted(image: Image.Image) -> bool:
    return getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == _WHITE_IS_ZERO
