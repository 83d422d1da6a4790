"""The table model under every order of changes; Qt's own model tester watches it."""

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from fleetdesk.ui.widgets.rows import KEY_ROLE, Column, RowsModel
from fleetdesk.ui.widgets.sorted_keys import arranged

KEYS = st.integers(0, 30).map("u{:02d}".format)
NUMBERS = st.integers(0, 5)


@dataclass
class Item:
    key: str
    number: int


def columns():
    return [
        Column("key", "Key", lambda item: item.key, lambda item: item.key),
        Column("number", "Number", lambda item: str(item.number), lambda item: item.number, number=True),
    ]


class Desk(RuleBasedStateMachine):
    """Items come, change and go in any order while rows are sorted and filtered."""

    def __init__(self):
        super().__init__()
        self.items, self.least = {}, 0
        self.model = RowsModel(columns())
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.model.show_items(self.items)
        self.sorted_by, self.descending = 1, False
        self.marks = {}

    @rule(changes=st.dictionaries(KEYS, NUMBERS, max_size=8), gone=st.sets(KEYS, max_size=4))
    def change(self, changes, gone):
        gone = {key for key in gone if key in self.items and key not in changes}
        for key, number in changes.items():
            self.items[key] = Item(key, number)
        for key in gone:
            del self.items[key]
        self.model.touch(changes, gone)

    @rule(changes=st.dictionaries(KEYS, NUMBERS, max_size=8), gone=st.sets(KEYS, max_size=4))
    def change_under_the_pointer(self, changes, gone):
        before = list(self.model.keys())
        self.model.hold()
        self.change(changes, gone)
        assert list(self.model.keys()) == before
        self.model.release()

    @rule(least=NUMBERS)
    def narrow(self, least):
        self.least = least
        self.model.filter(lambda item: item.number >= least)

    @rule(column=st.integers(0, 1), descending=st.booleans())
    def sort(self, column, descending):
        self.sorted_by, self.descending = column, descending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.model.sort(column, order)

    @rule(key=KEYS)
    def mark(self, key):
        row = self.model.row(key)
        if row is not None:
            self.marks[key] = QPersistentModelIndex(self.model.index(row, 1))

    @invariant()
    def rows_are_the_wanted_items_in_order(self):
        wanted = [item for item in self.items.values() if item.number >= self.least]
        wanted.sort(key=lambda item: item.key)
        order = (lambda item: item.key) if self.sorted_by == 0 else (lambda item: item.number)
        wanted.sort(key=order, reverse=self.descending)
        assert list(self.model.keys()) == [item.key for item in wanted]

    @invariant()
    def marks_stay_on_their_items(self):
        for key, mark in self.marks.items():
            if mark.isValid():
                assert mark.data(KEY_ROLE) == key


Desk.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestDesk = Desk.TestCase


def changed_rows(model):
    spans = []
    model.dataChanged.connect(lambda first, last, roles: spans.append((first.row(), last.row())))
    return spans


def test_only_changed_rows_are_painted_again(qtbot):
    items = {f"u{number:05d}": Item(f"u{number:05d}", number) for number in range(10_000)}
    model = RowsModel(columns())
    model.sort(0)
    settled(qtbot, model, lambda: model.show_items(items))
    spans = changed_rows(model)
    items["u00007"].number = items["u00008"].number = items["u05000"].number = 1
    model.touch(["u00008", "u05000", "u00007"])
    assert spans == [(7, 8), (5000, 5000)]


def settled(qtbot, model, turn):
    """Do something and wait until the rows are as wanted."""
    with qtbot.waitSignal(model.settled):
        turn()


def many(rows=10_000):
    """A model of many rows, and the spans that it says have changed."""
    items = {f"u{number:05d}": Item(f"u{number:05d}", number) for number in range(rows)}
    model = RowsModel(columns())
    model.sort(0)
    model.show_items(items)
    return model, items, changed_rows(model)


def test_of_many_changed_rows_no_place_is_looked_up_and_all_are_painted_once(qtbot):
    model, items, spans = many()
    for part in range(3):
        model.touch(list(items)[part::3])
    qtbot.waitUntil(lambda: bool(spans))
    assert spans == [(0, 9_999)]


def test_no_row_is_looked_at_where_its_order_stays(qtbot):
    looked, items = [], {f"u{number:05d}": Item(f"u{number:05d}", number) for number in range(3000)}

    def order(item):
        looked.append(item.key)
        return item.key

    model = RowsModel([Column("key", "Key", lambda item: item.key, order, stays=True), columns()[1]])
    model.sort(0)
    settled(qtbot, model, lambda: model.show_items(items))
    looked.clear()
    spans = changed_rows(model)
    model.touch(list(items), only_moved=True)
    assert looked == []
    qtbot.waitUntil(lambda: bool(spans))
    assert spans == [(0, 2_999)]
    settled(qtbot, model, lambda: model.sort(1))
    items["u00000"].number = 5000
    model.touch(["u00000"], only_moved=True)
    assert model.key(2_999) == "u00000"
    model.sort(0)
    settled(qtbot, model, lambda: model.filter(lambda item: item.number < 4000))
    items["u00007"].number = 6000
    model.touch(["u00007"], only_moved=True)
    assert model.row("u00007") is None


def test_many_changes_of_what_is_not_shown_paint_nothing(qtbot):
    (hidden, items, nothing), (shown, others, spans) = many(1000), many(1000)
    hidden.filter(lambda item: False)
    hidden.touch(list(items))
    shown.touch(list(others))
    qtbot.waitUntil(lambda: bool(spans))
    assert nothing == []


def test_changes_never_reset_the_view():
    items = {f"u{number}": Item(f"u{number}", number) for number in range(100)}
    model, resets = RowsModel(columns()), []
    model.show_items(items)
    model.modelReset.connect(lambda: resets.append(1))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.filter(lambda item: item.number % 2)
    items.pop("u1")
    model.touch([], ["u1"])
    assert resets == []
    assert model.rowCount() == 49


def test_the_shown_items_are_told_in_their_order():
    model = RowsModel(columns())
    model.show_items({key: Item(key, number) for key, number in (("a", 1), ("b", 3), ("c", 2))})
    model.filter(lambda item: item.number > 1)
    model.sort(1)
    assert [(key, item.number) for key, item in model.shown_items().items()] == [("c", 2), ("b", 3)]


def test_no_more_than_a_slice_of_many_rows_is_looked_at_or_sorted_at_once():
    """Between two slices other events run; the order is that of one sort, whichever way and with equal values."""
    compared, most = [0], 0

    class Value(int):
        def __lt__(self, other):
            compared[0] += 1
            return int(self) < int(other)

    items = {f"u{number:05d}": Item(f"u{number:05d}", Value(number * 7919 % 400)) for number in range(30_000)}
    for descending in (False, True):
        for each in arranged(items, lambda item: True, lambda item: item.number, descending):
            made, most, compared[0] = each, max(most, compared[0]), 0
        assert made.keys == sorted(sorted(items), key=lambda key: int(items[key].number), reverse=descending)
        compared[0] = 0
    assert most < 40_000  # one sort of all of them compares 400,000 times


def test_more_rows_than_one_slice_stay_as_they_were_until_all_are_sorted(qtbot):
    model, _items, _spans = many(20_001)
    qtbot.waitUntil(lambda: not model.arranging)
    with qtbot.waitSignal(model.settled):
        model.sort(0, Qt.SortOrder.DescendingOrder)
        assert model.key(0) == "u00000"
    assert model.key(0) == "u20000"
