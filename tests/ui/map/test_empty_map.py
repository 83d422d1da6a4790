"""What the map says before the first vehicle can be read, and goes with it."""

import pytest
from PySide6.QtGui import QColor

from fleetdesk.ui.widgets.panel import Empty
from fleetdesk.ui.widgets.theme import LIGHT

pytestmark = pytest.mark.xdist_group("window")


def test_it_stands_on_a_ground_of_its_own_and_goes_with_the_first_vehicle(desk, qtbot):
    said = desk.view.map.pane.map.findChild(Empty)
    qtbot.waitUntil(said.isVisible)
    picture = said.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 3) == QColor(LIGHT.panel)
    assert said.title.text() == "Nothing on the map yet"
    desk.fill()
    assert said.isHidden()
