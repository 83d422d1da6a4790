"""One work of a kind at a time: another takes its place, and it can be given up."""

import asyncio

import pytest

from fleetdesk.sync.background import Background
from fleetdesk.sync.one_work import OneWork


@pytest.fixture
async def background():
    failed = []
    made = Background(lambda name, error: failed.append(error))
    yield made
    await made.close()
    assert failed == []


@pytest.fixture
def work(background):
    return OneWork(background, "asking")


async def until_told(gate, done, name):
    await gate.wait()
    done.append(name)


async def test_another_takes_the_place_of_what_runs(background, work):
    gate, done = asyncio.Event(), []
    work.start(until_told(gate, done, "first"))
    work.start(until_told(gate, done, "second"))
    gate.set()
    await asyncio.gather(*background.running, return_exceptions=True)
    assert done == ["second"]
    assert not work.is_running


async def test_what_is_given_up_ends_and_another_may_begin(background, work):
    gate, done = asyncio.Event(), []
    work.start(until_told(gate, done, "first"))
    assert work.is_running
    work.stop()
    assert not work.is_running
    work.stop()
    work.start(until_told(gate, done, "second"))
    gate.set()
    await asyncio.gather(*background.running, return_exceptions=True)
    assert done == ["second"]


async def test_it_has_the_name_that_the_background_knows_it_by(background, work):
    work.start(until_told(asyncio.Event(), [], "first"))
    assert [each.get_name() for each in background.running] == ["asking"]
    work.stop()
