"""A table tells of rows that the user selects, and of nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.ui.tasks.test_task_pane import OTHER, TASK

pytestmark = pytest.mark.xdist_group("window")


@pytest.fixture
def listed(desk):
    """The list of tasks with the second one selected, and all that it has told since."""
    desk.fill()
    apply_tasks(desk.store, "m", [TASK, OTHER])
    table = desk.view.tasks.pane.table
    table.selectRow(table.rows.row("m/8"))
    told = []
    table.chosen.connect(told.append)
    return desk, table, told


def earlier(number):
    return replace(OTHER, id=number, order_ref=f"EARLIER-{number}", start_at=NOW - timedelta(hours=number))


def test_rows_that_come_above_the_selected_one_choose_nothing(listed):
    desk, table, told = listed
    apply_tasks(desk.store, "m", [TASK, OTHER, earlier(11), earlier(12)])
    assert (table.selected_keys(), told) == (("m/8",), [])


def test_a_form_that_is_being_filled_in_stays_when_others_make_tasks(listed):
    desk, _table, _told = listed
    desk.editing.new()
    form = desk.view.tasks.form
    form.form.inputs["address"].type_text("Kase 2")
    apply_tasks(desk.store, "m", [TASK, OTHER, earlier(11)])
    assert (form.task, form.form.inputs["address"].text()) == (None, "Kase 2")
    assert not desk.window.notices.shown


def test_another_row_is_told_and_so_is_none(listed):
    _desk, table, told = listed
    table.selectRow(table.rows.row("m/7"))
    table.clearSelection()
    assert told == [("m/7",), ()]


def test_what_was_selected_for_the_user_can_be_selected_anew(listed):
    _desk, table, told = listed
    table.show_selection(("m/7",))
    table.selectRow(table.rows.row("m/8"))
    assert told == [("m/8",)]


def test_a_selected_row_that_goes_is_told(listed):
    desk, _table, told = listed
    apply_tasks(desk.store, "m", [TASK])
    assert told == [()]
