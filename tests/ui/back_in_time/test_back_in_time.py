"""The whole desk turned back: what is shown, how it is marked, the way back, and that nothing can be changed."""

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.drafts import create_draft
from fleetdesk.domain.geo import Area
from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.recording.picture import minute_of
from fleetdesk.domain.tasks import Document, Task, TaskStatus
from fleetdesk.profile.settings import Account
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.sync.undo import UndoPlan
from tests.sync.fakes import NOW, position, unit

MINUTES = 5


class Turnable:
    """The desk with some recorded minutes; in each the vehicle was elsewhere, and one task more was there."""

    def __init__(self, desk):
        self.desk, self.window, self.services = desk, desk.window, desk.services
        self.controller = desk.view.back_in_time.controller
        self.bar, self.store, self.live = self.controller.bar, desk.store, desk.services.live

    async def rest(self):
        while work := [each for each in self.desk.background.running if each.get_name() != "towns"]:
            await asyncio.gather(*work, return_exceptions=True)

    async def record(self):
        self.live.set_link(Link("m", "Fake", LinkStatus.LIVE))
        self.live.apply_units("m", [unit("A"), unit("B")])
        for minute in range(MINUTES):
            at = self.live.now()
            self.live.apply_positions([position("A", 58.0 + minute / 10, at=at, speed_kmh=60.0)])
            self.live.apply_task(Task("m", minute, order_ref=f"ORD-{minute}", status=TaskStatus.CREATED))
            self.services.recorder.tick()
            await self.rest()
            self.desk.go(minutes=1)

    async def open(self):
        self.controller.open()
        await self.rest()

    async def step(self, minutes):
        button = self.bar.steps[(-60, -10, -1, 1, 10, 60).index(minutes)]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await self.rest()


@pytest.fixture
async def turnable(desk):
    moment = [NOW]
    desk.services.live.now = lambda: moment[0]
    desk.go = lambda **span: moment.__setitem__(0, moment[0] + timedelta(**span))
    desk.profile.settings = desk.profile.settings.with_account(Account("m", "metrotec", "http://127.0.0.1:1"))
    made = Turnable(desk)
    await desk.services.recorder.load()
    await made.record()
    await made.open()
    yield made
    await made.rest()
    await desk.services.recorder.close()


async def test_the_whole_desk_shows_the_minute_and_says_so(turnable):
    await turnable.step(-1)
    view, words = turnable.desk.view, "Not live: Mon 23.11.2026 14:03"
    assert turnable.store.now() == NOW + timedelta(minutes=3)
    assert turnable.store.fleet["m/A"].position.lat == pytest.approx(58.3)
    assert sorted(view.tasks.pane.model.keys()) == [f"m/{number}" for number in range(4)]
    assert view.map.pane.map.state.units["m/A"].lat == pytest.approx(58.3)
    assert view.map.pane.map.state.value("past") == words
    assert turnable.bar.words.text() == words
    assert turnable.window.windowTitle() == f"{words} – FleetDesk"
    assert turnable.window.counters.accessibleDescription() == words
    told = [each.text() for each in turnable.window.statusBar().findChildren(type(turnable.bar.words))]
    assert words in told


async def test_esc_comes_back_to_now_with_what_has_happened_meanwhile(turnable):
    turnable.controller.leave()
    turnable.desk.view.tasks.pane.table.setFocus()
    before = turnable.desk.view.map.pane.map.state.value("view")
    await turnable.open()
    await turnable.step(-1)
    await turnable.step(-10)
    turnable.live.apply_task(Task("m", 77, order_ref="NEW", status=TaskStatus.CREATED))
    turnable.live.apply_positions([position("A", 59.9, at=turnable.live.now(), speed_kmh=60.0)])
    assert "m/77" not in turnable.store.tasks
    QTest.keyClick(turnable.bar.slider, Qt.Key.Key_Escape)
    await turnable.rest()
    assert turnable.bar.isHidden()
    assert turnable.desk.view.tasks.pane.table.hasFocus()
    assert turnable.window.windowTitle() == "FleetDesk"
    assert turnable.desk.view.map.pane.map.state.value("past") == ""
    assert turnable.desk.view.tasks.pane.model.row("m/77") is not None
    assert turnable.desk.view.map.pane.map.state.units["m/A"].lat == pytest.approx(59.9)
    assert turnable.desk.view.map.pane.map.state.value("view") == before  # the map does not move by itself


async def test_keys_alone_go_through_the_minutes_and_day_and_time_are_typed_on_the_company_s_clock(turnable):
    slider = turnable.bar.slider
    assert slider.hasFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    await turnable.rest()
    assert turnable.store.past == NOW
    QTest.keyClick(slider, Qt.Key.Key_Right)
    await turnable.rest()
    assert turnable.store.past == NOW + timedelta(minutes=1)
    names = [each.accessibleName() for each in (slider, *turnable.bar.steps, turnable.bar.day, turnable.bar.time)]
    assert all(names)
    turnable.bar.day.setText("23.11.2026")
    turnable.bar.time.setText("14:02")
    QTest.keyClick(turnable.bar.time, Qt.Key.Key_Return)
    await turnable.rest()
    assert turnable.store.past == NOW + timedelta(minutes=2)
    turnable.bar.time.setText("25:99")
    QTest.keyClick(turnable.bar.time, Qt.Key.Key_Return)
    await turnable.rest()
    assert turnable.bar.time.property("wrong") is True
    assert turnable.store.past == NOW + timedelta(minutes=2)


