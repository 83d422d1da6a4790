"""Where lanes and bars lie: from times to pixels and back, and how tall each lane is. Nothing is painted here."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from fleetdesk.domain.board import Bar, DayBoard, Lane

AXIS_PX, BAR_PX = 24, 16  # at the least; the text makes them taller
GAP_PX, PAD_PX = 3, 4
EDGE_PX = 6  # so much of a bar's right end changes when it stops
LEAST_BAR_PX = 5
HOUR_S = 3600.0
SNAP_S = 300.0
LEAST_HOURS, MOST_HOURS = 1.0, 24.0 * 8


@dataclass(slots=True)
class Axis:
    """The time axis of the days laid out: `hours` of it are in sight from `first` on (seconds since 1970)."""

    begins: float = 0.0
    ends: float = 24 * HOUR_S
    first: float = 0.0
    hours: float = 14.0
    left: int = 120
    width: int = 600

    @property
    def px_s(self) -> float:
        """Return the pixels for one second."""
        return max(self.width, 1) / (self.hours * HOUR_S)

    def x(self, moment: float) -> float:
        """Return the pixel of a moment (seconds since 1970), from the left edge of the widget."""
        return self.left + (moment - self.first) * self.px_s

    def moment(self, x: float) -> float:
        """Return the moment at a pixel, in seconds since 1970."""
        return self.first + (x - self.left) / self.px_s

    @property
    def last(self) -> float:
        """Return the moment at the right edge, in seconds since 1970."""
        return self.first + self.hours * HOUR_S

    @property
    def middle(self) -> float:
        """Return the moment in the middle, in seconds since 1970."""
        return self.first + self.hours * HOUR_S / 2

    def go(self, first: float) -> None:
        """Scroll so that this moment is at the left edge, as far as the days laid out allow."""
        self.first = max(self.begins, min(first, self.ends - self.hours * HOUR_S))

    def zoom(self, factor: float, x: float) -> None:
        """Show more (factor over 1) or fewer hours; the moment at the pixel stays there."""
        kept, whole = self.moment(x), (self.ends - self.begins) / HOUR_S
        self.hours = max(LEAST_HOURS, min(self.hours * factor, whole, MOST_HOURS))
        self.go(kept - (x - self.left) / self.px_s)


@dataclass(frozen=True, slots=True)
class Heights:
    """How tall the parts of the board are in pixels, for the text that is written on them."""

    axis: int = AXIS_PX
    bar: int = BAR_PX

    @classmethod
    def of(cls, text_px: int, small_px: int) -> "Heights":
        """Return the heights for lines of text so tall: the names of lanes, and the small ones on bars and axis."""
        return cls(max(AXIS_PX, small_px + 2 * PAD_PX), max(BAR_PX, small_px + 2, text_px - PAD_PX))

    @property
    def row(self) -> int:
        """Return how far the bars of one lane lie below each other."""
        return self.bar + GAP_PX

    @property
    def lane(self) -> int:
        """Return the height of a lane with one row of bars."""
        return 2 * PAD_PX + self.bar


class Hit(NamedTuple):
    """What is under a point: the lane, the bar if there is one, and whether it is the bar's right end."""

    lane: Lane
    bar: Bar | None
    edge: bool


class Geometry:
    """The lanes of a board below each other; `scroll` is how far they are scrolled, in pixels."""

    def __init__(self) -> None:
        self.axis, self.heights = Axis(), Heights()
        self.scroll = 0
        self.lanes: list[Lane] = []
        self._tops: list[int] = [0]

    def lay(self, board: DayBoard) -> None:
        """Take over the lanes of a board, as they are now: it may be laid out again some lanes at a time."""
        self.lanes = list(board.lanes)
        self.axis.begins, self.axis.ends = board.begins, board.ends
        self._stack()

    def set_heights(self, heights: Heights) -> None:
        """Lay the lanes out for a text of another size."""
        self.heights = heights
        self._stack()

    def _stack(self) -> None:
        self._tops = list(accumulate(map(self.height, self.lanes), initial=0))

    def height(self, lane: Lane) -> int:
        """Return the height of a lane in pixels: more for each further row of bars."""
        return self.heights.lane + (lane.rows - 1) * self.heights.row

    @property
    def total(self) -> int:
        """Return the height of all lanes in pixels."""
        return self._tops[-1]

    def top(self, number: int) -> int:
        """Return where a lane begins, in pixels from the upper edge of the widget."""
        return self._tops[number] - self.scroll + self.heights.axis

    def number_at(self, y: float) -> int | None:
        """Return the number of the lane at a height; None on the axis and below the last lane."""
        below = y - self.heights.axis + self.scroll
        if y < self.heights.axis or not 0 <= below < self.total:
            return None
        return bisect_right(self._tops, below) - 1

    def in_sight(self, tall: int) -> Iterator[tuple[int, Lane]]:
        """Yield the lanes that a widget of this height shows, with their numbers."""
        first = max(bisect_right(self._tops, self.scroll) - 1, 0)
        for number in range(first, len(self.lanes)):
            if self.top(number) >= tall:
                break
            yield number, self.lanes[number]

    def rows_in_sight(self, number: int, tall: int) -> range:
        """Return the rows of a lane that a widget of this height shows; hundreds may lie in the lane of nobody."""
        top, row = self.top(number) + PAD_PX, self.heights.row
        return range((self.heights.axis - top) // row, (tall - top) // row + 1)

    def shown(self, lane: Lane) -> Iterator[Bar]:
        """Return the bars of a lane in the hours in sight, in the order of their starts."""
        first, last = self.axis.first, self.axis.moment(self.axis.left + self.axis.width)
        return (bar for bar in lane.bars if bar.start < last and bar.stop > first)

    def rect(self, number: int, start: float, stop: float, row: int = 0) -> QRectF:
        """Return the rectangle of a bar from `start` to `stop` in the lane of this number."""
        left, right = self.axis.x(start), self.axis.x(stop)
        top = self.top(number) + PAD_PX + row * self.heights.row
        return QRectF(left, top, max(right - left - 1, LEAST_BAR_PX), self.heights.bar)

    def hit(self, place: QPointF) -> Hit | None:
        """Return the lane and the bar at a point; None on the axis and below the lanes."""
        number = self.number_at(place.y())
        if number is None:
            return None
        lane = self.lanes[number]
        if place.x() < self.axis.left:
            return Hit(lane, None, False)
        for bar in self.shown(lane):
            rect = self.rect(number, bar.start, bar.stop, bar.row)
            if rect.contains(place):
                return Hit(lane, bar, rect.width() > 3 * EDGE_PX and place.x() > rect.right() - EDGE_PX)
        return Hit(lane, None, False)


def snapped(moment: float) -> float:
    """Return the moment rounded to five minutes."""
    return round(moment / SNAP_S) * SNAP_S
