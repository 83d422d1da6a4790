"""Text on a coloured ground that can be read: at least 4.5 : 1, as WCAG asks for (level AA)."""

from functools import lru_cache

from PySide6.QtGui import QColor

INK_DARK, INK_LIGHT = "#10151c", "#ffffff"
LEGIBLE = 4.5
SHADES = (1.0, 0.94, 0.88, 0.82, 0.77, 0.72)


@lru_cache(maxsize=64)
def legible(colour: str) -> tuple[str, str]:
    """Return a fill and an ink with a contrast of 4.5 : 1: white on the colour or a darker one, else dark on it."""
    fill = QColor(colour)
    for share in SHADES:
        darker = QColor(*(round(part * share) for part in (fill.red(), fill.green(), fill.blue())))
        if contrast(darker, QColor(INK_LIGHT)) >= LEGIBLE:
            return darker.name(), INK_LIGHT
    return colour, INK_DARK


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG computes it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
