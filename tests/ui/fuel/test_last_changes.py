"""The column "Last change": from this computer when the dock is seen, of all others by a button that says the cost."""

import asyncio
from datetime import timedelta

import pytest

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.board_spans import Span
from tests.sync.fakes import NOW
from tests.sync.history.fakes import Drained
from tests.waiting import settled, until

WEEK = Span((NOW - timedelta(days=7)).timestamp(), NOW.timestamp())


@pytest.fixture
def pane(asked):
    asked.store.select([])
    return asked.view.fuel.pane.built()


def last(pane):
    return pane.levels.index(0, pane.levels.place("last")).data()


async def seen(desk):
    """Open the dock and wait until it has looked on this computer."""
    desk.window.actions_by_text["Fuel"].trigger()
    await until(
        lambda: (
            desk.view.fuel.pane.built().rest.isVisibleTo(desk.view.fuel.pane.built())
            or last(desk.view.fuel.pane.built())
        )
    )
    await settled(desk)


async def test_what_the_kept_tracks_tell_is_there_without_asking_anybody(asked, pane):
    await asked.services.history.fetch(["m/242KDN"], WEEK)
    before = list(asked.vendor.asked)
    await seen(asked)
    assert last(pane).startswith("−60 l")
    assert asked.vendor.asked == before
    asked.store.turned.emit()  # of another moment nothing is known yet
    assert last(pane) == ""
    await settled(asked)


async def test_the_others_are_found_when_that_is_wanted_at_a_cost_that_is_said(asked, pane):
    await seen(asked)
    assert last(pane) == ""
    assert pane.rest.isVisibleTo(pane)
    assert pane.rest.cost.whole == "1 vehicle, 8 days: about 2 requests, 2 s"
    pane.rest.button.click()
    await settled(asked)
    assert last(pane).startswith("−60 l")
    assert not pane.rest.isVisibleTo(pane)
    assert not pane.rest_progress.isVisibleTo(pane)


class Silent(Drained):
    """A vendor that never tells a track."""

    class Part(Drained.Part):
        async def track(self, unit, start):
            await asyncio.get_running_loop().create_future()


async def test_finding_is_cancelled_and_offered_again(asked, pane):
    asked.provider.history = Silent().history
    await seen(asked)
    pane.rest.button.click()
    await until(lambda: pane.rest_progress.isVisibleTo(pane))
    pane.rest_progress.cancel_wanted.emit()
    await settled(asked)
    assert not pane.rest_progress.isVisibleTo(pane)
    assert pane.rest.isVisibleTo(pane)


async def test_what_cannot_be_found_is_said(asked, pane):
    asked.vendor.failing["track"] = Unreachable("The network is away.")
    await seen(asked)
    pane.rest.button.click()
    await settled(asked)
    assert "The network is away." in pane.rest_trouble.text()
    assert last(pane) == ""
