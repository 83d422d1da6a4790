"""Time that passes for the desk while nobody says anything."""

from datetime import timedelta
from typing import cast

import pytest

from fleetdesk.app.ticking import Ticking
from fleetdesk.sync.recorder import Recorder
from fleetdesk.sync.shown_store import ShownStore
from fleetdesk.sync.store import Store
from tests.sync.fakes import NOW, position


class Minutes:
    """Stands for the recorder, which knows by itself when a minute begins."""

    def tick(self):
        pass


@pytest.fixture
def fleet(qapp):
    """Twenty units that were heard of two hours ago, on a desk whose clock has not been looked at since."""
    now = [NOW]
    store = ShownStore(Store(lambda: now[0]))
    store.apply_positions([position(f"{number:03d}ABC", at=NOW) for number in range(20)])
    now[0] += timedelta(hours=2)
    return store


def faded(store):
    return sum(seen.motion.is_old for seen in store.fleet.values())


def test_a_window_that_is_back_shows_all_units_as_old_as_they_are(fleet):
    ticking = Ticking(fleet, cast(Recorder, Minutes()))
    ticking.rest(True)
    assert faded(fleet) == 0
    ticking.rest(False)
    assert faded(fleet) == 20
    ticking.stop()
