"""The dock of documents in the real window: it follows the open task, and is where everything else is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.ui.window.dock_columns import DockColumns
from fleetdesk.ui.window.layout import restore_layout
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

TASK = Task("m", 7, unit="242KDN", order_ref="ORDER-7", lat=58.5, lon=25.0, start_at=NOW, stop_at=NOW)

pytestmark = pytest.mark.xdist_group("window")


@pytest.fixture
def opened(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK])
    desk.view.tasks.controller.open(desk.store.tasks["m/7"])
    return desk


def test_the_dock_and_the_slots_follow_the_open_task(opened):
    view = opened.view
    opened.services.document_store.set_documents("m", 7, [Document("m", 1, task=7, type="cmr", name="a.jpg")])
    assert view.documents.pane.model.rowCount() == 1
    assert view.tasks.form.slots.slots[DocumentType.CMR].accessibleName() == "CMR: 1 filed"
    opened.editing.new()
    assert view.documents.pane.task_key == ""
    assert view.tasks.form.slots.isHidden()


def test_a_slot_brings_the_dock_to_the_front(opened, qtbot):
    opened.view.board.raise_()
    opened.view.tasks.form.slots.slots[DocumentType.CMR].click()
    qtbot.waitUntil(lambda: not opened.view.documents.pane.visibleRegion().isEmpty())
    assert opened.view.board.visibleRegion().isEmpty()


def test_how_the_room_is_shared_is_remembered(opened):
    splitters = opened.view.documents.pane.findChildren(QSplitter)
    sides = next(each for each in splitters if each.orientation() is Qt.Orientation.Horizontal)
    sides.setSizes([300, 500])
    before = sides.sizes()
    opened.window.save_layout()
    sides.setSizes([500, 300])
    restore_layout(
        opened.window,
        [opened.view.documents.pane],
        DockColumns([opened.view.documents.pane]),
        opened.app.layout_file.settings,
    )
    assert sides.sizes() == before
