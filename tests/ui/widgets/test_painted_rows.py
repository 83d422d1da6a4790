"""Painted rows: a press tells the key of what is there, pointing at it says what it is."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from fleetdesk.ui.widgets.painted_rows import PaintedRows
from tests.ui.desk import press
from tests.waiting import until


@pytest.fixture
def painted(qtbot):
    """Rows called by their numbers, ten pixels each; nothing right of the third."""
    made = PaintedRows("Bars", lambda at: at.x() // 10 if at.x() < 30 else None, "k{}".format, "row {}".format)
    qtbot.addWidget(made)
    made.resize(100, 20)
    made.show()
    return made


def point(widget, x):
    at = QPoint(x, 5)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))


def test_a_press_tells_the_key_of_what_is_there(painted, qtbot):
    with qtbot.waitSignal(painted.picked) as picked:
        press(painted, QPoint(5, 5))  # row 0 is a row as well
    assert picked.args == ["k0"]


def test_a_press_beside_them_tells_nothing(painted, qtbot):
    with qtbot.assertNotEmitted(painted.picked):
        press(painted, QPoint(50, 5))


@pytest.mark.asyncio
async def test_pointing_at_one_says_what_it_is(qapp, painted):
    point(painted, 15)
    await until(lambda: QToolTip.text() == "row 1")
    point(painted, 50)
    await until(lambda: not QToolTip.isVisible())


def test_it_is_called_by_its_name(painted):
    assert painted.accessibleName() == "Bars"
