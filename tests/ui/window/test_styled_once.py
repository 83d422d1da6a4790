"""Building the window styles each widget about once, however deep it lies."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.ui.conftest import Desk


class StyleChanges(QObject):
    """Counts how often widgets hear of another style."""

    def __init__(self):
        super().__init__()
        self.told = 0

    def eventFilter(self, _watched, event):
        self.told += event.type() == QEvent.Type.StyleChange
        return False


def test_widgets_are_styled_once_when_all_are_in_the_window(qapp, tmp_path):
    dress(qapp, LIGHT)  # a window before this one has left its sheet
    changes = StyleChanges()
    qapp.installEventFilter(changes)
    desk = Desk(tmp_path, ZoneInfo("Europe/Tallinn"))
    qapp.removeEventFilter(changes)
    widgets = len(desk.window.findChildren(QWidget))
    desk.close()
    assert widgets > 500
    assert changes.told < 3 * widgets, (changes.told, widgets)
