"""The paperwork gate in the window: its counter, its filter, and the warning before a task is completed."""

import asyncio

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.tasks import Document, TaskStatus
from fleetdesk.sync.document_store import Shelf
from fleetdesk.sync.missing_documents import Paperwork
from fleetdesk.ui.tasks.missing_documents import NAME, PaperGate
from tests.sync.fakes import at_once
from tests.ui import desk as small


@pytest.fixture
def gate(desk, tmp_path):
    desk.fill()
    shelf = Shelf(desk.store, tmp_path)
    work = Paperwork(desk.store, shelf, {}, ())
    made = PaperGate(desk.window, work, desk.editing)
    made.desk, made.shelf, made.saved = desk, shelf, asyncio.Event()
    desk.store.outbox_changed.connect(lambda _: made.saved.set())
    done = small.task(1, status=TaskStatus.COMPLETED)
    desk.store.keep_finished(True)
    desk.store.apply_tasks("m", [done, small.task(2), small.task(3)], everything=True)
    at_once(shelf.take_all("m", [Document("m", 8, 3, "cmr")], shelf.mark()))
    return made


def counter(gate):
    counters = gate.desk.window.counters
    return next(each for each in counters.findChildren(QPushButton) if each.accessibleName() == NAME)


def test_the_counter_counts(gate):
    assert counter(gate).text() == f"{NAME}  1"
    at_once(gate.shelf.take_all("m", [Document("m", 8, 3, "cmr"), Document("m", 9, 1, "cmr")], gate.shelf.mark()))
    assert counter(gate).text() == f"{NAME}  0"


def test_the_filter_shows_who_lacks_papers_and_asks_for_finished_ones(gate, qtbot):
    gate.desk.window.counters.choose(NAME)
    assert gate.desk.window.tasks.filters.finished.isChecked()
    assert list(gate.desk.window.tasks.table.rows.keys()) == ["m/1"]


def test_another_counter_ends_it(gate):
    gate.desk.window.counters.choose(NAME)
    gate.desk.window.counters.choose("All")
    assert len(list(gate.desk.window.tasks.table.rows.keys())) == 3


async def saved(gate):
    """Until a write is on the disk."""
    async with asyncio.timeout(30):
        await gate.saved.wait()


async def test_completing_without_papers_warns_and_goes_on_when_told(gate):
    editing, store = gate.desk.editing, gate.desk.store
    editing.set_states([store.tasks["m/2"]], TaskStatus.COMPLETED)
    assert not store.book.waiting
    notice = next(each for each in gate.desk.window.notices.findChildren(QPushButton) if "anyway" in each.text())
    notice.click()
    await saved(gate)
    assert len(store.book.waiting) == 1


async def test_completing_with_its_papers_asks_nothing(gate):
    gate.desk.editing.set_states([gate.desk.store.tasks["m/3"]], TaskStatus.COMPLETED)
    await saved(gate)
    assert gate.desk.store.tasks["m/3"].status is TaskStatus.COMPLETED


async def test_cancelling_needs_no_papers(gate):
    gate.desk.editing.set_states([gate.desk.store.tasks["m/2"]], TaskStatus.CANCELLED)
    await saved(gate)
    assert gate.desk.store.tasks["m/2"].status is TaskStatus.CANCELLED
