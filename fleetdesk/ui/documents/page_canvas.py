"""One page of a document on a ground to move it about on: zoom by wheel and keys, turn, drag."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from fleetdesk.base.translation import _

WIDE = 1000.0  # the width of every page in the scene, whatever picture stands for it
STEP, LEAST_SCALE, MOST_SCALE = 1.25, 0.02, 8.0
WAIT_MS = 150
KEYS = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}


class PageCanvas(QGraphicsView):
    """`sharper` asks for the page so many pixels wide when the zoom rests, as `rest` says; `stepped` for another."""

    sharper = Signal(int)
    stepped = Signal(int)
    large_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.fitted, self._turn = True, 0
        self.setAccessibleName(_("Upload"))
        self.setObjectName("PageCanvas")
        self.setMinimumSize(60, 48)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.rest = QTimer(self, singleShot=True, interval=WAIT_MS)
        self.rest.timeout.connect(self._ask)

    def show_image(self, image: QImage | None, *, anew: bool) -> None:
        """Show a page, or none; `anew` means another page than before, which is fitted and upright."""
        self._item.setPixmap(QPixmap.fromImage(image) if image else QPixmap())
        self._item.setScale(WIDE / image.width() if image and image.width() else 1.0)
        self._scene.setSceneRect(self._item.sceneBoundingRect())
        if anew:
            self._turn = 0
            self.fit()
        elif self.fitted:
            self._fit()

    @property
    def has_page(self) -> bool:
        """Return whether a page is shown."""
        return not self._item.pixmap().isNull()

    @property
    def picture_px(self) -> int:
        """Return the width of the shown picture in its own pixels."""
        return self._item.pixmap().width()

    @property
    def scale_now(self) -> float:
        """Return how many pixels of the screen show one pixel of the picture."""
        each = self.transform()
        return abs(each.m11()) + abs(each.m12())

    @property
    def turned(self) -> int:
        """Return by how many degrees clockwise the page is turned."""
        return self._turn

    def fit(self) -> None:
        """Fit the whole page into the view, also when the view changes its size."""
        self.fitted = True
        self._fit()

    def _fit(self) -> None:
        if not self.has_page:
            return
        self.resetTransform()
        self.rotate(self._turn)
        self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
        self.rest.start()

    def zoom(self, factor: float) -> None:
        """Zoom in or out by a factor, around the pointer."""
        wanted = min(max(self.scale_now * factor, LEAST_SCALE), MOST_SCALE)
        if self.has_page:
            self.fitted = False
            self.scale(wanted / self.scale_now, wanted / self.scale_now)
            self.rest.start()

    def turn(self, degrees: int) -> None:
        """Turn the shown page; the document itself stays as it is."""
        self._turn = (self._turn + degrees) % 360
        self.rotate(degrees)
        if self.fitted:
            self._fit()

    def _ask(self) -> None:
        needed = round(WIDE * self.scale_now * self.devicePixelRatioF())
        if self.has_page and needed > self.picture_px:
            self.sharper.emit(needed)

    # -- hands

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with the wheel."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(STEP ** (turned / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + and -, fit with 0, turn with R, turn pages with the page keys, enlarge with Enter."""
        key = Qt.Key(event.key())
        if key in KEYS:
            self.zoom(KEYS[key])
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_R:
            self.turn(-90 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 90)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stepped.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.large_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the document in a large window."""
        self.large_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again where it was fitted."""
        super().resizeEvent(event)
        if self.fitted:
            self._fit()
