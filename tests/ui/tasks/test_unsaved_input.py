"""What is typed and not saved survives the death of the program, and is offered again."""

import json

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.tasks import Task, TaskStatus
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.ui.conftest import Desk

pytestmark = pytest.mark.asyncio
TASK = Task(
    "m", 7, unit="242KDN", order_ref="ORDER-7", status=TaskStatus.CREATED, lat=58.5, lon=25.0, start_at=NOW, stop_at=NOW
)


@pytest.fixture
async def typed(desk):
    """A desk on which a new task and a change of an old one were begun, and written to the disk."""
    desk.fill()
    apply_tasks(desk.store, "m", [TASK])
    await desk.view.tasks.unsaved_input.load()
    desk.view.tasks.controller.open(TASK)
    desk.view.tasks.form.form.inputs["notes"].type_text("gate 3")
    desk.view.tasks.controller.new()
    desk.view.tasks.form.form.inputs["address"].type_text("Narva mnt 5")
    await desk.view.tasks.unsaved_input.save()
    return desk


def again(desk):
    """The next start on the same folder; the one before was killed."""
    from zoneinfo import ZoneInfo

    made = Desk(desk.profile.folders.data, ZoneInfo("Europe/Tallinn"))
    made.fill()
    apply_tasks(made.store, "m", [TASK])
    return made


def press(desk, number):
    buttons = [each for each in desk.app.notices.findChildren(QPushButton) if each.text() == "Go on with it"]
    buttons[number].click()


async def test_it_is_offered_again_after_a_kill(typed):
    made = again(typed)
    await made.view.tasks.unsaved_input.load()
    sentences = made.app.notices.sentences
    assert any("A new task was being written" in each for each in sentences)
    assert any("What was typed into ORDER-7" in each for each in sentences)
    offered = next(each for each in sentences if "A new task" in each)
    press(made, sentences.index(offered))
    assert made.view.tasks.form.form.inputs["address"].text() == "Narva mnt 5"
    made.view.tasks.controller.open(TASK)
    assert made.view.tasks.form.form.inputs["notes"].text() == "gate 3"
    made.close()


async def test_what_is_saved_or_discarded_is_offered_no_more(typed):
    typed.view.tasks.form.discard_everything()
    await typed.view.tasks.unsaved_input.save()
    assert json.loads((typed.profile.folders.data / "unsaved.json").read_text()) == {}


async def test_a_typed_letter_is_written_soon_without_any_word(typed, qtbot):
    path = typed.profile.folders.data / "unsaved.json"
    typed.view.tasks.form.form.inputs["address"].type_text("Narva mnt 55")
    await typed.view.tasks.unsaved_input.close()
    assert json.loads(path.read_text())["new"]["texts"]["address"] == "Narva mnt 55"


async def test_a_file_that_makes_no_sense_is_said_and_nothing_is_restored(desk):
    (desk.profile.folders.data / "unsaved.json").write_text('{"new": {"texts": {"address": 5}}, "m/1": 7}')
    await desk.view.tasks.unsaved_input.load()
    assert desk.view.tasks.form.unsaved == 0
    assert any("unsaved.json" in each for each in desk.app.notices.sentences)
