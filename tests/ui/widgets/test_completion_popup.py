"""What a field offers while one types stands clear of the field."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fleetdesk.ui.widgets.foreign_text import complete
from fleetdesk.ui.widgets.found_completer import FoundCompleter

PLATES = ["242KDN", "248TRT", "820BHT"]


def of_all(editor):
    complete(editor, PLATES)


def of_found(editor):
    FoundCompleter(editor, lambda text, most: [(each, each) for each in PLATES if text in each][:most])


@pytest.mark.parametrize("offer", [of_all, of_found])
def test_the_list_begins_below_its_field_and_stays_there_while_one_types(qtbot, offer):
    window, editor = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(editor)
    qtbot.addWidget(window)
    offer(editor)
    window.show()
    for typed in ("2", "4"):
        QTest.keyClicks(editor, typed)
        popup = (
            window.findChild(QWidget, "Completions")
            or next(each for each in editor.window().children() + editor.children() if hasattr(each, "popup")).popup()
        )
        qtbot.waitUntil(popup.isVisible)
        assert popup.y() > editor.mapToGlobal(QPoint(0, editor.height() - 1)).y()
