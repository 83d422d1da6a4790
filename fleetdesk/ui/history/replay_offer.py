"""What of the history can be replayed: the units and the period that it shows."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.history.view import UnitView
from fleetdesk.ui.history.rows import HistoryRow


class ReplayOffer(QObject):
    """wanted: views, what each is called by its key, and from which moment on, or None. withdrawn: it shows others."""

    wanted = Signal(object, object, object)
    withdrawn = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._views: tuple[UnitView, ...] = ()
        self._labels: Mapping[str, str] = {}
        self._begins: float | None = None

    @property
    def is_open(self) -> bool:
        """Return whether there is anything to replay."""
        return bool(self._views)

    def show_views(self, views: Sequence[UnitView], labels: Mapping[str, str]) -> None:
        """Offer these units in place of others; none withdraws the offer."""
        self._views, self._labels, self._begins = tuple(views), labels, None
        self.withdrawn.emit()

    def pick(self, rows: Iterable[HistoryRow]) -> None:
        """Begin with the first of these parts; none lets the replay begin where it likes."""
        self._begins = min((row.part.begins for row in rows), default=None)

    def accept(self) -> None:
        """Ask for the replay of what is offered."""
        if self._views:
            self.wanted.emit(self._views, self._labels, self._begins)
