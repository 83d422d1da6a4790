"""Own keys: what may be a key, who loses one, and the dialog in which they are given."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QKeySequenceEdit, QPushButton

from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.window.own_keys import holder, refusal, with_key, without_key
from fleetdesk.ui.window.own_keys_dialog import OwnKeysDialog

COMMANDS = [
    Command(Menu.TASKS, "New task", "T", lambda: None),
    Command(Menu.FLEET, "Find a vehicle", "Ctrl+F or F3", lambda: None),
    Command(Menu.VIEW, "Notices", "", lambda: None),
]


@pytest.mark.parametrize("key", ["Tab", "Return", "Esc", "Up", "Ctrl+A", "ctrl+c"])
def test_keys_that_lists_and_fields_need_are_refused(key):
    assert "Choose another key." in refusal(key)


@pytest.mark.parametrize("key", ["", "N", "Ctrl+N", "F7", "Alt+Shift+K"])
def test_other_keys_are_taken(key):
    assert refusal(key) == ""


def test_a_usual_key_is_lost_to_the_command_that_is_given_it():
    assert holder(COMMANDS, {}, "Notices", "F3").text == "Find a vehicle"
    assert with_key(COMMANDS, {}, "Notices", "F3") == {"Notices": "F3"}


def test_an_own_key_is_taken_away_from_the_command_that_had_it():
    assert with_key(COMMANDS, {"New task": "N"}, "Notices", "N") == {"New task": "", "Notices": "N"}
    assert without_key({"New task": "N", "Notices": "F7"}, "New task") == {"Notices": "F7"}


@pytest.fixture
def asked(qtbot):
    dialog = OwnKeysDialog(COMMANDS, {"Notices": "F7"}, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def part(dialog, kind, name):
    return next(each for each in dialog.findChildren(kind) if each.accessibleName() == name)


def keys(dialog):
    return [each.keySequence().toString() for each in dialog.findChildren(QKeySequenceEdit)]


def test_every_command_is_shown_with_its_key_of_now(asked):
    assert keys(asked) == ["T", "Ctrl+F", "F7"]
    assert [part(asked, QPushButton, f"Usual key of {each.text}").isEnabled() for each in COMMANDS] == [0, 0, 1]


def test_a_key_that_is_pressed_is_told_with_who_had_it(asked, qtbot):
    with qtbot.waitSignal(asked.chosen) as told:
        QTest.keyClick(part(asked, QKeySequenceEdit, "Key of New task"), Qt.Key.Key_F7)
    assert told.args == [{"New task": "F7", "Notices": ""}]
    assert asked.answer.text() == "New task has the key F7 now. Notices had it, and has none now."
    assert keys(asked) == ["F7", "Ctrl+F", ""]


def test_a_refused_key_changes_nothing(asked, qtbot):
    with qtbot.assertNotEmitted(asked.chosen):
        QTest.keyClick(
            part(asked, QKeySequenceEdit, "Key of New task"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier
        )
    assert "Choose another key." in asked.answer.text()
    assert keys(asked) == ["T", "Ctrl+F", "F7"]


def test_the_usual_key_comes_back(asked, qtbot):
    with qtbot.waitSignal(asked.chosen) as told:
        part(asked, QPushButton, "Usual key of Notices").click()
    assert told.args == [{}]
    assert keys(asked) == ["T", "Ctrl+F", ""]


def test_a_command_can_have_no_key(asked, qtbot):
    with qtbot.waitSignal(asked.chosen) as told:
        part(asked, QPushButton, "No key for Find a vehicle").click()
    assert told.args == [{"Notices": "F7", "Find a vehicle": ""}]
    assert keys(asked) == ["T", "", "F7"]


def test_the_search_narrows_the_commands(asked):
    asked.search.setText("find")
    shown = [each.accessibleName() for each in asked.findChildren(QKeySequenceEdit) if each.isVisible()]
    assert shown == ["Key of Find a vehicle"]
