"""The time of a replay as a slider: what happened when and where nobody knows."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from fleetdesk.base.translation import _
from fleetdesk.domain.history.part_words import PARTS
from fleetdesk.domain.history.parts import PartKind
from fleetdesk.domain.history.replay_events import BEGUN, EventKind
from fleetdesk.ui.replay.scene import Marks
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.time_slider import GROOVE_PX, MARK_PX, WAYS, TimeSlider

STEP_S, PAGE_S = 10, 600
HINT = _("Drag the time. Arrows move it by 10 s, with Shift by an hour, with Ctrl to an event; Space plays and pauses.")
PART_OF = {event: part for part, event in BEGUN.items()} | {EventKind.TRIP_ENDS: PartKind.STOP}
"""The part of the past in whose colour an event is marked."""


def colour_of(kind: EventKind, tokens: Tokens) -> str:
    """Return the colour of an event as #rrggbb: that of the part which begins with it, of a meeting the ring's."""
    return tokens.ring if kind is EventKind.MEETING else tokens.of(PARTS[PART_OF[kind]].colour)


class Timeline(TimeSlider):
    """Slider "Time of the replay".

    step_wanted: 1 for the next event, -1 for the one before. play_wanted: Space was pressed.
    """

    step_wanted = Signal(int)
    play_wanted = Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(tokens, zone, _("Time of the replay"), HINT, STEP_S, PAGE_S)
        self._marks = Marks()

    def show_marks(self, marks: Marks) -> None:
        """Show another period with what happened in it."""
        self._marks = marks
        self.show_period(marks.period, marks.gaps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play and pause on Space; go to events with Ctrl; leave other keys to every slider of time."""
        way = WAYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif way and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_wanted.emit(way)
        else:
            super().keyPressEvent(event)

    def paint_marks(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint what happened."""
        top = 4 + GROOVE_PX + 1
        for share, kind in self._marks.events:
            tall = GROOVE_PX + MARK_PX if kind is EventKind.MEETING else MARK_PX
            colour = QColor(colour_of(kind, tokens))
            painter.fillRect(self.place(share) - 1, top + MARK_PX - tall, 2, tall, colour)
