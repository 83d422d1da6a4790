"""The editor of a time: read as people type it, written out when it is left, moved by arrows, picked in a calendar."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QPoint, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QTimeEdit, QVBoxLayout, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.local_times import at, on_the_clock
from fleetdesk.domain.typed_times import Near, typed_time
from fleetdesk.ui.widgets.foreign_text import set_tip, set_value
from fleetdesk.ui.widgets.labels import button

STEP = timedelta(minutes=15)
LEAST_PX = (320, 240)
HINT = _(
    "8, 830, tomorrow 8, fri 22, +2h or 26.11. 8:00: the next such time is meant. "
    "Up and Down move it by a quarter of an hour, Alt+Down opens a calendar."
)


class TimeLine(QLineEdit):
    """Takes a time as a dispatcher types it. `near` gives what it is read against.

    `settled` says that the user is done with a change: the field was left, an arrow pressed, a day picked.
    """

    settled = Signal()

    def __init__(self, zone: ZoneInfo, near: Callable[[], Near]) -> None:
        super().__init__()
        self._zone, self._near = zone, near
        self.setPlaceholderText("26.11.2026 08:00")
        set_tip(self, HINT)

    def moment(self) -> datetime | None:
        """Return the moment that the text means, in UTC; None where it cannot be read."""
        try:
            return typed_time(self.text(), self._zone, self._near())
        except UsageError:
            return None

    def write(self, when: datetime) -> None:
        """Write a moment in full, as the zone's clock shows it."""
        written = on_the_clock(when, self._zone)
        if written != self.text():
            set_value(self, written)

    def settle(self) -> None:
        """Write the time out in full where it can be read, to show how it was understood."""
        read = self.moment() if self.text().strip() else None
        if read is not None:
            self.write(read)
            self.settled.emit()

    def open_calendar(self) -> QWidget:
        """Open the calendar below the field."""
        picker = DayPicker(self, self.moment() or self._near().now, self._zone)
        picker.picked.connect(self._picked)
        picker.move(self.mapToGlobal(QPoint(0, self.height())))
        picker.show()
        return picker

    def _picked(self, when: datetime) -> None:
        self.write(when)
        self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the time by a quarter of an hour with Up and Down; Alt+Down opens the calendar."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        now = self.moment() if steps else None
        if now is None:
            super().keyPressEvent(event)
        else:
            self._picked(now + steps * STEP)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the time out when the field is left."""
        if self.isModified() or self.text().strip():
            self.settle()
        super().focusOutEvent(event)


class DayPicker(QFrame):
    """A small calendar and a time of day in a popup; a click on a day picks it and closes."""

    picked = Signal(object)  # the moment, in UTC

    def __init__(self, parent: QWidget, moment: datetime, zone: ZoneInfo) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("Floating")
        self._zone = zone
        local = moment.astimezone(zone)
        self.days, self.time = QCalendarWidget(), QTimeEdit(QTime(local.hour, local.minute))
        self.days.setAccessibleName(_("Day"))
        self.days.setSelectedDate(QDate(local.year, local.month, local.day))
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.days.setMinimumSize(*LEAST_PX)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(day, QTextCharFormat())  # red is for what is wrong
        self.time.setAccessibleName(_("Time of day"))
        self.time.setDisplayFormat("HH:mm")
        self.take = button(_("Use this time"), primary=True)
        box = QVBoxLayout(self)
        for each in (self.days, self.time, self.take):
            box.addWidget(each)
        self.days.activated.connect(lambda _: self._pick())
        self.days.clicked.connect(lambda _: self._pick())
        self.take.clicked.connect(self._pick)

    def _pick(self) -> None:
        day, time = self.days.selectedDate(), self.time.time()
        local = datetime.combine(date(day.year(), day.month(), day.day()), clock(time.hour(), time.minute()))
        try:
            moment = at(local, self._zone)
        except UsageError:  # an hour that comes twice or never that night: the earlier reading, which can be typed over
            moment = local.replace(tzinfo=self._zone)
        self.picked.emit(moment)
        self.close()
