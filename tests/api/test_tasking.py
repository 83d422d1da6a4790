"""Tasks of a Metrotec account: lists walked to their end, one found again, and what is written."""

from datetime import UTC, datetime

import pytest

from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.api.metrotec.records import TASK
from fleetdesk.api.metrotec.tasking import TaskCalls, wire
from fleetdesk.api.provider import Answered
from fleetdesk.base.errors import BadAnswer, Unsupported
from fleetdesk.domain.tasks import TaskStatus
from tests.api.test_contract import open_metrotec


def row(number, status=1, **more):
    return {"id": number, "order_ref": f"O-{number}", "status": status, **more}


class Calls:
    """A server's list; `cap` is its own largest page, `deaf` takes no offset, `moves` are rows that go meanwhile."""

    table = OPERATIONS

    def __init__(self, rows, cap=10**9, deaf=False, moves=()):
        self.rows, self.cap, self.deaf, self.moves = list(rows), cap, deaf, list(moves)
        self.asked = []

    async def call(self, operation, given=None, *, urgent=True):
        self.asked.append(given)
        rows = [each for each in self.rows if not isinstance(each, dict) or given["all"] or each["status"] in (1, 2)]
        if not self.deaf:
            rows = rows[given["offset"] : given["offset"] + min(given["limit"], self.cap)]
        if self.moves and given["offset"]:
            self.rows = [each for each in self.rows if each != self.moves[0]]
            self.moves.pop(0)
        read = TASK.read_all(rows, "m")
        return Answered(read.values, rows, read.dropped)


def ids(listing):
    return [task.id for task in listing.tasks]


@pytest.mark.parametrize("cap", [2, 7, 1000])
@pytest.mark.parametrize("count", [0, 1, 2, 23])
async def test_every_row_is_read_whatever_the_servers_page(count, cap):
    listing = await TaskCalls(Calls(map(row, range(1, count + 1)), cap)).listing(everything=False)
    assert (ids(listing), listing.complete) == (list(range(1, count + 1)), True)


async def test_a_server_that_takes_no_offset_has_told_all_at_once():
    listing = await TaskCalls(Calls(map(row, range(1, 6)), deaf=True)).listing(everything=False)
    assert (ids(listing), listing.complete) == ([1, 2, 3, 4, 5], True)


async def test_a_list_that_moves_is_read_again():
    rows = [row(number) for number in range(1, 10)]
    listing = await TaskCalls(Calls(rows, 3, moves=[rows[0]])).listing(everything=False)
    assert (ids(listing), listing.complete) == ([2, 3, 4, 5, 6, 7, 8, 9], True)


async def test_a_list_that_never_holds_still_says_that_it_is_not_whole():
    rows = [row(number) for number in range(1, 30)]
    listing = await TaskCalls(Calls(rows, 3, moves=rows[:20])).listing(everything=False)
    assert not listing.complete


async def test_unreadable_rows_at_a_pages_edge_do_not_stop_the_walk():
    rows = [row(1), row(2), "nonsense", row(4), None, row(6)]
    listing = await TaskCalls(Calls(rows, 3)).listing(everything=True)
    assert (ids(listing), listing.complete) == ([1, 2, 4, 6], True)


async def test_one_task_is_found_where_it_was_with_one_small_page():
    calls = Calls(map(row, range(1, 2001)))
    tasks = TaskCalls(calls)
    await tasks.listing(everything=False)
    calls.asked.clear()
    assert (await tasks.find(1500)).id == 1500
    assert [(each["limit"], each["offset"]) for each in calls.asked] == [(20, 1489)]


async def test_a_finished_task_is_found_among_all():
    calls = Calls([row(1), row(2)])
    tasks = TaskCalls(calls)
    await tasks.listing(everything=False)
    calls.rows[1] = row(2, status=3)
    assert (await tasks.find(2)).status is TaskStatus.COMPLETED


async def test_only_a_whole_list_says_that_a_task_is_not_there():
    calls = Calls(map(row, range(1, 6)), 2)
    assert await TaskCalls(calls).find(77) is None
    assert {each["all"] for each in calls.asked} == {0, 1}


async def test_a_reference_is_looked_for_among_the_finished_too():
    found = await TaskCalls(Calls([row(1, status=3), row(2)])).with_refs(["O-1", "O-9"])
    assert {ref: task.id for ref, task in found.items()} == {"O-1": 1}


@pytest.mark.parametrize("refs", [["O-3"], ["O-3", "O-1"], [" O-3 "]])
async def test_a_row_that_bears_the_reference_and_cannot_be_read_is_not_taken_for_none(refs):
    """Whoever hears that it is not there makes the task a second time."""
    for broken in ({"id": None}, {"id": {"odd": 1}}, {"id": ""}):
        calls = Calls([row(1), row(3) | broken, row(4) | broken])
        with pytest.raises(BadAnswer, match="O-3 in a row that cannot be read"):
            await TaskCalls(calls).with_refs(refs)
        assert await TaskCalls(calls).with_refs(["O-9", "O-8"]) == {}


async def test_rows_that_cannot_be_read_are_counted_with_the_list():
    rows = [row(1), row(2), "nonsense", row(4), None, row(6)]
    assert (await TaskCalls(Calls(rows, 3)).listing(everything=True)).unread == 2
    assert (await TaskCalls(Calls(map(row, range(9)), 3)).listing(everything=True)).unread == 0


def test_fields_are_written_under_the_vendors_names():
    moment = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
    written = wire({"unit": "242KDN", "start_at": moment, "status": TaskStatus.COMPLETED, "notes": None, "group": None})
    assert written == {"object_id": "242KDN", "start_time": moment, "status": 3, "task_notes": ""}


def test_a_status_that_nobody_knows_is_not_written_back():
    with pytest.raises(Unsupported, match="one of the five"):
        wire({"status": TaskStatus.UNKNOWN})


async def test_the_simulators_list_is_walked_in_small_pages(simulator, monkeypatch):
    monkeypatch.setattr("fleetdesk.api.metrotec.tasking.PAGE", 7)
    metrotec = open_metrotec(simulator)
    listing = await metrotec.tasks.listing(everything=True)
    assert listing.complete
    assert sorted(ids(listing)) == sorted(task["id"] for task in simulator.control("tasks"))
    await metrotec.close()
