"""Dialogs that ask one thing say what it means before it is done."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel

from fleetdesk.ui.widgets import dialogs


def opened(parent, name):
    return next(each for each in parent.findChildren(QDialog) if each.accessibleName() == name)


def words(dialog):
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def test_removing_an_account_says_what_still_waits_of_it(desk):
    done = []
    dialogs.ask_remove(desk.window, {"m": 0, "n": 1, "o": 3}, done.append)
    dialog = opened(desk.window, "Remove an account")
    choice = dialog.findChild(QComboBox)
    choice.setCurrentText("m")
    assert "on hold" not in words(dialog)
    choice.setCurrentText("n")
    assert "1 change is not confirmed yet and will be on hold" in words(dialog)
    choice.setCurrentText("o")
    assert "3 changes are not confirmed yet" in words(dialog)
    dialog.go.click()
    assert done == ["o"]


def test_enter_removes_no_account_and_the_button_names_the_one_that_is_chosen(desk):
    done = []
    dialogs.ask_remove(desk.window, {"Tallinn": 0, "Tartu": 1}, done.append)
    dialog = opened(desk.window, "Remove an account")
    assert (dialog.findChild(QComboBox).currentText(), dialog.go.isEnabled()) == ("", False)
    dialog.findChild(QComboBox).setCurrentText("Tartu")
    assert dialog.go.text() == "Remove Tartu"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert (done, dialog.isVisible()) == ([], False)
