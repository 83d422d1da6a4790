"""The counters: each change of the fleet is counted in one walk, whatever the number of buttons."""

from operator import itemgetter

from fleetdesk.domain.motion import State
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.theme import LIGHT
from fleetdesk.ui.window.counters import Counters
from tests.sync.fakes import NOW, position, unit


class Counted(Store):
    """A store that counts how often it was walked."""

    def __init__(self):
        super().__init__(lambda: NOW)
        self.walks = 0

    def counts(self):
        self.walks += 1
        return super().counts()


def test_a_change_of_the_fleet_is_counted_in_one_walk(qtbot):
    store = Counted()
    filters = [Filter(state.value, "", itemgetter(state)) for state in State]
    made = Counters(filters, store, lambda: LIGHT)
    qtbot.addWidget(made)
    store.apply_units("m", [unit("242KDN")])
    before = store.walks
    store.apply_positions([position("242KDN", speed_kmh=52.0)])
    assert store.walks == before + 1
