"""What takes longer than half a second says so, and can be cancelled."""

import asyncio

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton

from fleetdesk.base.errors import FleetError
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from tests.waiting import until

WORDS = "Tasks are being written …"


class Desk:
    """Long work that is shown at once, with what it says, and a gate that the work waits at."""

    def __init__(self, notices, shown_after_s=0.0):
        self.notices, self.faults, self.gate, self.cancelled = notices, [], asyncio.Event(), []
        self.background = Background(lambda name, error: self.faults.append(error))
        self.work = LongWork(self.background, notices, shown_after_s)

    def start(self, work=None):
        return self.work.start(work or self.gate.wait(), "write", WORDS, lambda: self.cancelled.append(1))

    async def shown(self):
        await until(lambda: WORDS in self.notices.shown)
        return self.notices.shown[WORDS]


@pytest.fixture
async def desk(qapp, qtbot):
    notices = Notices()
    qtbot.addWidget(notices)
    made = Desk(notices)
    yield made
    await made.background.close()
    assert made.faults == []


async def test_work_is_shown_with_a_bar_until_it_has_ended(desk):
    task = desk.start()
    bar = await desk.shown()
    assert not bar.findChild(QProgressBar).isHidden()
    desk.gate.set()
    await task
    await asyncio.sleep(0)
    assert desk.notices.sentences == []
    assert desk.notices.history == []


async def test_a_press_on_cancel_ends_the_work(desk):
    task = desk.start()
    bar = await desk.shown()
    next(each for each in bar.findChildren(QPushButton) if each.accessibleName() == "Cancel").click()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)
    assert desk.notices.sentences == []
    assert desk.cancelled == [1]


async def test_quick_work_is_not_shown(desk):
    quick = Desk(desk.notices, shown_after_s=3600)
    task = quick.start()
    await asyncio.sleep(0)
    quick.gate.set()
    await task
    assert desk.notices.sentences == []


async def test_the_same_work_runs_once_at_a_time(desk):
    first = desk.start()
    assert desk.start() is first
    desk.gate.set()
    await first


async def test_work_that_is_wanted_again_as_it_ends_runs_again(desk):
    first = desk.start()
    desk.gate.set()
    while not first.done():  # noqa: ASYNC110 - an event would come after those who are told
        await asyncio.sleep(0)
    again = desk.start()  # before anybody was told that the first has ended
    assert again is not first
    await again
    assert again.done()


async def test_a_refusal_is_said_as_trouble(desk):
    async def refuse():
        raise FleetError("The disk is full.")

    await desk.start(refuse())
    await asyncio.sleep(0)
    assert desk.notices.sentences == ["The disk is full."]
    assert desk.notices.shown["The disk is full."].property("kind") == "trouble"


async def test_closing_the_notice_leaves_the_work_running(desk):
    task = desk.start()
    bar = await desk.shown()
    bar.closed.emit()
    assert desk.notices.sentences == []
    desk.gate.set()
    await task
