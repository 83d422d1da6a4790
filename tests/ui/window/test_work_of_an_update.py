"""What the window does for an update grows with what moves in it, never with the fleet."""

import json
import sys
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.sync.fakes import NOW, position, unit

pytestmark = pytest.mark.xdist_group("window")

SMALL, LARGE, MOVED = 300, 1500, 40
PASSES = 12
"""As many calls of our functions may each unit cost that an update hears of, from the store to the map's message."""


def names(count):
    return [f"{number:04d}ABC" for number in range(count)]


def parked(count, later_s=0):
    heard = NOW + timedelta(seconds=later_s)
    return [position(name, 58.0 + n / 10_000, at=heard, speed_kmh=0.0) for n, name in enumerate(names(count))]


def moved(count, later_s):
    heard = NOW + timedelta(seconds=later_s)
    return [position(name, 59.0, at=heard, speed_kmh=50.0) for name in names(count)[:MOVED]]


class Work:
    """Counts calls of the program's own functions."""

    def __init__(self):
        self.calls = 0

    def _note(self, frame, event, argument):
        self.calls += event == "call" and "fleetdesk" in frame.f_code.co_filename

    def __enter__(self):
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_):
        sys.setprofile(None)


def update(desk, positions):
    """Take positions over; return the calls and the bytes of the message to the page."""
    state = desk.view.map.pane.map.state
    with Work() as work:
        desk.store.apply_positions(positions)
        message = state.take()
    return work.calls, len(json.dumps(message))


@pytest.fixture
def fleets(desk):
    """What an update of the same few costs in a small fleet, and in a large one."""
    found = []
    for number, count in enumerate((SMALL, LARGE)):
        desk.store.apply_units("m", [unit(name) for name in names(count)])
        desk.store.apply_positions(parked(count, 100 * number))
        desk.view.map.pane.map.state.take()
        update(desk, parked(count, 100 * number + 10))  # what is looked up once is known from here on
        found.append(update(desk, moved(count, 100 * number + 20)))
    return found


def test_an_update_of_a_few_costs_the_same_in_a_fleet_of_any_size(fleets):
    (small, _), (large, _) = fleets
    assert large <= 1.25 * small


def test_the_message_of_a_few_is_the_same_in_a_fleet_of_any_size(fleets):
    (_, small), (_, large) = fleets
    assert 0 < small == large


def test_a_parked_fleet_that_is_heard_of_anew_tells_the_page_nothing(desk):
    desk.store.apply_positions(parked(LARGE))
    desk.view.map.pane.map.state.take()
    calls, told = update(desk, parked(LARGE, 10))
    assert told == len("{}")
    assert calls <= PASSES * LARGE


class Disturbed(QObject):
    """Notes which widgets are laid out anew or get another tooltip, each by its type and the event's name."""

    EVENTS = (QEvent.Type.LayoutRequest, QEvent.Type.ToolTipChange)

    def __init__(self, widgets):
        super().__init__()
        self.found = []
        for each in widgets:
            each.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() in self.EVENTS:
            self.found.append((type(watched).__name__, event.type().name))
        return False

    def settle(self):
        """Let the window be laid out, a level at a time, and forget that it was."""
        QApplication.processEvents()
        while self.found:
            self.found.clear()
            QApplication.processEvents()


def test_an_update_of_units_that_nobody_has_selected_lays_out_nothing(desk):
    desk.window.show()
    desk.store.apply_positions(parked(LARGE))
    disturbed = Disturbed([each for each in desk.window.findChildren(QWidget) if each.isVisible()])
    disturbed.settle()
    desk.store.apply_positions(parked(LARGE, 10))
    QApplication.processEvents()
    assert disturbed.found == []
