"""The list below a field cuts long words and shows the facts beside them, whatever stands in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fleetdesk.ui.widgets.offers import MOST, WIDE_PX, Offer, Offers
from fleetdesk.ui.widgets.theme import LIGHT, dress

LONG = Offer("Pikk " * 100, 1, "2 tasks · 3 km")


@pytest.fixture
def offers(qtbot):
    window, editor = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(editor)
    qtbot.addWidget(window)
    window.show()
    editor.setFocus()
    yield Offers(editor)
    window.close()


def test_a_long_line_is_as_wide_as_the_list_so_that_its_facts_are_seen(offers, qtbot):
    offers.offer([LONG, Offer("Lai 7", 2)])
    shown = offers.popup()
    qtbot.waitUntil(shown.isVisible)
    assert shown.width() >= WIDE_PX
    assert shown.visualRect(shown.model().index(0, 0)).width() <= shown.viewport().width()


@pytest.mark.parametrize("count", [1, 4, MOST])
def test_a_list_that_has_room_does_not_scroll(offers, qapp, qtbot, count):
    dress(qapp, LIGHT)
    offers.offer([Offer(f"Lai {number}", number) for number in range(count)])
    shown = offers.popup()
    qtbot.waitUntil(shown.isVisible)
    assert shown.verticalScrollBar().maximum() == 0


def test_nothing_to_offer_closes_the_list(offers, qtbot):
    offers.offer([LONG])
    qtbot.waitUntil(offers.popup().isVisible)
    offers.offer([])
    assert not offers.popup().isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_the_value_of_the_chosen_line_is_picked(offers, qtbot, key):
    offers.offer([LONG, Offer("Lai 7", 2)])
    qtbot.waitUntil(offers.popup().isVisible)
    QTest.keyClick(offers.popup(), Qt.Key.Key_Down)
    QTest.keyClick(offers.popup(), Qt.Key.Key_Down)
    with qtbot.waitSignal(offers.picked) as picked:
        QTest.keyClick(offers.popup(), key)
    assert picked.args == [2]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_with_no_chosen_line_what_was_typed_is_left(offers, qtbot, key):
    offers.offer([LONG])
    qtbot.waitUntil(offers.popup().isVisible)
    with qtbot.assertNotEmitted(offers.picked):
        QTest.keyClick(offers.popup(), key)
    assert not offers.popup().isVisible()
