"""Labels and buttons for words of anybody: no mark-up, no size of their own, the whole on hover and to copy."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSizePolicy, QToolTip

from fleetdesk.base.readable import CHARACTERS, readable
from fleetdesk.base.translation import _
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.foreign_text import copy, fitted, set_name, set_tip

LEAST_PX, BUTTON_PX, CAP_PX = 24, 260, 360
WIDTHS_KEPT = 8  # layouts ask for the height at the same few widths again and again
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


def label(text: str = "", name: str = "") -> QLabel:
    """Make a label for our own texts, as wide as they are; texts of others go into Elided or Paragraph."""
    made = QLabel(readable(text, 1000))
    made.setTextFormat(Qt.TextFormat.PlainText)
    if name:
        made.setObjectName(name)
    return made


class _Shown(QLabel):
    """What Elided and Paragraph share: `whole` is what was said, text() what can be read of it."""

    characters, lines = CHARACTERS, 1

    def __init__(self, name: str = "", text: str = "") -> None:
        super().__init__()
        self.whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(LEAST_PX)
        if name:
            self.setObjectName(name)
        self.say(text)

    def say(self, text: str) -> None:
        """Show a text, whoever wrote it."""
        if text != self.whole:
            super().setText(readable(text, self.characters, self.lines))
            self.whole = text

    def setText(self, text: str) -> None:
        """Show words of our own as they are."""
        super().setText(text)
        self.whole = text

    def say_or_hide(self, text: str) -> None:
        """Show a text; without one take no room."""
        self.say(text)
        self.setVisible(bool(text))

    @property
    def is_cut(self) -> bool:
        """Return whether some of the text is not shown."""
        return self.text() != self.whole

    @property
    def _room(self) -> QRect:
        margin = self.margin()
        return self.contentsRect().adjusted(margin, margin, -margin, -margin)

    @property
    def _edges(self) -> QSize:
        edges, around = self.contentsMargins(), 2 * self.margin()
        return QSize(edges.left() + edges.right() + around, edges.top() + edges.bottom() + around)

    def event(self, event: QEvent) -> bool:
        """Show the whole text as a tooltip where it is cut; pass on every other event."""
        # Its class first: that costs least, and a window that is built sends its labels a thousand other events.
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip() and self.is_cut:
            QToolTip.showText(event.globalPos(), formatting.hover(self.whole), self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the whole text where it is cut."""
        if not self.is_cut:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy all of it")).triggered.connect(lambda: copy(self.whole))
        menu.popup(event.globalPos())


