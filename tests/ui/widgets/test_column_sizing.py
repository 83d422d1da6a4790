"""Columns are as wide as their texts; some give way, and none is out of reach."""

import pytest
from PySide6.QtWidgets import QApplication

from fleetdesk.ui.widgets import column_sizing
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.table import Table

NAMES = ("Jozef Kowalczyk", "Vladimíra Horváthová", "Ants")


@pytest.fixture
def table(qtbot):
    """Vehicles: the name takes what is left, the driver gives way first, the age never."""
    columns = [
        Column("plate", "Plate", lambda each: "123 ABC", str, 70),
        Column("name", "Name", str, str, 60, rank=1),
        Column("driver", "Driver", lambda each: "Aleksander Kask-Tammsaar", str, 60, rank=2),
        Column("age", "Age", lambda each: "59 min", str, 30, number=True),
    ]
    made = Table(RowsModel(columns), "Trucks", "name")
    qtbot.addWidget(made)
    made.rows.show_items({each: each for each in NAMES})
    made.resize(900, 300)
    made.show()
    qtbot.waitUntil(lambda: not is_cut(made, "driver"))
    return made


def is_cut(table, key):
    number = table.rows.place(key)
    texts = [str(table.rows.index(row, number).data()) for row in range(table.rows.rowCount())]
    needed = max(map(table.fontMetrics().horizontalAdvance, texts))
    return table.columnWidth(number) < needed + 12


def shown_px(table):
    return sum(table.columnWidth(number) for number in range(4))


def test_with_room_nothing_is_cut_and_the_name_takes_what_is_left(table):
    assert not any(is_cut(table, key) for key in ("plate", "name", "driver", "age"))
    assert shown_px(table) == table.viewport().width()


def test_columns_give_way_by_rank(table, qtbot):
    wide = [table.columnWidth(number) for number in range(4)]
    table.resize(430, 300)
    qtbot.waitUntil(lambda: is_cut(table, "driver"))
    assert not any(is_cut(table, key) for key in ("plate", "name", "age"))
    table.resize(330, 300)
    qtbot.waitUntil(lambda: is_cut(table, "name") and shown_px(table) == table.viewport().width())
    assert not any(is_cut(table, key) for key in ("plate", "age"))
    table.resize(900, 300)
    qtbot.waitUntil(lambda: [table.columnWidth(number) for number in range(4)] == wide)


def test_below_their_least_widths_there_is_a_scroll_bar(table, qtbot):
    table.resize(160, 300)
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.maximum() == shown_px(table) - table.viewport().width())
    assert not is_cut(table, "age")


def test_what_the_user_sets_stays_a_share(table):
    table.setColumnWidth(2, 300)
    part = 300 / table.viewport().width()
    table.resize(1300, 300)
    assert table.columnWidth(2) == round(part * table.viewport().width())


def test_one_text_without_end_does_not_push_the_others_away(table, qtbot):
    items = {name: name for name in [*(f"Name {number}" for number in range(40)), "x" * 4000]}
    table.rows.show_items(items)
    table.resize(700, 300)
    qtbot.waitUntil(lambda: shown_px(table) == table.viewport().width())
    assert not is_cut(table, "age")


def test_a_few_long_texts_are_not_cut_where_one_tells_rows_apart_by_them(table, qtbot):
    people = [f"Vladimíra Horváthová {number}" for number in range(4)]
    table.rows.show_items({name: name for name in [*(f"N {number}" for number in range(40)), *people]})
    table.resize(380, 300)
    qtbot.waitUntil(lambda: not is_cut(table, "name"))
    assert shown_px(table) == table.viewport().width()


def test_a_column_that_is_shown_again_finds_room(table, qtbot):
    table.setColumnHidden(2, True)
    qtbot.waitUntil(lambda: shown_px(table) == table.viewport().width())
    table.setColumnHidden(2, False)
    qtbot.waitUntil(lambda: shown_px(table) == table.viewport().width() and not is_cut(table, "driver"))


@pytest.fixture
def slow(qtbot):
    """Vehicles whose drivers come later than their names."""
    drivers: dict[str, str] = {}
    columns = [
        Column("plate", "Plate", str, str, 70),
        Column("name", "Name", str, str, 60, rank=1),
        Column("driver", "Driver", lambda each: drivers.get(str(each), ""), str, 90, rank=2),
    ]
    made = Table(RowsModel(columns), "Trucks", "name")
    qtbot.addWidget(made)
    made.rows.show_items({each: each for each in NAMES})
    made.resize(900, 300)
    made.show()
    qtbot.waitUntil(lambda: shown_of(made) == made.viewport().width())
    return made, drivers


def shown_of(table):
    return sum(table.columnWidth(number) for number in range(len(table.rows.columns)))


def test_a_column_whose_texts_come_later_has_their_room_from_the_start(slow, qtbot):
    table, drivers = slow
    before = [table.columnWidth(number) for number in range(3)]
    drivers.update(dict.fromkeys(NAMES, "J. Tamm"))
    table.sizing.measure()
    assert [table.columnWidth(number) for number in range(3)] == before


def test_columns_stay_while_the_pointer_is_over_them(slow):
    table, drivers = slow
    before = [table.columnWidth(number) for number in range(3)]
    table.rows.hold()
    drivers.update(dict.fromkeys(NAMES, "Aleksander Kask-Tammsaar"))
    table.sizing.measure()
    assert [table.columnWidth(number) for number in range(3)] == before
    table.rows.release()
    table.sizing.measure()
    assert not is_cut(table, "driver")


def test_people_who_come_among_many_vehicles_have_room_for_their_names_soon(qtbot, monkeypatch):
    monkeypatch.setattr(column_sizing, "AGAIN_MS", 10**6)  # not only when texts are looked at again
    rows = {f"{number:03d}KDN": f"{number:03d}KDN" for number in range(100)}
    columns = [
        Column("state", "", str, str),
        Column("plate", "Plate", str, str, 70, rank=1),
        Column("rest", "", str, str),
    ]
    made = Table(RowsModel(columns), "Trucks", "rest")
    qtbot.addWidget(made)
    made.rows.show_items(rows)
    made.resize(900, 300)
    made.show()
    qtbot.waitUntil(lambda: shown_of(made) == made.viewport().width())
    QApplication.processEvents()  # the plates are measured
    before = made.columnWidth(1)
    people = [f"Aleksander Kask-Tammsaar {number}" for number in range(10)]
    rows.update(zip(people, people, strict=True))
    made.rows.touch(people)
    qtbot.waitUntil(lambda: made.columnWidth(1) > before)
