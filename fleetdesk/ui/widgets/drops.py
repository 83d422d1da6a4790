"""Who takes what is dragged: a watch on a widget that says over whom the keys hover, and onto whom they were let go."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from fleetdesk.ui.widgets.drag_data import unpacked

NEAR_PX, SCROLL_MS, SCROLL_PX = 24, 40, 12
Find = Callable[[str, QPointF], str | None]


class EdgeScroll(QObject):
    """Scrolls an area while what is dragged is held near its upper or lower edge; `top` pixels do not count."""

    scrolled = Signal()

    def __init__(self, area: QAbstractScrollArea, top: Callable[[], int] = lambda: 0) -> None:
        super().__init__(area)
        self._area, self._top, self._step = area, top, 0
        self._timer = QTimer(self, interval=SCROLL_MS)
        self._timer.timeout.connect(self._go)

    @property
    def scrolling(self) -> bool:
        """Return whether the area scrolls now."""
        return self._timer.isActive()

    def hold(self, y: float) -> None:
        """Scroll while the drag is at this height of the viewport, where that is near an edge."""
        up, down = y < self._top() + NEAR_PX, y > self._area.viewport().height() - NEAR_PX
        self._step = SCROLL_PX * (down - up)
        if self._step and not self.scrolling:
            self._timer.start()

    def stop(self) -> None:
        """Stop scrolling, because the drag has left."""
        self._step = 0
        self._timer.stop()

    def _go(self) -> None:
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._step)
        if bar.value() == before:
            self.stop()
        else:
            self.scrolled.emit()


class Drops(QObject):
    """Takes drops on a widget. `find` answers, for a mime type and a point, onto whom; None is onto nobody.

    hovered: mime type, keys, onto whom or None, place on the screen. dropped: mime type, keys, onto whom.
    """

    hovered = Signal(str, object, object, QPoint)
    dropped = Signal(str, object, str)
    left = Signal()

    def __init__(self, widget: QWidget, mimes: Iterable[str], find: Find) -> None:
        super().__init__(widget)
        self.widget, self._mimes, self._find = widget, tuple(mimes), find
        self._keys: tuple[str, ...] = ()
        area = widget.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is widget
        self.edge = EdgeScroll(area) if scrolls else None  # type: ignore[arg-type]
        self.left.connect(self._ended)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the enter, move, leave and drop of our drags; pass on every other event."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.left.emit()
            return True
        if isinstance(event, QDropEvent) and (mime := self._mime(event)):
            self._take(kind, event, mime)
            return True
        return super().eventFilter(watched, event)

    def _mime(self, event: QDropEvent) -> str | None:
        return next((each for each in self._mimes if event.mimeData().hasFormat(each)), None)

    def _take(self, kind: QEvent.Type, event: QDropEvent, mime: str) -> None:
        """Accept a drag on enter over the whole widget, so that moves arrive; after that only over a target."""
        if kind == QEvent.Type.DragEnter or not self._keys:
            self._keys = unpacked(event.mimeData(), mime)
        onto = self._find(mime, event.position()) if self._keys else None
        if isinstance(event, QDragMoveEvent):
            if self.edge is not None:
                self.edge.hold(event.position().y())
            self.hovered.emit(mime, self._keys, onto, self.widget.mapToGlobal(event.position().toPoint()))
            entering = isinstance(event, QDragEnterEvent) and bool(self._keys)
            self._answer(event, entering or onto is not None)
            return
        self.left.emit()
        self._answer(event, onto is not None)
        keys, self._keys = self._keys, ()
        if onto is not None:
            self.dropped.emit(mime, keys, onto)

    def _ended(self) -> None:
        if self.edge is not None:
            self.edge.stop()

    @staticmethod
    def _answer(event: QDropEvent, welcome: bool) -> None:
        if welcome:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
