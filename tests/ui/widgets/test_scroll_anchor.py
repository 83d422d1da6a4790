"""What lies under the pointer stays there while rows above it come and go."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.panel import scrolling
from fleetdesk.ui.widgets.scroll_anchor import ScrollAnchor

LONG = "This text is so long that it takes several lines in an area that is no wider than this one is. " * 3


class Filled:
    """A scrolled area with a text above many buttons."""

    def __init__(self, qtbot):
        body = QWidget()
        box = QVBoxLayout(body)
        self.note = Paragraph("Dim", "Short.", lines=9)
        box.addWidget(self.note)
        self.buttons = [QPushButton(f"{number}") for number in range(30)]
        for each in self.buttons:
            box.addWidget(each)
        box.addStretch(1)
        self.area = scrolling(body)
        self.anchor = ScrollAnchor(self.area)
        qtbot.addWidget(self.area)
        self.area.resize(300, 400)
        self.area.show()
        qtbot.waitUntil(lambda: self.area.verticalScrollBar().maximum() > 0)
        self.area.verticalScrollBar().setValue(200)
        self.first_y = self.note.y()

    def settle(self):
        """Let the layout find its places now."""
        for _ in range(2):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    @property
    def at(self):
        return self.area.verticalScrollBar().value()

    def place(self, number):
        return self.buttons[number].mapToGlobal(QPoint())


@pytest.fixture
def filled(qtbot):
    return Filled(qtbot)


def test_a_text_above_that_grows_and_shrinks_moves_nothing_under_the_pointer(filled):
    QCursor.setPos(filled.place(12) + QPoint(5, 5))
    before = filled.place(12)
    for text in (LONG, "Short."):
        with filled.anchor.held():
            filled.note.say(text)
        assert filled.place(12) == before


def test_a_pointer_elsewhere_leaves_the_area_as_it_is_scrolled(filled):
    QCursor.setPos(5000, 5000)
    with filled.anchor.held():
        filled.note.say(LONG)
    assert filled.at == 200


def test_a_widget_that_goes_is_no_anchor(filled):
    QCursor.setPos(filled.place(12) + QPoint(5, 5))
    with filled.anchor.held():
        filled.buttons[12].hide()
        filled.note.say(LONG)
    assert filled.at == 200


@pytest.mark.parametrize("end", ["top", "bottom"])
def test_blank_room_makes_up_for_what_cannot_be_scrolled(filled, end):
    bar, last = filled.area.verticalScrollBar(), filled.buttons[-1]
    filled.note.say(LONG)
    filled.settle()
    bar.setValue(0 if end == "top" else bar.maximum())
    held = filled.buttons[3] if end == "top" else filled.buttons[-4]
    before = held.mapToGlobal(QPoint())
    QCursor.setPos(before + QPoint(5, 5))
    with filled.anchor.held():
        filled.note.say("Short.")
        last.hide()
    assert held.mapToGlobal(QPoint()) == before


def test_blank_room_goes_when_the_pointer_does(filled, qtbot):
    filled.note.say(LONG)
    filled.settle()
    filled.area.verticalScrollBar().setValue(0)
    QCursor.setPos(filled.place(3) + QPoint(5, 5))
    with filled.anchor.held():
        filled.note.say("Short.")
    assert filled.note.y() > filled.first_y
    QCoreApplication.sendEvent(filled.area.viewport(), QEvent(QEvent.Type.Leave))
    assert filled.note.y() == filled.first_y
