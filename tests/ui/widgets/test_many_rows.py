"""Lists of very many rows: what is done at once, what is left for later, and that all is right in the end."""

import random

import pytest
from PySide6.QtCore import Qt, QTimer

from fleetdesk.ui.widgets import sort_filter
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.sort_filter import AT_ONCE, FEW
from fleetdesk.ui.widgets.table import Table


class Item:
    def __init__(self, key, number):
        self.key, self.number = key, number


def columns():
    return [
        Column("key", "Key", lambda item: item.key, lambda item: item.key),
        Column("number", "Number", lambda item: str(item.number), lambda item: item.number),
    ]


class Counting(RowsModel):
    """Counts how often a view asks for the flags of a cell, and for a cell's data."""

    flagged = asked = 0

    def flags(self, index):
        self.flagged += 1
        return super().flags(index)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        self.asked += 1
        return super().data(index, role)


def items(count):
    return {f"u{number:06d}": Item(f"u{number:06d}", number * 7919 % count) for number in range(count)}


def filled(count):
    model = Counting(columns())
    model.show_items(items(count))
    return model


@pytest.fixture
def slow(monkeypatch):
    """Nothing that may pause ends at once."""
    monkeypatch.setattr(sort_filter, "AT_ONCE_S", 0.0)


def noting(judged, keep):
    """A filter that notes which items it judges."""

    def note(item):
        judged.append(item.key)
        return keep(item)

    return note


def wanted(shown, keep, descending=False):
    kept = sorted(key for key, item in shown.items() if keep(item))
    return sorted(kept, key=lambda key: shown[key].number, reverse=descending)


def test_a_few_rows_are_there_at_once_however_slow_it_is(qapp, slow):
    model = filled(FEW)
    model.filter(lambda item: item.number < 10)
    assert (model.arranging, model.rowCount()) == (False, 10)


def test_more_rows_are_judged_between_other_events_where_they_take_long(qtbot, slow):
    model, judged = filled(FEW), []
    shown = items(3 * FEW)
    model.show_items(shown)
    model.filter(noting(judged, lambda item: item.number % 3 == 0))
    assert (model.arranging, judged) == (True, [])
    qtbot.waitUntil(lambda: not model.arranging)
    assert list(model.keys()) == wanted(shown, lambda item: item.number % 3 == 0)


def test_what_comes_by_the_hundred_while_rows_are_arranged_does_not_begin_anew(qtbot):
    model, judged, shown = filled(0), [], items(AT_ONCE + 1)
    model.sort(1)
    model.show_items(shown)
    model.filter(noting(judged, lambda item: True))
    for start in range(0, 2000, 200):
        part = list(shown)[start : start + 200]
        for key in part:
            shown[key].number = -shown[key].number
        model.touch(part)
    qtbot.waitUntil(lambda: not model.arranging)
    assert list(model.keys()) == wanted(shown, lambda item: True)
    assert len(judged) <= 3 * len(shown)


def test_anything_in_any_order_comes_to_the_same_as_all_anew(qtbot, slow):
    dice, shown = random.Random(3), items(2 * FEW)
    model = filled(0)
    model.show_items(shown)
    keep, descending = (lambda item: True), False
    for _ in range(12):
        act = dice.randrange(4)
        if act == 0:
            keep = dice.choice([lambda item: item.number % 2, lambda item: item.number > 500, lambda item: True])
            model.filter(keep)
        elif act == 1:
            descending = dice.random() < 0.5
            model.sort(1, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        else:
            part = dice.sample(list(shown), dice.choice([3, 300]))
            for key in part:
                shown[key] = Item(key, dice.randrange(2000))
            gone = dice.sample(list(shown), 5)
            for key in gone:
                del shown[key]
            model.touch(part, gone)
        if dice.random() < 0.5:
            qtbot.waitUntil(lambda: not model.arranging)
    model.sort(1, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: not model.arranging)
    kept = {key: item for key, item in shown.items() if keep(item)}
    assert set(model.keys()) == set(kept)
    numbers = [kept[key].number for key in tuple(model.keys())]
    assert numbers == sorted(numbers, reverse=descending)


def test_what_waits_for_the_rows_is_done_once_when_they_are_as_wanted(qtbot, slow):
    model, done = filled(3 * FEW), []
    qtbot.waitUntil(lambda: not model.arranging)
    model.then(lambda: done.append("at once"))
    model.filter(lambda item: item.number == 5)
    model.then(lambda: done.append(model.rowCount()))
    assert done == ["at once"]
    qtbot.waitUntil(lambda: len(done) == 2)
    model.filter(lambda item: True)
    qtbot.waitUntil(lambda: not model.arranging)
    assert done == ["at once", 1]


def shown_table(qtbot, model):
    table = Table(model, "Rows", "key")
    qtbot.addWidget(table)
    table.resize(400, 300)
    with qtbot.waitExposed(table):
        table.show()
    qtbot.waitUntil(lambda: not model.arranging)
    return table


def test_no_heading_asks_for_every_selected_row(qtbot):
    model = filled(FEW)
    table = shown_table(qtbot, model)
    model.flagged = 0
    table.selectAll()
    table.grab()
    assert len(table.selected_keys()) == FEW
    assert model.flagged < FEW


def test_some_more_rows_of_a_long_list_are_measured_later(qtbot):
    model, shown = filled(0), items(1000)
    model.show_items(shown)
    table = shown_table(qtbot, model)
    qtbot.waitUntil(lambda: model.asked > 0)
    table.hide()
    table.sizing.measure()
    model.asked = 0
    for number in range(50):
        shown[f"v{number}"] = Item(f"v{number}", number)
    model.touch([f"v{number}" for number in range(50)])
    turns = []
    QTimer.singleShot(0, lambda: turns.append(1))
    qtbot.waitUntil(lambda: bool(turns))
    assert (model.rowCount(), model.asked) == (1050, 0)
