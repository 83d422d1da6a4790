"""What the colours of a track mean."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.domain.history.drawn_track import BANDS_KMH
from fleetdesk.domain.statuses import Colour
from fleetdesk.ui.widgets.foreign_text import draw, set_name
from fleetdesk.ui.widgets.theme import Tokens

COLOURS = (Colour.STOPPED, Colour.IDLING, Colour.MOVING, Colour.PROGRESS)
SQUARE_PX, GAP_PX, EDGE_PX = 12, 6, 8


def legend_words() -> list[str]:
    """Return what each colour means, the slowest first."""
    under = [_("to {speed}").format(speed=number(each)) for each in BANDS_KMH]
    return [*under, _("above {speed} km/h").format(speed=number(BANDS_KMH[-1]))]


class SpeedLegend(QWidget):
    """Widget "Speeds by colour": a square and its words for each band of speed, as many as there is room for."""

    def __init__(self, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self._tokens, self._words = tokens, legend_words()
        set_name(self, _("Speeds by colour"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(200, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint squares and words."""
        painter, tokens, left = QPainter(self), self._tokens(), EDGE_PX
        tall = self.height()
        for colour, words in zip(COLOURS, self._words, strict=True):
            wide = self.fontMetrics().horizontalAdvance(words)
            painter.fillRect(left, (tall - SQUARE_PX) // 2, SQUARE_PX, SQUARE_PX, QColor(tokens.of(colour)))
            painter.setPen(QColor(tokens.dim))
            room = QRect(left + SQUARE_PX + GAP_PX, 0, wide + 2, tall)
            draw(painter, room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            left += SQUARE_PX + 2 * GAP_PX + wide + EDGE_PX
        painter.end()
