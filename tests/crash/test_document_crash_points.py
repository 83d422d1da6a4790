"""Death at every step while documents are filed: each on the server exactly once, whole, and nobody is asked."""

import pytest

from fleetdesk.storage.outbox.outbox import Outbox
from tests.crash.document_scenario import play
from tests.crash.mutants import KeepUntil200, SendsAgain, TakesNewest, careless
from tests.crash.scenario import enumerate_crashes
from tests.crash.test_crash_points import folder, scripts, server

__all__ = ["folder", "server"]
DEATHS = 70
HURTING = [["ok", "lost", "lost", "500after"]]

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),  # who is killed closes nothing
]


@pytest.mark.parametrize("shown", [True, False], ids=["names shown", "names hidden"])
def test_no_death_loses_doubles_or_holds_up_a_document(folder, server, shown, day_seed):
    tally = enumerate_crashes(folder, server, scripts(day_seed + shown), Outbox, DEATHS, play(shown))
    assert tally == {"deaths": DEATHS, "lost": 0, "doubled": 0, "stuck": 0}


def test_one_who_sends_again_without_looking_is_caught(folder, server):
    tally = enumerate_crashes(folder, server, HURTING, Outbox, 30, play(False, SendsAgain))
    assert tally["doubled"] > 5


def test_one_who_takes_the_newest_file_for_his_own_is_caught(folder, server):
    tally = enumerate_crashes(folder, server, [["ok", "cut", "cut", "cut"]], Outbox, 30, play(False, TakesNewest))
    assert tally["lost"] > 2


def test_an_outbox_that_keeps_until_a_good_answer_doubles_documents(folder, server):
    tally = enumerate_crashes(folder, server, HURTING, careless(KeepUntil200), 30, play(False))
    assert tally["doubled"] > 5