async def test_what_was_typed_and_not_saved_stays(turnable):
    tasks = turnable.desk.view.tasks
    tasks.controller.show_key("m/4")
    tasks.form.form.inputs["notes"].type_text("call first")
    await turnable.step(-10)
    assert "m/4" not in turnable.store.tasks
    turnable.controller.leave()
    await turnable.rest()
    tasks.controller.show_key("m/4")
    assert tasks.form.form.inputs["notes"].text() == "call first"


async def test_an_area_is_judged_by_the_positions_of_then_and_asks_no_server(turnable):
    await turnable.step(-10)
    turnable.desk.provider.calls.clear()
    around = Area.of([(24.0, 57.9), (26.0, 57.9), (26.0, 58.05), (24.0, 58.05)])
    verdict = turnable.services.area_query.ask(around)
    await turnable.rest()
    assert verdict.local == ("m/A",)
    assert turnable.desk.provider.calls == []
    await turnable.step(1)
    assert turnable.services.area_query.verdict.local == ()


async def test_a_minute_recorded_meanwhile_can_be_gone_to(turnable):
    await turnable.step(-1)
    turnable.services.recorder.tick()
    await turnable.rest()
    await turnable.step(10)
    assert turnable.store.past == NOW + timedelta(minutes=MINUTES)


async def test_a_desk_that_records_nothing_says_so(turnable):
    await turnable.services.recorder.empty()
    turnable.controller.leave()
    await turnable.open()
    assert turnable.bar.isHidden()


OP = Op(1, "u", "m", "1", 1, OpKind.UPDATE, OpState.QUEUED, {"notes": "x"}, {})
DOCUMENT = Document("m", 5, 1, "cmr", "CMR")
WRITES = {
    "a new task, a form, an import": lambda s: s.task_service.save(
        [create_draft("m", {"order_ref": "X"}, proposed=False)]
    ),
    "a field": lambda s: s.task_service.edit(s.live.tasks["m/1"], {"notes": "x"}),
    "a drag onto a vehicle": lambda s: s.task_service.give(["m/1"], "A"),
    "a status": lambda s: s.task_service.set_status(s.live.tasks["m/1"], TaskStatus.COMPLETED),
    "a task made again": lambda s: s.task_service.make_anew(OP, {}, "X-2"),
    "another try": lambda s: s.task_service.retry(OP),
    "giving up": lambda s: s.task_service.discard(OP),
    "a decision": lambda s: s.task_service.conflicts.settle(OP, ["notes"]),
    "taking back": lambda s: s.task_service.undo.carry_out(UndoPlan("g", again=False)),
    "removing": lambda s: s.task_service.undo.remove([OP], "g"),
    "forgetting a gesture": lambda s: s.task_service.undo.forget(UndoPlan("g", again=False)),
    "a document": lambda s: s.document_service.file([]),
    "a document's type": lambda s: s.document_service.retype(DOCUMENT, DocumentType.CMR),
    "a document paused": lambda s: s.document_service.pause(OP),
    "a document gone on with": lambda s: s.document_service.go_on(OP),
    "a document given up": lambda s: s.document_service.cancel(OP),
    "a document told": lambda s: s.document_service.identify(OP, DOCUMENT),
    "a document's name": lambda s: s.document_service.edit(OP, {}),
}


async def test_every_kind_of_write_is_refused_with_a_sentence(turnable):
    await turnable.step(-1)
    for kind, write in WRITES.items():
        with pytest.raises(UsageError) as refused:
            await write(turnable.services)
        assert str(refused.value) == (
            "The desk shows Mon 23.11.2026 14:03, and the past cannot be changed. "
            "Press Esc to come back to now, then do it again."
        ), kind
    turnable.controller.leave()
    await turnable.rest()
    assert await turnable.services.task_service.edit(turnable.live.tasks["m/1"], {"notes": "x"})


async def test_a_minute_within_a_gap_leads_over_it(turnable):
    turnable.desk.go(minutes=30)
    turnable.services.recorder.tick()
    await turnable.rest()
    await turnable.step(-60)
    QTest.keyClick(turnable.bar.slider, Qt.Key.Key_End)
    await turnable.rest()
    assert minute_of(turnable.store.past.timestamp()) == turnable.controller.minutes[-1]
    await turnable.step(-10)
    assert turnable.store.past == NOW + timedelta(minutes=4)
    await turnable.step(1)
    assert turnable.store.past == NOW + timedelta(minutes=MINUTES + 30)
