"""A few seconds of all faults at once: everything is done, nothing is lost; and a thread that is away is noticed."""

import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from tests.heartbeat.__main__ import holds, run
from tests.heartbeat.beat import Beat, figures
from tests.heartbeat.trial import LEAST_ACTS


@pytest.mark.process
@pytest.mark.xdist_group("window")
def test_nothing_is_lost_and_the_desk_ends():
    seen = run(3, 1, 20, patience_s=1)  # an answer that was lost is looked up after half a minute
    assert not seen.get("failed"), seen
    assert (seen["lost"], seen["doubled"], seen["code"]) == ([], [], 0)
    assert seen["hits"]
    assert sum(seen["did"].values()) >= LEAST_ACTS


def test_a_thread_that_is_away_is_noticed(qapp):
    beat, loop = Beat(), QEventLoop()
    QTimer.singleShot(50, lambda: time.sleep(0.2))
    QTimer.singleShot(400, loop.quit)
    beat.start()
    loop.exec()
    beat.stop()
    assert figures(beat.gaps)["longest"] >= 200
    assert any("test_heartbeat.py" in place for place in beat.places)


@pytest.mark.parametrize(
    "change",
    [
        {"lost": ["a"]},
        {"doubled": ["a"]},
        {"well_again_s": None},
        {"end_s": 6.0},
        {"code": 1},
        {"faults": {"p99.9": 51}},
        {"failed": True},
    ],
)
def test_one_fault_is_enough(change):
    good = {"lost": [], "doubled": [], "well_again_s": 1.0, "end_s": 1.0, "code": 0, "faults": {"p99.9": 49}}
    assert holds(good)
    assert not holds(good | change)
