"""Saved columns are found again by their keys, whatever columns there are by then."""

import json

import pytest
from PySide6.QtCore import Qt

from fleetdesk.ui.widgets.column_layout import restore_columns, saved_columns
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.table import Table


@pytest.fixture
def table_of(qapp):
    made = []

    def table(*keys, hidden=()):
        columns = [Column(key, key.title(), str, str, 80, hidden=key in hidden) for key in keys]
        made.append(Table(RowsModel(columns), "Trucks", keys[-1]))
        return made[-1]

    yield table
    for each in made:
        each.deleteLater()


def state(table):
    """Key, width and whether it is hidden, in the order in which they stand; the last column takes the rest."""
    header = table.horizontalHeader()
    found = [header.logicalIndex(place) for place in range(header.count())]
    return [
        (table.rows.columns[each].key, header.sectionSize(each), table.isColumnHidden(each))
        for each in found
        if each != header.count() - 1
    ]


def changed(table):
    table.setColumnWidth(table.rows.place("name"), 177)
    table.setColumnHidden(table.rows.place("speed"), True)
    table.horizontalHeader().moveSection(table.rows.place("plate"), 0)
    table.sortByColumn(table.rows.place("name"), Qt.SortOrder.DescendingOrder)
    return saved_columns(table)


def test_columns_stand_as_they_were_left(table_of):
    before = table_of("icon", "plate", "name", "speed", "rest")
    saved = changed(before)
    after = table_of("icon", "plate", "name", "speed", "rest")
    restore_columns(after, saved)
    assert state(after) == state(before)
    header = after.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (2, Qt.SortOrder.DescendingOrder)


def test_a_new_column_shifts_no_other(table_of):
    saved = changed(table_of("icon", "plate", "name", "speed", "rest"))
    after = table_of("icon", "plate", "new", "name", "speed", "rest", hidden=("new",))
    usual = after.columnWidth(0)
    restore_columns(after, saved)
    assert state(after) == [
        ("plate", usual, False),
        ("new", 0, True),
        ("icon", usual, False),
        ("name", 177, False),
        ("speed", 0, True),
    ]


def test_a_column_that_is_gone_shifts_no_other(table_of):
    saved = changed(table_of("icon", "plate", "name", "speed", "rest"))
    after = table_of("icon", "name", "speed", "rest")
    usual = after.columnWidth(0)
    restore_columns(after, saved)
    assert state(after) == [("icon", usual, False), ("name", 177, False), ("speed", 0, True)]


def test_a_hidden_column_keeps_its_width(table_of):
    before = table_of("name", "speed", "rest")
    before.setColumnWidth(1, 123)
    before.setColumnHidden(1, True)
    after = table_of("name", "speed", "rest")
    restore_columns(after, saved_columns(before))
    after.setColumnHidden(1, False)
    assert after.columnWidth(1) == 123


def test_what_qt_kept_before_is_understood(table_of):
    before = table_of("icon", "plate", "name", "speed", "rest")
    changed(before)
    after = table_of("icon", "plate", "name", "speed", "rest")
    restore_columns(after, before.horizontalHeader().saveState())
    assert state(after) == state(before)


def test_a_width_of_the_user_is_a_share_of_the_table(table_of, qtbot):
    before = table_of("icon", "plate", "name", "rest")
    before.resize(800, 300)
    before.show()
    before.setColumnWidth(2, before.viewport().width() // 4)
    saved = saved_columns(before)
    after = table_of("icon", "plate", "name", "rest")
    restore_columns(after, saved)
    after.resize(1200, 300)
    after.show()
    assert after.columnWidth(2) == round(after.viewport().width() * before.columnWidth(2) / before.viewport().width())


def test_of_a_layout_without_shares_only_what_the_user_set_is_a_share(table_of):
    saved = json.loads(saved_columns(table_of("icon", "plate", "name", "rest")))
    for each in saved["columns"]:
        del each["share"]
    saved["columns"][2]["width"] = 300
    after = table_of("icon", "plate", "name", "rest")
    restore_columns(after, json.dumps(saved))
    assert [after.sizing.share(number) is not None for number in range(4)] == [False, False, True, False]


SOUND = {"key": "name", "width": 90, "hidden": False}


@pytest.mark.parametrize(
    "saved",
    [
        None,
        7,
        "",
        "{",
        "[]",
        "[" * 100_000,
        json.dumps({"version": 2, "columns": [SOUND]}),
        json.dumps({"version": 1, "columns": {}}),
        *(
            json.dumps({"version": 1, "columns": [SOUND | odd], "sort": "name"})
            for odd in ({"width": True}, {"width": 0}, {"width": 1e9}, {"width": 10**9}, {"hidden": 1}, {"key": []})
        ),
        json.dumps({"version": 1, "columns": [None, "name"], "sort": {"key": "gone"}}),
    ],
)
def test_what_is_no_saved_state_changes_nothing(table_of, saved):
    table = table_of("icon", "plate", "name", "rest")
    before = state(table)
    restore_columns(table, saved)
    assert state(table) == before
