"""The column of tools over the map's left edge: real buttons, so that keyboard and screen reader reach them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from math import cos, pi, sin

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from fleetdesk.base.translation import _, pgettext
from fleetdesk.mapview.shapes import ADD, CIRCLE, LASSO, POLYGON, RECTANGLE, REPLACE, RULER, SELECT, SUBTRACT
from fleetdesk.mapview.theme import MapTheme

CLEAR, FIT, LAYERS = "clear", "fit", "layers"
_SIDE = 32
GAP = 6
BESIDE = _SIDE + GAP
_Button = tuple[str, str, str, Callable[[QPainterPath], None]]


def _select(path: QPainterPath) -> None:
    path.addPolygon(QPolygonF([QPointF(*at) for at in ((5, 3.5), (5, 15), (8.2, 12.2), (10.4, 16.8), (12.4, 15.8),
                                                       (10.2, 11.4), (14.4, 11), (5, 3.5))]))  # fmt: skip


def _polygon(path: QPainterPath) -> None:
    corners = [QPointF(10 + 7 * sin(2 * pi * i / 5), 10.5 - 7 * cos(2 * pi * i / 5)) for i in range(5)]
    path.addPolygon(QPolygonF([*corners, corners[0]]))


def _rectangle(path: QPainterPath) -> None:
    path.addRect(QRectF(3, 5.5, 14, 9))


def _circle(path: QPainterPath) -> None:
    path.addEllipse(QRectF(3.5, 3.5, 13, 13))


def _lasso(path: QPainterPath) -> None:
    path.moveTo(6.5, 13)
    path.cubicTo(0.5, 10, 4, 3.5, 10.5, 3.5)
    path.cubicTo(17.5, 3.5, 19, 10.5, 13, 12.8)
    path.cubicTo(10, 13.9, 6, 13.4, 6.2, 11.6)
    path.cubicTo(6.5, 9.8, 9.4, 11.5, 8, 14.2)
    path.quadTo(7.4, 15.6, 5.4, 17)


def _ruler(path: QPainterPath) -> None:
    path.addPolygon(QPolygonF([QPointF(*at) for at in ((3, 13), (13, 3), (17, 7), (7, 17), (3, 13))]))
    for x, y in ((6, 10), (8.5, 7.5), (11, 5)):
        path.moveTo(x, y)
        path.lineTo(x + 2, y + 2)


def _clear(path: QPainterPath) -> None:
    for start, end in (((5, 5), (15, 15)), ((15, 5), (5, 15))):
        path.moveTo(*start)
        path.lineTo(*end)


def _fit(path: QPainterPath) -> None:
    for x, y, dx, dy in ((3.5, 3.5, 1, 1), (16.5, 3.5, -1, 1), (3.5, 16.5, 1, -1), (16.5, 16.5, -1, -1)):
        path.moveTo(x + 4 * dx, y)
        path.lineTo(x, y)
        path.lineTo(x, y + 4 * dy)
    path.addEllipse(QRectF(8.2, 8.2, 3.6, 3.6))


def _layers(path: QPainterPath) -> None:
    path.addPolygon(QPolygonF([QPointF(*at) for at in ((10, 3), (17, 7), (10, 11), (3, 7), (10, 3))]))
    for y in (10.5, 14):
        path.moveTo(3, y)
        path.lineTo(10, y + 4)
        path.lineTo(17, y)


def _new(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(4, 4, 12, 12), 2, 2)


def _add(path: QPainterPath) -> None:
    _new(path)
    _bar(path)
    path.moveTo(10, 7)
    path.lineTo(10, 13)


def _take(path: QPainterPath) -> None:
    _new(path)
    _bar(path)


def _bar(path: QPainterPath) -> None:
    path.moveTo(7, 10)
    path.lineTo(13, 10)


_BUTTONS: tuple[_Button, ...] = (
    (SELECT, pgettext("tool", "Select"), "Esc", _select),
    (POLYGON, _("Draw polygon"), "P", _polygon),
    (RECTANGLE, _("Draw rectangle"), "R", _rectangle),
    (CIRCLE, _("Draw circle"), "C", _circle),
    (LASSO, pgettext("tool", "Lasso"), "L", _lasso),
    (RULER, _("Measure distance"), "M", _ruler),
    (CLEAR, _("Clear area"), "", _clear),
    (FIT, _("Fit fleet"), "", _fit),
    (LAYERS, _("What the map shows"), "", _layers),
)


_MODES: tuple[_Button, ...] = (
    (REPLACE, _("New area"), _("The next shape is the area"), _new),
    (ADD, _("Add to the area"), _("The next shape is added; Shift does the same"), _add),
    (SUBTRACT, _("Take from the area"), _("The next shape is taken away; Alt does the same"), _take),
)


class _Column(QWidget):
    """One button a choice, the one that holds in the accent colour; chosen tells which was pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, theme: MapTheme, buttons: Sequence[_Button]) -> None:
        super().__init__(parent)
        self._drawn = buttons
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for name, words, key, _draw in buttons:
            column.addWidget(self._button(name, words, key))
        self.set_theme(theme)

    def _button(self, name: str, words: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({key})" if key else words)
        button.setFixedSize(_SIDE, _SIDE)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        if name not in {CLEAR, FIT, LAYERS}:
            button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._buttons[name] = button
        return button

    def beside(self, name: str) -> QPoint:
        """Return the place on the screen at the right of a button, for what it opens."""
        button = self._buttons[name]
        return button.mapToGlobal(QPoint(_SIDE + GAP, 0))

    def show_chosen(self, chosen: str) -> None:
        """Show which choice holds."""
        for name, button in self._buttons.items():
            button.setChecked(name == chosen)

    def set_theme(self, theme: MapTheme) -> None:
        """Paint the buttons in the colours of a theme."""
        self.setStyleSheet(_STYLE.format(**asdict(theme)))
        for name, _words, _key, draw in self._drawn:
            self._buttons[name].setIcon(_icon(draw, theme))


class ToolColumn(_Column):
    """The tools, and what clears the area, fits the fleet in or chooses what is shown."""

    def __init__(self, parent: QWidget | None, theme: MapTheme) -> None:
        super().__init__(parent, theme, _BUTTONS)
        self.setAccessibleName(_("Map tools"))
        self.show_chosen(SELECT)


class ModeColumn(_Column):
    """What the next shape does with the area, beside the tools while one draws or there is an area."""

    def __init__(self, parent: QWidget | None, theme: MapTheme) -> None:
        super().__init__(parent, theme, _MODES)
        self.setAccessibleName(_("What the next shape does"))
        self.show_chosen(REPLACE)
        self.hide()


def _icon(draw: Callable[[QPainterPath], None], theme: MapTheme) -> QIcon:
    icon = QIcon()
    for state, colour in ((QIcon.State.Off, theme.text), (QIcon.State.On, theme.tool_ink)):
        for scale in (1, 2):
            icon.addPixmap(_pixmap(draw, colour, scale), QIcon.Mode.Normal, state)
    return icon


def _pixmap(draw: Callable[[QPainterPath], None], colour: str, scale: int) -> QPixmap:
    pixmap = QPixmap(20 * scale, 20 * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    draw(path)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPath(path)
    painter.end()
    return pixmap


_STYLE = """
QToolButton {{ background: {panel}; border: 1px solid {hairline}; border-radius: 6px; }}
QToolButton:hover {{ background: {tool_hover}; }}
QToolButton:focus {{ border: 2px solid {accent}; }}
QToolButton:checked {{ background: {accent}; border-color: {accent}; }}
QToolButton:checked:focus {{ border-color: {text}; }}
"""
