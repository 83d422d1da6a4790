"""Reports are listed while somebody looks, followed until done, and a done one is asked for once, restarts or not."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from fleetdesk.api.parts import RowList
from fleetdesk.base.errors import FleetError, Unreachable
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.storage.report_rows import ReportRowsFile
from fleetdesk.sync.background import Background
from fleetdesk.sync.reports import DONE_S, LATER_S, SOON_S, Reports
from fleetdesk.sync.store import Link, Store
from tests.sync.fakes import NOW, FakeProvider
from tests.waiting import until

WAITING = Report("m", 7, "waiting", 0, "poi", group="vehicle", state_changed_at=NOW)
DONE = replace(WAITING, state="done", state_code=2)
VISIT = Visit("m", 1, "A", "Depot", stay_s=60)


class Reporting:
    """What an account lists, and how often it was asked for what."""

    def __init__(self, *reports):
        self.reports, self.visits, self.unread = list(reports), [VISIT], 0
        self.asked = []
        self.error = None

    async def known(self):
        self.asked.append("list")
        if self.error:
            raise self.error
        return RowList(self.reports)

    async def rows(self, number):
        self.asked.append(number)
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return RowList(self.visits, self.unread)


class World:
    """Reports over a clock that the test moves."""

    def __init__(self, folder):
        self.now, self.said, self.seen = NOW, [], True
        self.store = Store(lambda: self.now)
        self.provider = FakeProvider()
        self.part = self.provider.reports = Reporting(WAITING)
        self.background = Background(lambda name, error: self.said.append(str(error)))
        self.folder = folder
        self.store.set_link(Link("m", "Fake"))
        self.start()

    def start(self):
        file = ReportRowsFile(self.folder / "reports.db")
        self.reports = Reports(self.store, {"m": self.provider}, self.background, file, self.said.append)
        self.reports.want(lambda: self.seen)

    async def after(self, seconds):
        """Look again so much later."""
        self.now += timedelta(seconds=seconds)
        self.reports.refresh()
        await until(lambda: not self.background.running)

    @property
    def all_done(self):
        return all(each.state == "done" for each in self.reports.rows)

    @property
    def lists(self):
        return self.part.asked.count("list")


@pytest.fixture
async def world(qapp, tmp_path):
    made = World(tmp_path)
    await made.after(0)
    yield made
    await made.background.close()
    await made.reports.close()


async def test_one_that_is_not_done_is_followed_until_it_is(world):
    assert world.lists == 1
    assert not world.all_done
    await world.after(SOON_S - 1)
    assert world.lists == 1
    world.part.reports = [DONE]
    await world.after(1)
    assert world.lists == 2
    assert world.all_done
    await world.after(SOON_S)
    assert world.lists == 2
    await world.after(DONE_S)
    assert world.lists == 3


async def test_one_that_is_never_done_is_asked_for_less_often(world):
    await world.after(3600)
    asked = world.lists
    await world.after(SOON_S)
    assert world.lists == asked
    await world.after(LATER_S)
    assert world.lists == asked + 1


async def test_nobody_is_asked_while_nobody_looks(world):
    world.seen = False
    await world.after(DONE_S)
    assert world.lists == 1


async def test_what_was_just_ordered_is_listed_and_followed(world):
    world.part.reports = [DONE]
    await world.after(SOON_S)
    new = replace(WAITING, id=8)
    world.reports.take(new)
    assert new in world.reports.rows
    world.part.reports = [DONE, replace(new, state="done")]
    await world.after(SOON_S)
    assert world.all_done


async def test_the_rows_of_one_that_is_not_done_are_not_asked_for(world):
    with pytest.raises(FleetError, match="not done"):
        await world.reports.rows_of(WAITING)
    assert world.part.asked == ["list"]


async def test_a_done_report_is_asked_for_once_also_after_a_restart(world):
    first, second = await asyncio.gather(world.reports.rows_of(DONE), world.reports.rows_of(DONE))
    await world.reports.close()
    world.start()
    third = await world.reports.rows_of(DONE)
    assert first == second == third
    assert first.visits == (VISIT,)
    assert world.part.asked.count(7) == 1


async def test_after_a_restart_one_that_was_being_made_is_followed_on(world):
    await world.reports.close()
    world.start()
    await world.after(0)
    assert [each.id for each in world.reports.rows] == [7]
    world.part.reports = [DONE]
    await world.after(SOON_S)
    assert world.all_done


async def test_an_answer_that_was_lost_is_asked_for_again(world):
    world.part.error = Unreachable("The network is away.")
    with pytest.raises(Unreachable):
        await world.reports.rows_of(DONE)
    world.part.error = None
    assert (await world.reports.rows_of(DONE)).visits == (VISIT,)


async def test_rows_that_could_not_be_read_are_counted_and_kept_so(world):
    world.part.unread = 3
    assert (await world.reports.rows_of(DONE)).unread == 3
    assert (await world.reports.rows_of(DONE)).unread == 3
    assert world.part.asked.count(7) == 1


async def test_a_list_that_fails_is_said_and_asked_for_again(world):
    world.part.error = Unreachable("The network is away.")
    await world.after(SOON_S)
    assert world.reports.troubles == {"m": "m: The network is away."}
    assert world.reports.rows == [WAITING]
    world.part.error = None
    await world.after(LATER_S)
    assert world.reports.troubles == {}


async def test_a_damaged_file_is_said_and_asked_anew(world):
    await world.reports.close()
    for each in world.folder.glob("reports.db*"):
        each.unlink()
    (world.folder / "reports.db").write_bytes(b"no database" * 100)
    assert (await world.reports.rows_of(DONE)).visits == (VISIT,)
    assert any("damaged" in each for each in world.said)


async def test_a_removed_account_leaves_nothing_on_the_disk(world):
    await world.reports.rows_of(DONE)
    world.store.forget("m")
    await until(lambda: not world.background.running)
    await world.reports.rows_of(DONE)
    assert world.part.asked.count(7) == 2