class Elided(_Shown):
    """One line that gives way and ends in an ellipsis: it takes what room is left, or what it needs up to `cap_px`."""

    def __init__(self, name: str = "", text: str = "", *, cap_px: int = 0) -> None:
        self._cap_px = cap_px
        super().__init__(name, text)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred if cap_px else policy.Ignored, policy.Preferred)

    @property
    def is_cut(self) -> bool:
        """Return whether some of the text is not shown."""
        return super().is_cut or self.fontMetrics().horizontalAdvance(self.text()) > self._room.width()

    def sizeHint(self) -> QSize:
        """Return the size of one line in the label's font, however tall letters of other scripts are."""
        wide = min(self.fontMetrics().horizontalAdvance(self.text()), self._cap_px) + 1
        return QSize(wide, self.fontMetrics().height()) + self._edges

    def minimumSizeHint(self) -> QSize:
        """Return a small size that does not depend on the text."""
        return QSize(LEAST_PX, self.fontMetrics().height()) + self._edges

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits; leave selected text and pictures to Qt."""
        if self.hasSelectedText() or not self.pixmap().isNull():
            super().paintEvent(event)
            return
        painter, room = QPainter(self), self._room
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter, room, self.alignment(), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()


class Paragraph(_Shown):
    """Some lines at most, broken anywhere where a word has no end; it takes the width it is given.

    One that is `steady` is as tall as all its lines, so that nothing moves below it whatever it says.
    """

    def __init__(
        self, name: str = "", text: str = "", *, lines: int = 4, characters: int = 600, steady: bool = False
    ) -> None:
        self.lines, self.characters, self._steady = lines, characters, steady
        self._broken: dict[int, list[str]] = {}  # lines by width, of the text and the font of now
        self._broken_of: object = None
        super().__init__(name, text)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def broken(self, width: int) -> list[str]:
        """Return the lines as they are painted at this width in pixels."""
        of = (self.text(), self.font().key())
        if self._broken_of != of or len(self._broken) > WIDTHS_KEPT:
            self._broken_of, self._broken = of, {}
        if width not in self._broken:
            self._broken[width] = self._break(width)
        return self._broken[width]

    def _break(self, width: int) -> list[str]:
        found = _lines(self.text(), width, self.font(), self.lines + 1)
        if len(found) > self.lines:
            last = f"{found[self.lines - 1].rstrip()} {found[self.lines]}".strip()
            end = self.fontMetrics().elidedText(f"{last}…", Qt.TextElideMode.ElideRight, width)
            found = [*found[: self.lines - 1], end if end.endswith("…") else f"{end}…"]
        return found

    @property
    def is_cut(self) -> bool:
        """Return whether some of the text is not shown."""
        return super().is_cut or "…" in "".join(self.broken(self._room.width())[-1:])

    def _tall(self, lines: int) -> int:
        lines = self.lines if self._steady else lines
        return max(lines, 1) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        """Return the size of the text in lines of the usual width."""
        wide = min(self.fontMetrics().horizontalAdvance(self.text()) + 1, CAP_PX)
        return QSize(wide, self._tall(len(self.broken(wide)))) + self._edges

    def minimumSizeHint(self) -> QSize:
        """Return a small size that does not depend on the text."""
        return QSize(LEAST_PX, self._tall(1)) + self._edges

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on the width, up to the most lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at this width, in pixels."""
        edges = self._edges
        return self._tall(len(self.broken(max(width - edges.width(), LEAST_PX)))) + edges.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text line by line; leave selected text to Qt."""
        if self.hasSelectedText():
            super().paintEvent(event)
            return
        painter, room, tall = QPainter(self), self._room, self.fontMetrics().lineSpacing()
        found = self.broken(room.width())
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        centred = self.alignment() & Qt.AlignmentFlag.AlignVCenter
        top = room.top() + (max(room.height() - tall * len(found), 0) // 2 if centred else 0)
        for number, line in enumerate(found):
            place = QRect(room.left(), top + number * tall, room.width(), tall)
            self.style().drawItemText(
                painter,
                place,
                across | Qt.AlignmentFlag.AlignVCenter,
                self.palette(),
                self.isEnabled(),
                line,
                self.foregroundRole(),
            )
        painter.end()


def _lines(text: str, width: int, font: object, most: int) -> list[str]:
    """Return the first `most` lines of a text, none wider than `width` pixels."""
    layout, option = QTextLayout(text.replace("\n", "\u2028"), font), QTextOption()  # type: ignore[call-overload]
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    letters = text.encode("utf-16-le", "replace")  # Qt counts in these
    found: list[str] = []
    layout.beginLayout()
    while len(found) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        found.append(letters[2 * start : 2 * (start + length)].decode("utf-16-le", "replace").strip("\n"))
    layout.endLayout()
    return found


class Button(QPushButton):
    """A button whose words may name something of others: they are cut before they make it wide."""

    def say(self, text: str) -> None:
        """Set the button's text; where it has no hint of its own, the tooltip shows the whole text."""
        shown = fitted(text, self.fontMetrics(), BUTTON_PX)
        self.setText(shown.replace("&", "&&"))
        if shown != text and not self.toolTip():
            set_tip(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with Enter too, as with the space bar; arrows go to a neighbour and press nothing.

        Of buttons one of which is pressed Qt would press the neighbour at once, which may be a write.
        """
        by = ARROWS.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isEnabled():
            self.click()
        elif by and self.group() is not None:
            self._go(by)
        else:
            super().keyPressEvent(event)

    def _go(self, by: int) -> None:
        """Give the focus to the button of the group that is so many places further."""
        buttons = [each for each in self.group().buttons() if each.isVisible() and each.isEnabled()]
        place = buttons.index(self) + by
        if 0 <= place < len(buttons):
            buttons[place].setFocus(Qt.FocusReason.TabFocusReason)


def button(text: str, name: str = "", *, primary: bool = False, flat: bool = False, hint: str = "") -> Button:
    """Make a button with its accessible name; a panel has one `primary` button at most."""
    made = Button()
    made.say(text)
    set_name(made, name or text)
    made.setProperty("primary", primary)
    made.setProperty("flat", flat)
    set_tip(made, hint)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
