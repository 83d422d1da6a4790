"""Times in the form: typed as people say them, moved together, picked in a calendar."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.ui.tasks.time_line import DayPicker
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

TASK = Task("m", 7, unit="242KDN", order_ref="O-7", status=TaskStatus.CREATED, lat=58.5, lon=25.0, active=True)


@pytest.fixture
def form(desk):
    """A new task, at 14:00 on Monday the 23rd in Tallinn."""
    desk.fill()
    desk.view.tasks.controller.new()
    return desk.view.tasks.form.form


def editor(form, name):
    return form.inputs[name].editor


def type_and_leave(form, name, text):
    """Types with real keys, and goes on with Tab."""
    field = editor(form, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def texts(form):
    return editor(form, "start_at").text(), editor(form, "stop_at").text()


def test_the_length_stays_when_the_start_moves_by_typing_or_arrows(form):
    type_and_leave(form, "start_at", "tomorrow 8")
    assert texts(form) == ("24.11.2026 08:00", "24.11.2026 10:00")
    QTest.keyClick(editor(form, "start_at"), Qt.Key.Key_Down)
    assert texts(form) == ("24.11.2026 07:45", "24.11.2026 09:45")
    QTest.keyClick(editor(form, "start_at"), Qt.Key.Key_Up)
    assert texts(form) == ("24.11.2026 08:00", "24.11.2026 10:00")
    type_and_leave(form, "stop_at", "12")
    type_and_leave(form, "start_at", "tomorrow 9")
    assert texts(form) == ("24.11.2026 09:00", "24.11.2026 13:00")


def test_a_stop_before_the_start_is_of_the_next_day(form):
    type_and_leave(form, "start_at", "22")
    type_and_leave(form, "stop_at", "6")
    assert texts(form) == ("23.11.2026 22:00", "24.11.2026 06:00")


def test_saving_while_a_time_is_typed_reads_it_as_if_it_had_been_left(form):
    editor(form, "start_at").setFocus()
    editor(form, "start_at").selectAll()
    QTest.keyClicks(editor(form, "start_at"), "+2h")
    fields = form.check(loud=True).fields
    assert (fields["start_at"] - NOW, fields["stop_at"] - NOW) == (timedelta(hours=2), timedelta(hours=4))


def test_the_time_of_a_task_that_is_there_stays_on_its_day(desk):
    desk.fill()
    start = NOW + timedelta(days=3)
    apply_tasks(desk.store, "m", [replace(TASK, start_at=start, stop_at=start + timedelta(hours=1))])
    desk.view.tasks.controller.open(desk.store.tasks["m/7"])
    form = desk.view.tasks.form.form
    type_and_leave(form, "start_at", "9")
    assert texts(form) == ("26.11.2026 09:00", "26.11.2026 10:00")


def test_an_hour_alone_is_the_next_one_and_a_day_that_is_picked_in_the_calendar_keeps_it(form):
    type_and_leave(form, "start_at", "8")
    assert editor(form, "start_at").text() == "24.11.2026 08:00"
    QTest.keyClick(editor(form, "start_at"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    picker = editor(form, "start_at").findChild(DayPicker)
    picker.days.setSelectedDate(QDate(2026, 12, 1))
    picker.take.click()
    assert texts(form) == ("01.12.2026 08:00", "01.12.2026 10:00")


def test_both_ends_may_stand_in_the_start(form):
    editor(form, "stop_at").clear()
    editor(form, "start_at").setText("22-06")
    fields = form.check(loud=False).fields
    assert fields["stop_at"] - fields["start_at"] == timedelta(hours=8)
