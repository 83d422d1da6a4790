"""Notices: trouble stays until it is closed, however much comes after it."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.notices import MOST, Notices


@pytest.fixture
def notices(qtbot):
    made = Notices()
    qtbot.addWidget(made)
    return made


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
