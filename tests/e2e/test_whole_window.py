"""Every operation of both vendors is called by the window, in the row of README's table that promises it."""

import asyncio
import json
import os

import pytest

from fleetdesk.api.budget import NoBudget
from fleetdesk.api.vezma.client import Vezma
from tests.api.test_every_operation import TABLES, rows_of_readme
from tests.e2e.test_commands import Shell
from tests.e2e.watching_hands import counted
from tests.e2e.whole_window import ACTS
from tests.forked import run_module

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("window")]
ALL = {(vendor, name) for vendor, table in TABLES.items() for name in table}


async def old_trips(simulator):
    """A page of VEZMA's trips with one that has ended."""
    client = Vezma("v", simulator.vezma_url, simulator.token, NoBudget())
    page = (await client.call("trips.list", {"count": 50})).raw
    await client.close()
    return page | {"tracks": [each for each in page["tracks"] if not each["inProgress"]][-1:]}


def used(simulator, home):
    """What the window has called of a simulator, and what went wrong, from a process of its own."""
    shell = Shell(home, simulator)
    assert shell.add_metrotec().returncode == 0
    told = {**simulator.told, "old_trips": asyncio.run(old_trips(simulator))}
    counts = counted(simulator.control("state")["requests"])
    told["before"] = [(*key, count) for key, count in counts.items()]
    (home / "simulator.json").write_text(json.dumps(told))
    environment = {**os.environ, "FLEETDESK_HOME": str(home / "fleetdesk"), "QT_QPA_PLATFORM": "offscreen"}
    words = [home / "simulator.json"]
    done = run_module("tests.e2e.whole_window", words, environment, timeout=300, kind="window")
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    return {tuple(each) for each in seen["called"]}, seen["wrong"]


def not_called(called):
    """The operations that the window did not call, by the row of README in which they stand."""
    lacking = {row: sorted(wanted - called) for row, wanted in rows_of_readme().items()}
    return {row: names for row, names in lacking.items() if names}


def test_the_window_calls_every_operation(tmp_path, some_people):
    called, wrong = used(some_people, tmp_path)
    assert (not_called(called), wrong) == ({}, {})
    assert called >= ALL


def test_every_row_of_readme_is_gone_through():
    assert set(ACTS) == set(rows_of_readme())


@pytest.mark.parametrize("one", sorted(ALL), ids=".".join)
def test_one_that_was_not_called_is_named_with_its_place(one):
    ((row, names),) = not_called(ALL - {one}).items()
    assert names == [one]
    assert row in ACTS
