"""Notices float: nothing of the window moves while they come and go, and what was said can be read later."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QListWidget, QPushButton, QTabBar, QWidget

from fleetdesk.ui.replay.bar import ReplayBar
from fleetdesk.ui.widgets.notices import MOST

pytestmark = pytest.mark.xdist_group("window")


def places(desk):
    """Where every widget of the window is on the screen, without the notices themselves."""
    notices = desk.window.notices
    inside = {notices, *notices.findChildren(QWidget)}
    found = [each for each in desk.window.findChildren(QWidget) if each not in inside and each.isVisible()]
    return {each: (each.mapToGlobal(QPoint()), each.size()) for each in found}


def test_nothing_moves_while_notices_come_and_go(desk, qtbot):
    desk.fill()
    with qtbot.waitExposed(desk.window):
        pass
    before = places(desk)
    for number in range(MOST + 2):
        desk.window.notices.say(f"trouble {number} " + "that takes some lines to tell " * 8, trouble=True)
        assert places(desk) == before
    desk.window.notices.say("news")
    for sentence in desk.window.notices.sentences:
        desk.window.notices.drop(sentence)
        assert places(desk) == before
    assert desk.window.notices.isHidden()


def test_notices_lie_in_front_inside_the_window(desk, qtbot):
    for number in range(MOST):
        desk.window.notices.say(f"trouble {number}", trouble=True)
    for bar in desk.window.notices.shown.values():
        middle = bar.mapTo(desk.window, bar.rect().center())
        assert desk.window.rect().contains(middle)
        assert bar is desk.window.childAt(middle) or bar.isAncestorOf(desk.window.childAt(middle))


def test_a_panel_that_comes_to_the_front_stays_below_the_notices(desk, qtbot):
    desk.view.map.pane.hide()
    for number in range(MOST):
        desk.window.notices.say(f"trouble {number}", trouble=True)
    bar = desk.window.notices.shown["trouble 3"]
    middle = bar.mapTo(desk.window, bar.rect().center())
    for panel in (desk.view.documents.pane, desk.view.outbox.built(), desk.view.activity.built(), desk.view.board):
        panel.bring_up()
        qtbot.waitUntil(lambda panel=panel: panel.geometry().contains(middle))
        qtbot.waitUntil(lambda: bar.isAncestorOf(desk.window.childAt(middle)))


def test_an_older_notice_stays_where_it_is_when_a_newer_comes(desk):
    desk.window.notices.say("first")
    first = desk.window.notices.shown["first"]
    place = first.mapToGlobal(QPoint())
    desk.window.notices.say("second", trouble=True)
    desk.window.notices.say("third")
    assert first.mapToGlobal(QPoint()) == place


def test_a_notice_takes_no_focus(desk):
    field = desk.window.findChild(QLineEdit, "") or desk.window.counters.command
    desk.window.activateWindow()
    field.setFocus()
    desk.window.notices.say("news", action="Take it back", do=lambda: None)
    assert field.hasFocus()
    QTest.mouseClick(close_button(desk, "news"), Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    assert desk.window.notices.isHidden()


def close_button(desk, sentence):
    bar = desk.window.notices.shown[sentence]
    return next(each for each in bar.findChildren(QPushButton) if each.accessibleName() == "Close notice")


def test_a_notice_keeps_off_the_pointer_and_what_is_typed(desk):
    desk.window.notices.say("elsewhere")
    usual = desk.window.notices.geometry()
    desk.window.notices.drop("elsewhere")
    QCursor.setPos(desk.window.mapToGlobal(usual.center()))
    desk.window.notices.say("away")
    assert not desk.window.notices.geometry().contains(usual.center())
    desk.window.notices.drop("away")
    QCursor.setPos(desk.window.mapToGlobal(QPoint(1, 1)))
    editor = QLineEdit(desk.window)
    editor.setGeometry(usual)
    editor.show()
    editor.setFocus()
    desk.window.notices.say("not over the editor")
    assert not desk.window.notices.geometry().intersects(editor.geometry())


def test_a_notice_goes_out_of_the_way_of_an_editor_that_gets_the_focus(desk):
    desk.window.notices.say("trouble", trouble=True)
    editor = QLineEdit(desk.window)
    editor.setGeometry(desk.window.notices.geometry())
    editor.show()
    editor.setFocus()
    assert not desk.window.notices.geometry().intersects(editor.geometry())


def test_notices_hide_no_button_of_a_panel_or_tab(desk, qtbot):
    desk.fill()
    desk.view.tasks.controller.new()
    desk.window.findChild(ReplayBar).show()  # a bar below the map
    window, notices = desk.window, desk.window.notices
    for wide, tall in ((1366, 768), (1600, 900), (1920, 1080)):
        window.resize(wide, tall)
        for on_top in (False, True):
            window.notice_place.prefer(on_top=on_top)
            for number in range(2):
                notices.say(f"trouble {number} {on_top} {wide}", trouble=True)
            qtbot.waitUntil(lambda: not hidden_by(notices, window))
            for sentence in notices.sentences:
                notices.drop(sentence)


def hidden_by(notices, window):
    """What a person could press, and the notices lie over it."""
    inside = set(notices.findChildren(QWidget))
    kinds = QAbstractButton, QTabBar, QLineEdit
    pressed = [each for each in window.findChildren(QWidget) if isinstance(each, kinds) and each not in inside]
    found = [each for each in pressed if each.isVisible() and not each.visibleRegion().isEmpty()]
    return [each for each in found if notices.geometry().intersects(QRect(each.mapTo(window, QPoint()), each.size()))]


def test_notices_float_over_the_window_while_the_map_is_not_in_it(desk, qtbot):
    pane, notices = desk.view.map.pane, desk.window.notices
    for change in ("hide", "float"):
        pane.hide() if change == "hide" else pane.setFloating(True)
        notices.say(f"trouble: {change}", trouble=True)
        middle = desk.window.rect().center().x()
        qtbot.waitUntil(lambda middle=middle: abs(notices.geometry().center().x() - middle) <= 1)
        pane.show()
        pane.setFloating(False)
        qtbot.waitUntil(lambda: pane.geometry().contains(notices.geometry()))
        notices.drop(f"trouble: {change}")


def test_notices_follow_the_size_of_the_window(desk):
    desk.window.notices.say("trouble", trouble=True)
    desk.window.resize(1300, 800)
    assert desk.window.rect().contains(desk.window.notices.geometry())
    assert desk.window.notices.geometry().bottom() < desk.window.statusBar().geometry().top()


def go_to_notices(desk):
    """F6 until a notice has the keyboard, which it has before the round is closed."""
    for _turn in range(12):
        QTest.keyClick(desk.window.focusWidget() or desk.window, Qt.Key.Key_F6)
        if desk.window.notices.isAncestorOf(desk.window.focusWidget()):
            return
    raise AssertionError("F6 reaches no notice")


def test_a_notice_is_closed_by_keyboard(desk):
    desk.window.activateWindow()
    desk.window.notices.say("trouble", trouble=True)
    go_to_notices(desk)
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Delete)
    assert desk.window.notices.isHidden()


def test_the_keyboard_goes_from_notice_to_notice_and_back_to_where_it_was(desk):
    desk.fill()
    desk.window.activateWindow()
    before = desk.view.vehicles.pane.search
    before.setFocus()
    for sentence in ("first", "second"):
        desk.window.notices.say(sentence, trouble=True)
    desk.window.notices.shown["second"].setFocus()
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Delete)
    assert desk.window.focusWidget() is desk.window.notices.shown["first"]
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Delete)
    assert before.hasFocus()


def test_what_was_said_can_be_read_later(desk):
    desk.window.notices.say("long gone", trouble=True)
    desk.window.notices.say("said twice")
    desk.window.notices.say("said twice")
    for sentence in desk.window.notices.sentences:
        desk.window.notices.drop(sentence)
    QTest.mouseClick(named(desk.window, QPushButton, "Show notices"), Qt.MouseButton.LeftButton)
    dialog = named(desk.window, QDialog, "Notices of this session")
    assert (dialog.isVisible(), dialog.isModal()) == (True, False)
    lines = named(dialog, QListWidget, "What was said")
    texts = [lines.item(row).text() for row in range(lines.count())]
    assert [each.split("   ")[1] for each in texts] == ["said twice (2)", "long gone"]
    desk.window.notices.say("said meanwhile")
    assert "said meanwhile" in lines.item(0).text()


def named(owner, kind, name):
    return next(each for each in owner.findChildren(kind) if each.accessibleName() == name)
