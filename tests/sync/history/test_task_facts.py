"""Tasks compared with tracks: by what is on this computer unless the vendor is asked, and true of the simulator."""

from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.domain.history.contradictions import Contradiction, contradictions
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.service import HistoryService
from fleetdesk.sync.history.task_facts import TaskFacts
from tests.sync.history.fakes import NOW, Vehicles

JOB = Task("m", 1, unit="a", lat=58.5, lon=25.0, start_at=NOW - timedelta(hours=30), stop_at=NOW - timedelta(hours=28))


@pytest.fixture
def file(tmp_path):
    made = HistoryFile(tmp_path / "history.db", 1e9)
    yield made
    made.close()


async def test_nobody_is_asked_until_the_user_wants_it(file):
    vendor = Vehicles()
    facts = TaskFacts(HistoryService(file, {"m": vendor}, lambda: NOW), lambda: NOW)
    before = await facts.kept(JOB)
    assert (vendor.asked, before.known, before.nearest) == ([], 0.0, None)
    fetched, troubles = await facts.fetch(JOB)
    assert (troubles, fetched.known > 0.5, {name for name, *_ in vendor.asked}) == ((), True, {"track"})
    vendor.asked.clear()
    assert (await facts.kept(JOB), vendor.asked) == (fetched, [])


async def test_what_fails_is_told(file):
    facts = TaskFacts(HistoryService(file, {}, lambda: NOW), lambda: NOW)
    fact, (trouble,) = await facts.fetch(JOB)
    assert (fact.known, "not signed in" in trouble) == (0.0, True)


async def test_a_task_without_a_vehicle_is_compared_with_nothing(file):
    facts = TaskFacts(HistoryService(file, {}, lambda: NOW), lambda: NOW)
    assert await facts.fetch(Task("m", 1, start_at=NOW)) == (None, ())


async def test_the_track_tells_when_the_simulators_vehicles_came(metrotec, file):
    now = datetime.now(UTC)
    facts = TaskFacts(HistoryService(file, {"m": metrotec}, lambda: now), lambda: now)
    tasks = (await metrotec.tasks.listing(everything=True)).tasks
    done = [each for each in tasks if each.status is TaskStatus.COMPLETED and each.entered_at and each.unit][:12]
    assert len(done) == 12
    for task in done:
        fact, troubles = await facts.fetch(task)
        entered = task.entered_at.timestamp()
        assert troubles == ()
        assert min(abs(stay.begins - entered) for stay in fact.stays) < 180
        found = {each.kind for each in contradictions(task, fact, now)}
        assert not found & {Contradiction.NEVER_NEAR, Contradiction.ENTERED_AWAY}
        stay = min(fact.stays, key=lambda each: abs(each.begins - entered))
        # The simulator's server calls a job finished after some minutes; a vehicle may be a kilometre on by then.
        assert Contradiction.FINISHED_AWAY not in found or task.work_finished_at.timestamp() > stay.ends + 60
