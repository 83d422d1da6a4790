"""What is asked for in a hurry is done at once and then once more, never as often as it was asked for."""

import pytest
from PySide6.QtCore import QObject

from fleetdesk.ui.widgets.throttle import Throttle


@pytest.fixture
def throttled(qtbot):
    done, parent = [], QObject()
    yield Throttle(lambda: done.append(1), parent), done, qtbot
    parent.deleteLater()


def test_what_is_asked_for_once_is_done_at_once(throttled):
    throttle, done, _ = throttled
    throttle.ask()
    assert (done, throttle.waiting) == ([1], False)


def test_what_is_asked_for_a_hundred_times_is_done_twice(throttled):
    throttle, done, qtbot = throttled
    for _ in range(100):
        throttle.ask("anything that a signal carries")
    assert (done, throttle.waiting) == ([1], True)
    qtbot.waitUntil(lambda: not throttle.waiting)
    assert done == [1, 1]
