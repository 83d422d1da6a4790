"""The missing documents gate in the window: its counter, its filter, and the warning before a task is completed."""

import asyncio

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.tasks import Document, TaskStatus
from tests.sync.fakes import at_once
from tests.task_lists import apply_tasks
from tests.ui import desk as small

NAME = "Documents missing"


class Gate:
    """The desk, its documents, and a sign that a write is on the disk."""

    def __init__(self, desk):
        self.desk, self.document_store, self.saved = desk, desk.services.document_store, asyncio.Event()
        desk.store.outbox_changed.connect(lambda _: self.saved.set())


@pytest.fixture
def gate(desk):
    desk.fill()
    made = Gate(desk)
    document_store = made.document_store
    done = small.task(1, status=TaskStatus.COMPLETED)
    desk.store.keep_finished(True)
    apply_tasks(desk.store, "m", [done, small.task(2), small.task(3)], everything=True)
    at_once(document_store.set_all_documents("m", [Document("m", 8, 3, "cmr")], document_store.mark()))
    return made


def counter(gate):
    counters = gate.desk.window.counters
    return next(each for each in counters.findChildren(QPushButton) if each.accessibleName() == NAME)


def test_the_counter_counts(gate, qtbot):
    qtbot.waitUntil(lambda: counter(gate).text() == f"{NAME}  1")
    at_once(
        gate.document_store.set_all_documents(
            "m", [Document("m", 8, 3, "cmr"), Document("m", 9, 1, "cmr")], gate.document_store.mark()
        )
    )
    qtbot.waitUntil(lambda: counter(gate).text() != f"{NAME}  1")
    assert counter(gate).text() == f"{NAME}  0"


def test_the_filter_shows_who_lacks_documents_and_asks_for_finished_ones_until_another_counter(gate):
    gate.desk.window.counters.choose(NAME)
    assert gate.desk.view.tasks.pane.filters.finished.isChecked()
    assert list(gate.desk.view.tasks.pane.table.rows.keys()) == ["m/1"]
    gate.desk.window.counters.choose("All")
    assert list(gate.desk.view.tasks.pane.table.rows.keys()) == ["m/2", "m/3"]
    assert not gate.desk.view.tasks.pane.filters.finished.isChecked()


def test_another_counter_leaves_finished_ones_where_the_user_asked_for_them(gate):
    gate.desk.view.tasks.pane.filters.finished.click()
    gate.desk.window.counters.choose(NAME)
    gate.desk.window.counters.choose("All")
    assert gate.desk.view.tasks.pane.filters.finished.isChecked()


async def saved(gate):
    """Until a write is on the disk."""
    async with asyncio.timeout(30):
        await gate.saved.wait()


async def test_completing_without_documents_warns_and_goes_on_when_told(gate):
    editing, store = gate.desk.view.tasks.controller, gate.desk.store
    editing.set_states([store.tasks["m/2"]], TaskStatus.COMPLETED)
    assert not store.task_store.waiting
    notice = next(each for each in gate.desk.window.notices.findChildren(QPushButton) if "anyway" in each.text())
    notice.click()
    await saved(gate)
    assert len(store.task_store.waiting) == 1


async def test_completing_with_its_documents_and_cancelling_without_ask_nothing(gate):
    gate.desk.view.tasks.controller.set_states([gate.desk.store.tasks["m/3"]], TaskStatus.COMPLETED)
    await saved(gate)
    assert gate.desk.store.tasks["m/3"].status is TaskStatus.COMPLETED
    gate.saved.clear()
    gate.desk.view.tasks.controller.set_states([gate.desk.store.tasks["m/2"]], TaskStatus.CANCELLED)
    await saved(gate)
    assert gate.desk.store.tasks["m/2"].status is TaskStatus.CANCELLED
