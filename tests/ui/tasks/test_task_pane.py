"""The task form: read as it is typed, saved to disk first, never lost when somebody looks elsewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea

from fleetdesk.domain.outbox import OpKind, OpState
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.tasks import Task, TaskStatus
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

TASK = Task(
    "m",
    7,
    unit="242KDN",
    order_ref="ORDER-7",
    status=TaskStatus.CREATED,
    lat=58.5,
    lon=25.0,
    active=True,
    address="Tamme 1",
    start_at=NOW,
    stop_at=NOW + timedelta(hours=2),
    sender="Mari",
)
OTHER = replace(TASK, id=8, order_ref="ORDER-8", address="Tamme 8")


@pytest.fixture
def filled(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK, OTHER])
    desk.view.tasks.controller.open(desk.store.tasks["m/7"])
    return desk


def field(desk, name):
    return desk.view.tasks.form.form.inputs[name]


def said(desk, name):
    return field(desk, name).said.text()


async def saved(desk):
    """Presses "Save task" and waits until it is on the disk, or refused."""
    desk.view.tasks.form.save.click()
    await under_way(desk)


async def under_way(desk):
    for task in desk.background.running:
        await task


def test_only_a_change_can_be_saved_or_discarded(filled):
    assert not filled.view.tasks.form.save.isEnabled()
    field(filled, "notes").type_text("dock 3")
    assert filled.view.tasks.form.save.isEnabled()
    filled.view.tasks.form.discard.click()
    assert field(filled, "notes").text() == ""
    assert not filled.view.tasks.form.save.isEnabled()


@pytest.mark.asyncio
async def test_a_change_is_on_the_disk_before_it_is_called_saved(filled):
    field(filled, "notes").type_text("dock 3")
    await saved(filled)
    (op,) = filled.outbox_thread.outbox.queries.open_ops()
    assert (op.kind, op.fields, op.base) == (OpKind.UPDATE, {"notes": "dock 3"}, {"notes": None})
    assert "saved on this computer" in filled.view.tasks.form.header.count.text()


@pytest.mark.asyncio
async def test_a_status_goes_by_itself(filled):
    buttons = filled.view.tasks.form.status.findChildren(QPushButton)
    name = f"Set {TASKS[TaskStatus.IN_PROGRESS].word}"
    next(each for each in buttons if each.accessibleName() == name).click()
    await under_way(filled)
    (op,) = filled.outbox_thread.outbox.queries.open_ops()
    assert (op.kind, op.fields) == (OpKind.STATUS, {"status": TaskStatus.IN_PROGRESS})


AT_FAULT = [
    ("unit", "nobody", "has no vehicle"),
    ("unit", "", "missing"),
    ("order_ref", "ORDER-8", "is taken"),
    ("order_ref", "x" * 101, "at most 100"),
    ("stop_at", "23.11.2026 13:00", "before start"),
    ("stop_at", "23.11.2026 14:00", "same time"),
    ("stop_at", "sometime", "no time"),
    ("start_at", "29.03.2026 03:30", "does not exist"),
    ("start_at", "08:00-10:00", "is a span of time"),
    ("lat", "https://maps.google.com/?q=Tartu&ll=58.4,26.7", "names an address"),
    ("start_at", "25.10.2026 03:30", "twice"),
    ("lat", "", "missing"),
    ("lat", "95", "beyond 90"),
    ("planned_km", "far", "no number"),
]


def test_the_field_at_fault_is_marked_with_a_sentence(filled):
    """One window for all: what is typed is discarded in between, and with it what was said of it."""
    for name, text, sentence in AT_FAULT:
        before = said(filled, name)
        field(filled, name).type_text(text)
        filled.view.tasks.form.save.click()
        assert sentence.casefold() in said(filled, name).casefold(), (name, text, said(filled, name))
        assert filled.outbox_thread.outbox.queries.open_ops() == []
        filled.view.tasks.form.discard.click()
        assert said(filled, name) == before == ""


def test_why_it_was_not_saved_goes_when_its_cause_is_corrected(filled):
    answer = next(
        each for each in filled.view.tasks.form.findChildren(QLabel) if each.accessibleName() == "Task answer"
    )
    field(filled, "unit").type_text("no such vehicle")
    filled.view.tasks.form.save.click()
    assert answer.text().startswith("Not saved.")
    field(filled, "unit").type_text("242KDN")
    assert answer.isHidden()


def test_swapped_coordinates_are_doubted_and_left_as_they_are(filled):
    field(filled, "lat").type_text("25.0 58.5")
    assert (field(filled, "lat").text(), field(filled, "lon").text()) == ("25", "58.5")
    assert "swapped" in said(filled, "lat")
    assert filled.view.tasks.form.form.check(loud=True).good


def test_one_text_fills_two_fields_and_arrows_move_a_time_by_a_quarter(filled):
    """A pair of coordinates, a span of time where no stop stands."""
    editor = field(filled, "start_at").editor
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert editor.text() == "23.11.2026 14:15"
    field(filled, "lat").type_text("59°26'13.2\"N 24°45'14.4\"E")
    assert (field(filled, "lat").text(), field(filled, "lon").text()) == ("59.437", "24.754")
    field(filled, "stop_at").type_text("")
    field(filled, "start_at").type_text("24.11.2026 08:00–10:00")
    fields = filled.view.tasks.form.form.check(loud=True).fields
    assert [fields[name].hour for name in ("start_at", "stop_at")] == [6, 8]


def test_the_middle_of_a_view_is_doubted_until_the_place_is_changed(filled):
    field(filled, "lat").type_text("https://yandex.com/maps/?ll=25.0%2C58.5&z=12")
    assert (field(filled, "lat").text(), field(filled, "lon").text()) == ("58.5", "25")
    assert "middle of the view" in said(filled, "lat")
    field(filled, "lat").type_text("58.51")
    assert said(filled, "lat") == ""


def test_a_new_task_has_a_reference_and_times(filled):
    filled.store.select(["m/820BHT"])
    filled.editing.new()
    assert field(filled, "order_ref").text().startswith("FD-261123-")
    assert field(filled, "unit").text() == "820BHT"
    assert field(filled, "start_at").text() == "23.11.2026 14:15"


@pytest.mark.asyncio
async def test_a_new_task_is_kept_and_shown_at_once(filled):
    filled.editing.new(unit_key="m/242KDN", place=(58.5, 25.0))
    await saved(filled)
    (op,) = filled.outbox_thread.outbox.queries.open_ops()
    assert op.kind is OpKind.CREATE
    assert op.proposed
    assert filled.store.tasks[op.key].order_ref == op.label
    assert filled.view.tasks.form.task.key == op.key


def test_what_was_typed_waits_until_the_task_is_opened_again(filled):
    field(filled, "notes").type_text("dock 3")
    filled.editing.open(filled.store.tasks["m/8"])
    assert field(filled, "notes").text() == ""
    assert filled.view.tasks.form.unsaved == 1
    filled.editing.open(filled.store.tasks["m/7"])
    assert field(filled, "notes").text() == "dock 3"


def test_the_window_does_not_close_over_unsaved_changes(filled, qtbot):
    field(filled, "notes").type_text("dock 3")
    with qtbot.assertNotEmitted(filled.window.close_wanted, wait=50):
        filled.window.close()
    assert any("not saved" in each.text() for each in filled.window.notices.findChildren(QLabel))


def test_a_change_elsewhere_shows_where_nobody_types(filled):
    field(filled, "notes").type_text("dock 3")
    filled.store.apply_task(replace(TASK, address="Tamme 2"))
    assert field(filled, "address").text() == "Tamme 2"
    assert field(filled, "notes").text() == "dock 3"


@pytest.mark.asyncio
async def test_what_was_refused_is_replaced_by_the_corrected_one(filled):
    field(filled, "notes").type_text("dock 3")
    await saved(filled)
    (op,) = filled.outbox_thread.outbox.queries.open_ops()
    filled.outbox_thread.outbox.transitions.sending(op.id, 0.0)
    filled.store.apply_op(
        filled.outbox_thread.outbox.transitions.ask(
            op.id, OpState.DEAD, "refused", "The server refused: too long.", http=400
        )
    )
    assert filled.view.tasks.form.asking.isVisible()
    field(filled, "notes").type_text("dock 4")
    await saved(filled)
    (again,) = filled.outbox_thread.outbox.queries.open_ops()
    assert (again.state, again.fields) == (OpState.QUEUED, {"notes": "dock 4"})
    assert not filled.view.tasks.form.asking.isVisible()


@pytest.mark.asyncio
@pytest.mark.parametrize(("choice", "kept"), [("Keep mine", {"notes": "dock 3"}), ("Take theirs", None)])
async def test_a_conflict_is_decided_field_by_field(filled, choice, kept):
    field(filled, "notes").type_text("dock 3")
    await saved(filled)
    (op,) = filled.outbox_thread.outbox.queries.open_ops()
    outbox = filled.outbox_thread.outbox
    filled.store.apply_op(
        outbox.transitions.ask(op.id, OpState.CONFLICT, "clash", "Mari changed notes too.", {"notes": "gate 9"})
    )
    texts = [each.text() for each in filled.view.tasks.form.asking.findChildren(QLabel)]
    assert {"Notes", "It was", "Mine", "Theirs"} <= set(texts)
    press(filled.view.tasks.form.asking, choice)
    await under_way(filled)
    left = [(each.fields, each.base) for each in outbox.queries.open_ops()]
    assert left == ([(kept, {"notes": "gate 9"})] if kept else [])


def press(panel, name):
    from PySide6.QtWidgets import QPushButton

    next(each for each in panel.findChildren(QPushButton) if each.accessibleName() == name).click()


@pytest.mark.asyncio
async def test_a_template_begins_a_new_task(filled):
    filled.editing.copy()
    assert field(filled, "address").text() == "Tamme 1"
    assert field(filled, "order_ref").text() != "ORDER-7"


def test_a_new_task_belongs_to_the_account_that_is_chosen(filled):
    assert not filled.view.tasks.form.account.isVisible()
    filled.view.tasks.form.open_new("m", {}, ["m", "n"])
    assert filled.view.tasks.form.account.isVisible()
    filled.view.tasks.form.account.setCurrentText("n")
    assert filled.view.tasks.form.new_account == "n"
    assert filled.view.tasks.context.now().account == "n"


def test_what_was_typed_into_a_new_task_waits_for_the_next_one(filled):
    filled.editing.new()
    field(filled, "address").type_text("Tamme 9")
    filled.editing.open(filled.store.tasks["m/7"])
    assert filled.view.tasks.form.unsaved == 1
    filled.editing.new()
    assert field(filled, "address").text() == "Tamme 9"
    filled.view.tasks.form.discard.click()
    filled.editing.new()
    assert field(filled, "address").text() == ""


def labels(desk):
    form = desk.view.tasks.form.form
    return {
        each.text() for each in form.findChildren(QLabel) if each.isVisibleTo(form) and each.objectName() == "Field"
    }


def test_documents_and_signatures_are_named_and_a_task_that_is_not_saved_yet_has_none(filled):
    assert {"Documents", "Signatures", "Status"} <= labels(filled)
    filled.editing.new()
    assert not {"Documents", "Signatures"} & labels(filled)


def test_the_status_is_said_in_words_and_by_the_pressed_button(filled):
    late = replace(TASK, stop_at=NOW - timedelta(hours=1), start_at=NOW - timedelta(hours=2))
    apply_tasks(filled.store, "m", [late, OTHER])
    pane = filled.view.tasks.form
    assert "created, late" in pane.header.count.whole
    assert pane.status.status is TaskStatus.CREATED
    assert [each.text() for each in pane.findChildren(QLineEdit) if each.accessibleName() == "Status"] == [
        "created, late"
    ]


def test_the_form_never_scrolls_sideways(filled, qtbot):
    for width in (1024, 1060, 1093, 1366, 1600):
        filled.window.resize(width, 768)
        qtbot.waitUntil(lambda wide=width: filled.window.width() == wide and filled.view.tasks.form.height() > 200)
        area = next(each for each in filled.view.tasks.form.findChildren(QScrollArea) if each.isVisible())
        qtbot.waitUntil(lambda area=area: area.widget().width() == area.viewport().width())
        assert area.horizontalScrollBar().maximum() == 0, width
