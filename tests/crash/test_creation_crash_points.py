"""Death at every step while places, geozones, ties, reports and orders are made: none is lost, none is there twice."""

import pytest

from fleetdesk.storage.outbox.outbox import Outbox
from tests.crash.creation_scenario import PLAY
from tests.crash.mutants import KeepUntil200, PopFirst, careless
from tests.crash.scenario import enumerate_crashes
from tests.crash.test_crash_points import folder, scripts, server

__all__ = ["folder", "server"]
DEATHS = 130
HURTING = ["lost", "500after", "lost", "500after", "lost"]

pytestmark = pytest.mark.timeout(600)


def test_no_death_loses_doubles_or_holds_up_a_creation(folder, server, day_seed):
    tally = enumerate_crashes(folder, server, scripts(day_seed), Outbox, DEATHS, PLAY)
    assert tally == {"deaths": DEATHS, "lost": 0, "doubled": 0, "stuck": 0}


def test_an_outbox_that_takes_out_first_is_caught(folder, server):
    tally = enumerate_crashes(folder, server, [[], HURTING], careless(PopFirst), 100, PLAY)
    assert tally["lost"] > 5


def test_an_outbox_that_keeps_until_a_good_answer_is_caught(folder, server):
    tally = enumerate_crashes(folder, server, [[], HURTING], careless(KeepUntil200), 100, PLAY)
    assert tally["doubled"] > 5
