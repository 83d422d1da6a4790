"""Notices: trouble stays until it is closed, however much comes after it."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.notices import MOST, Notices


@pytest.fixture
def notices(qtbot):
    QCursor.setPos(5000, 5000)  # what the pointer is over is held
    window, made = QWidget(), Notices()
    made.setParent(window)
    qtbot.addWidget(window)
    window.show()
    yield made
    window.close()


def bars(notices):
    QApplication.processEvents()  # what was put in a layout is shown then
    found = [each for each in notices.findChildren(Paragraph) if each.accessibleName() == "Notice"]
    return [each for each in found if each.isVisible()]


def said(notices):
    return [each.text() for each in bars(notices)]


def close_first(notices):
    bar = bars(notices)[0].parentWidget()
    next(each for each in bar.findChildren(QPushButton) if each.accessibleName() == "Close notice").click()


def test_troubles_that_do_not_fit_wait_and_come_up_in_their_order(notices):
    for number in range(MOST + 3):
        notices.say(f"trouble {number}", trouble=True)
    seen = []
    while bars(notices):
        assert len(bars(notices)) <= MOST
        seen.append(said(notices)[0])
        close_first(notices)
    assert seen == [f"trouble {number}" for number in range(MOST + 3)]
    assert notices.isHidden()


def test_how_many_wait_is_shown(notices):
    for number in range(MOST + 2):
        notices.say(f"trouble {number}", trouble=True)
    assert (notices.more.text(), notices.more.isHidden()) == ("2 more", False)
    close_first(notices)
    assert notices.more.text() == "1 more"
    close_first(notices)
    assert notices.more.isHidden()


def test_news_goes_before_trouble_does(notices):
    notices.say("trouble", trouble=True)
    for number in range(MOST + 1):
        notices.say(f"news {number}")
    assert said(notices)[0] == "trouble"
    assert said(notices)[-1] == f"news {MOST}"
    assert len(said(notices)) == MOST
    notices.say("trouble 2", trouble=True)
    assert {"trouble", "trouble 2"} <= set(said(notices))
    assert notices.more.isHidden()


def test_news_is_shown_though_troubles_fill_the_room(notices):
    for number in range(MOST + 1):
        notices.say(f"trouble {number}", trouble=True)
    notices.say("news")
    assert "news" in said(notices)
    assert len(said(notices)) == MOST
    notices.drop("news")
    assert said(notices) == [f"trouble {number}" for number in range(MOST)]


def test_a_trouble_that_waits_is_one_and_can_be_dropped(notices):
    for number in [*range(MOST + 2), MOST]:
        notices.say(f"trouble {number}", trouble=True)
    assert notices.more.text() == "2 more"
    notices.drop(f"trouble {MOST}")
    assert notices.more.text() == "1 more"
    close_first(notices)
    assert said(notices)[-1] == f"trouble {MOST + 1}"


def test_what_a_waiting_notice_offers_is_there_when_it_comes_up(notices):
    done = []
    for number in range(MOST):
        notices.say(f"trouble {number}", trouble=True)
    notices.say("late", trouble=True, action="Do it", do=lambda: done.append(1))
    assert "late" not in said(notices)
    close_first(notices)
    bar = bars(notices)[-1].parentWidget()
    next(each for each in bar.findChildren(QPushButton) if each.text() == "Do it").click()
    assert done == [1]


def test_a_sentence_said_again_is_counted_and_acts_as_said_last(notices):
    done = []
    notices.say("taken back", action="Do it", do=lambda: done.append("first"))
    notices.say("taken back", action="Do it", do=lambda: done.append("second"))
    assert said(notices) == ["taken back (2)"]
    bar = bars(notices)[0].parentWidget()
    next(each for each in bar.findChildren(QPushButton) if each.text() == "Do it").click()
    assert done == ["second"]
    notices.drop("taken back")
    notices.say("taken back")
    assert said(notices) == ["taken back"]


def test_news_said_again_as_trouble_stays(notices):
    notices.say("the server is gone")
    notices.say("the server is gone", trouble=True)
    for number in range(MOST + 1):
        notices.say(f"news {number}")
    assert said(notices)[0] == "the server is gone (2)"


def test_the_time_of_a_sentence_said_again_begins_anew(notices, qtbot, monkeypatch):
    monkeypatch.setattr("fleetdesk.ui.widgets.notice_bar.SHOWN_MS", 30)
    notices.say("news")
    monkeypatch.setattr("fleetdesk.ui.widgets.notice_bar.SHOWN_MS", 60_000)
    notices.say("news")
    with qtbot.assertNotEmitted(notices.shown["news"].expired, wait=60):
        pass
    monkeypatch.setattr("fleetdesk.ui.widgets.notice_bar.SHOWN_MS", 10)
    notices.say("news")
    qtbot.waitUntil(notices.isHidden)


def test_the_history_keeps_what_was_closed(notices):
    notices.say("one", trouble=True)
    notices.drop("one")
    notices.say("two")
    assert [each.notice.words for each in notices.history] == ["one", "two"]


def test_no_notice_moves_or_goes_under_the_pointer(notices, qtbot, monkeypatch):
    monkeypatch.setattr("fleetdesk.ui.widgets.notice_bar.SHOWN_MS", 20)
    notices.say("news")
    bar = notices.shown["news"]
    QTest.mouseMove(notices.window(), bar.mapTo(notices.window(), bar.rect().center()))
    qtbot.waitUntil(notices.underMouse)
    qtbot.waitSignal(bar.expired)
    assert bar.isVisible()
    QTest.mouseMove(notices.window(), notices.window().rect().bottomRight())
    qtbot.waitUntil(notices.isHidden)


class LeavesOnHide(QObject):
    """Tells the notices again that the pointer has left, in the moment in which one of them is hidden."""

    def __init__(self, notices):
        super().__init__(notices)
        self._notices = notices
        for each in notices.shown.values():
            each.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Hide:
            QApplication.sendEvent(self._notices, QEvent(QEvent.Type.Leave))
        return False


def test_a_pointer_that_leaves_twice_breaks_nothing(notices):
    """Qt tells it again when the bar that was below the pointer is hidden, while others are being taken away."""
    notices.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    for number in range(2 * MOST):
        notices.say(f"news {number}")
    LeavesOnHide(notices)
    assert len(notices.shown) > MOST
    notices.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(notices, QEvent(QEvent.Type.Leave))
    assert list(notices.shown) == notices.sentences == [f"news {number}" for number in range(MOST, 2 * MOST)]
