"""The strip of a task: what was promised above, what the track and the server tell below, on one axis of time."""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.history.task_fact import TaskFact
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.time_marks import marks_in, paint_hours

LANE_PX, GAP_PX = 9, 4
Bar = tuple[QRect, str]
"""A rectangle and its colour as #rrggbb."""


class FactStrip(QWidget):
    """Widget "Promise and fact". The words beside it tell the same to those who do not see it."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._tokens, self._zone = tokens, zone
        self._task: Task | None = None
        self._fact: TaskFact | None = None
        set_name(self, _("Promise and fact"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_fact(self, task: Task, fact: TaskFact) -> None:
        """Show a task and what is known of it."""
        self._task, self._fact = task, fact
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two lanes and the times below them."""
        return QSize(200, 2 * (LANE_PX + GAP_PX) + self.fontMetrics().height() + GAP_PX)

    def bars(self) -> Iterator[Bar]:
        """Yield what is painted: the promised window, the stays at the place, and when work began and ended."""
        task, fact, tokens = self._task, self._fact, self._tokens()
        if task is None or fact is None:
            return
        if task.start_at is not None and task.stop_at is not None:
            yield self._bar(0, task.start_at.timestamp(), task.stop_at.timestamp()), tokens.assigned
        for stay in fact.stays:
            yield self._bar(1, stay.begins, stay.ends), tokens.done
        for at in (task.work_started_at, task.work_finished_at):
            if at is not None and fact.period.begins <= at.timestamp() <= fact.period.ends:
                yield self._bar(1, at.timestamp(), at.timestamp()).adjusted(-1, -2, 1, 2), tokens.text

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two lanes and the hours below."""
        painter, tokens = QPainter(self), self._tokens()
        for lane in (0, 1):
            painter.fillRect(self._lane(lane), QColor(tokens.field))
        for rect, colour in self.bars():
            painter.fillRect(rect, QColor(colour))
        if self._fact is not None:
            lanes = QRect(0, 0, self.width(), self._lane(1).bottom() + 1)
            marks = marks_in(self._fact.period, self._zone, self.width())
            paint_hours(painter, marks, self._zone, self._x, lanes, tokens)
        painter.end()

    def _lane(self, place: int) -> QRect:
        return QRect(0, GAP_PX // 2 + place * (LANE_PX + GAP_PX), self.width(), LANE_PX)

    def _bar(self, place: int, begins: float, ends: float) -> QRect:
        lane, left, right = self._lane(place), self._x(begins), self._x(ends)
        return QRect(left, lane.top(), max(right - left, 1), LANE_PX)

    def _x(self, at: float) -> int:
        assert self._fact is not None
        period = self._fact.period
        share = (at - period.begins) / max(period.ends - period.begins, 1.0)
        return round(min(max(share, 0.0), 1.0) * (self.width() - 1))
