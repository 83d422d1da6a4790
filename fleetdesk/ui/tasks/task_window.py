"""Start and stop of a task in the form: the length stays when the start moves."""

from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fleetdesk.ui.tasks.time_line import TimeLine


class TaskWindow(QObject):
    """Moves the stop along with the start, by as much, once the user is done with the start."""

    def __init__(self, start: QWidget, stop: QWidget) -> None:
        super().__init__(start)
        assert isinstance(start, TimeLine)
        assert isinstance(stop, TimeLine)
        self._start, self._stop = start, stop
        self._was: datetime | None = None
        self._until: datetime | None = None
        start.settled.connect(self._move)
        stop.settled.connect(self.remember)

    def start_moment(self) -> datetime | None:
        """Return the start as it is typed now; None where it cannot be read."""
        return self._start.moment()

    def remember(self) -> None:
        """Note start and stop as they stand now, in UTC."""
        self._was, self._until = self._start.moment(), self._stop.moment()

    def settle(self) -> None:
        """Write out a time that has the focus, as if its field had been left."""
        for each in (self._start, self._stop):
            if each.hasFocus():
                each.settle()

    def _move(self) -> None:
        now = self._start.moment()
        if now is None or now == self._was:
            return
        if self._was is not None and self._until is not None and self._until >= self._was:
            self._stop.write(now + (self._until - self._was))
        self.remember()
