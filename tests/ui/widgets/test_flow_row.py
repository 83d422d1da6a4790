import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from fleetdesk.ui.widgets.flow_row import FlowRow

WIDE, TALL, GAP = 100, 24, 6


class Box(QWidget):
    def sizeHint(self):
        return QSize(WIDE, TALL)


@pytest.fixture
def row(qtbot):
    def make(width, *, fill=False, count=3):
        window = QWidget()
        qtbot.addWidget(window)
        layout = FlowRow(window, fill=fill)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for _ in range(count):
            made = Box()
            made.setMaximumWidth(WIDE if not fill else 1000)
            layout.addWidget(made)
        window.resize(width, 200)
        window.show()
        return window, layout, window.findChildren(Box)

    return make


def test_what_fits_is_on_one_line(row):
    window, layout, buttons = row(3 * WIDE + 2 * GAP)
    assert [(each.x(), each.y()) for each in buttons] == [(0, 0), (106, 0), (212, 0)]
    assert layout.heightForWidth(window.width()) == TALL


def test_what_does_not_goes_on_below(row):
    window, layout, buttons = row(3 * WIDE + 2 * GAP - 1)
    assert [(each.x(), each.y()) for each in buttons] == [(0, 0), (106, 0), (0, TALL + GAP)]
    assert layout.heightForWidth(window.width()) == 2 * TALL + GAP


def test_hidden_ones_take_no_room(row):
    _window, layout, buttons = row(2 * WIDE + GAP)
    buttons[0].hide()
    assert layout.heightForWidth(2 * WIDE + GAP) == TALL


def test_it_may_be_as_narrow_as_its_widest(row):
    _window, layout, _buttons = row(400)
    assert layout.minimumSize().toTuple() == (WIDE, TALL)


def test_a_filled_line_is_shared(row):
    _window, _layout, buttons = row(3 * WIDE + 2 * GAP + 32, fill=True)
    assert sum(each.width() for each in buttons) == 3 * WIDE + 32
    assert buttons[-1].geometry().right() == 3 * WIDE + 2 * GAP + 31


def test_an_item_can_be_taken_out(row):
    _window, layout, _buttons = row(400)
    assert layout.takeAt(0) is not None
    assert (layout.count(), layout.takeAt(9), layout.itemAt(9)) == (2, None, None)
