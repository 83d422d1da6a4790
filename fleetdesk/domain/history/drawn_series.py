"""A line of a chart as so many pixels can show it: first, least, highest and last value of each, so peaks stay."""

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.series import Series
from fleetdesk.domain.history.track import Floats

PER_PIXEL = 4


def drawn(series: Series, shown: Span, pixels: int) -> tuple[Floats, Floats]:
    """Return moments and values to draw, at most PER_PIXEL for each pixel and the two points beside the span.

    NaN ends a line that ends between pixels; a value by itself is a pixel wide.
    """
    at, values = _beside(series, shown)
    if not len(at):
        return at, values
    pixel_s = max(shown.ends - shown.begins, 1.0) / max(pixels, 1)
    first, last = _columns(at, shown.begins, pixel_s)
    low, high = np.fmin.reduceat(values, first), np.fmax.reduceat(values, first)
    middle, half = (at[first] + at[last]) / 2, pixel_s / 2
    moments = np.stack((at[first], middle - half, middle + half, at[last]), axis=1)
    return moments.ravel(), np.stack((values[first], low, high, values[last]), axis=1).ravel()


def _beside(series: Series, shown: Span) -> tuple[Floats, Floats]:
    """Return what lies in the span, with a point on either side, to which the line goes on."""
    first = max(int(np.searchsorted(series.at, shown.begins)) - 1, 0)
    part = slice(first, int(np.searchsorted(series.at, shown.ends, "right")) + 1)
    return series.at[part], series.values[part]


def _columns(at: Floats, begins: float, pixel_s: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the places of the first and the last point of each pixel that has any."""
    column = np.floor((at - begins) / pixel_s)
    first = np.flatnonzero(np.diff(column, prepend=np.nan) != 0)
    return first, np.append(first[1:], len(at)) - 1
