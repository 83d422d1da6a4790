"""The dialog "Streets": a file is opened elsewhere, and the answer comes when it comes."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from fleetdesk.profile.settings import Tiles
from fleetdesk.ui.widgets.dialogs import Small, pick_tiles


@pytest.fixture
def asked(qtbot):
    parent, wishes = QWidget(), []
    qtbot.addWidget(parent)
    pick_tiles(parent, Tiles("", ""), lambda tiles, answer: wishes.append((tiles, answer)))
    (dialog,) = parent.findChildren(Small)
    yield dialog, wishes
    parent.close()


def test_the_answer_comes_later_and_the_dialog_waits_for_it(asked):
    dialog, wishes = asked
    source = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "Source")
    source.setText("a.mbtiles")
    dialog.go.click()
    dialog.go.click()
    ((tiles, answer),) = wishes
    assert (tiles.source, dialog.isVisible()) == ("a.mbtiles", True)
    answer("That is no map.")
    assert (dialog.answer.text(), dialog.go.isEnabled()) == ("That is no map.", True)
    dialog.go.click()
    wishes[1][1]("")
    assert not dialog.isVisible()
