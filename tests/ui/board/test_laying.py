"""A large board is laid out some milliseconds at a time: what is in sight stays until then, and all is right then."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain import board as domain
from fleetdesk.domain.board import DayBoard
from fleetdesk.ui.board.laying import AT_ONCE, FEW
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import unit
from tests.task_lists import apply_tasks
from tests.ui import desk as small

MANY = AT_ONCE + 50


def tasks(count=MANY, start=9):
    return [small.task(number, f"{number % 40:03d}", start=start + number % 5) for number in range(1, count + 1)]


@pytest.fixture
def pane(qtbot):
    made = BoardPane(small.store(*tasks()), lambda: LIGHT, small.ZONE)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitUntil(lambda: not made.laying.busy)
    return made


@pytest.fixture
def laid(monkeypatch):
    """The keys of the lanes that are laid out."""
    keys, stacked = [], domain.stacked

    def note(key, bars):
        keys.append(key)
        return stacked(key, bars)

    monkeypatch.setattr(domain, "stacked", note)
    return keys


def shape(board):
    return [(lane.key, [(bar.key, bar.start, bar.stop, bar.row) for bar in lane.bars]) for lane in board.lanes]


def as_it_is_to_be(pane):
    """Whether the board is the same as one that is laid out at once."""
    store, board = pane.view.store, pane.view.board
    plain = DayBoard(
        board.day, small.ZONE, lambda key: store.fleet[key].label if key in store.fleet else key, board.around
    )
    everyone = store.fleet if pane.everyone.isChecked() else ()
    plain.fill(store.tasks, everyone)
    return shape(board) == shape(plain) and pane.view.geometry_.lanes == board.lanes


def press(pane, name):
    next(each for each in pane.findChildren(QPushButton) if each.accessibleName() == name).click()


def test_another_day_is_gone_to_when_it_is_laid_out_and_not_before(pane, qtbot, laid):
    day, board = pane.day, pane.view.board
    press(pane, "Next day")
    assert (laid, pane.view.board, pane.day) == ([], board, day)
    qtbot.waitUntil(lambda: not pane.laying.busy)
    assert pane.day == day + timedelta(days=1)
    assert as_it_is_to_be(pane)


def test_where_a_vehicle_gets_a_name_meanwhile_the_day_is_gone_to_all_the_same(pane, qtbot):
    day = pane.day
    press(pane, "Next day")
    pane.view.store.apply_units("m", [unit("003", name="Tartu 4")])
    qtbot.waitUntil(lambda: not pane.laying.busy)
    assert pane.day == day + timedelta(days=1)
    assert as_it_is_to_be(pane)


def test_the_last_day_that_was_wanted_is_shown(pane, qtbot):
    day = pane.day
    for days in (3, 6, 9):
        pane.show_day(day + timedelta(days=days))
    qtbot.waitUntil(lambda: not pane.laying.busy)
    assert pane.day == day + timedelta(days=9)


def test_what_changes_while_the_board_is_laid_out_is_on_it(pane, qtbot):
    store = pane.view.store
    store.apply_units("m", [unit(f"{number:03d}") for number in range(60)])
    press(pane, "All vehicles on the board")
    store.apply_task(small.task(1, "007", start=12))
    apply_tasks(store, "m", [small.task(1, "007", start=12), *tasks()[10:]])
    qtbot.waitUntil(lambda: not pane.laying.busy)
    assert pane.view.board.lane("m/1").key == "m/007"
    assert as_it_is_to_be(pane)


def test_of_many_changes_each_lane_is_laid_out_once(pane, qtbot, laid):
    store = pane.view.store
    apply_tasks(store, "m", tasks(start=8))
    assert laid == []
    qtbot.waitUntil(lambda: not pane.laying.busy)
    assert len(laid) == len(set(laid)) == 40
    assert as_it_is_to_be(pane)


def test_a_few_changes_are_there_at_once(pane):
    pane.view.store.apply_task(small.task(1, "039", start=12))
    assert pane.view.board.lane("m/1").key == "m/039"
    assert FEW < MANY


def test_of_a_lane_of_hundreds_of_rows_only_those_in_sight_are_painted(qtbot):
    made = BoardPane(
        small.store(*(small.task(number, None, start=9) for number in range(1, 400))), lambda: LIGHT, small.ZONE
    )
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    made.view.go_to(small.at(9).timestamp())
    made.view.grab()
    heights = made.view.geometry_.heights
    assert 0 < made.view.painter.bars <= 300 // heights.row + 2
    made.view.verticalScrollBar().setValue(made.view.verticalScrollBar().maximum())
    made.view.grab()
    field = made.view.viewport().height()
    last = made.view.board.lanes[0].bars
    seen = [
        bar for bar in last if heights.axis < made.view.geometry_.rect(0, bar.start, bar.stop, bar.row).bottom() < field
    ]
    assert len(seen) <= made.view.painter.bars <= len(seen) + 2
