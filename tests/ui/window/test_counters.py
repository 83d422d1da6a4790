"""The counters: each change of the fleet is asked for once, whatever the number of buttons."""

from operator import itemgetter

from fleetdesk.domain.motion import State
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.labels import Button
from fleetdesk.ui.widgets.theme import LIGHT
from fleetdesk.ui.window.counters import Counters
from tests.sync.fakes import NOW, position, unit


class Counted(Store):
    """A store that counts how often it was asked for its numbers."""

    def __init__(self):
        super().__init__(lambda: NOW)
        self.asked = 0

    def counts(self):
        self.asked += 1
        return super().counts()


def test_the_numbers_are_asked_for_once_at_a_change_of_the_fleet(qtbot):
    store = Counted()
    filters = [Filter(state.value, "", itemgetter(state)) for state in State]
    made = Counters(filters, store, lambda: LIGHT)
    qtbot.addWidget(made)
    store.apply_units("m", [unit("242KDN")])
    before = store.asked
    store.apply_positions([position("242KDN", speed_kmh=52.0)])
    qtbot.waitUntil(lambda: store.asked > before)
    assert store.asked == before + 1


def test_the_numbers_of_many_changes_in_a_hurry_are_asked_for_twice(qtbot):
    store = Counted()
    made = Counters([Filter("All", "", itemgetter("all"))], store, lambda: LIGHT)
    qtbot.addWidget(made)
    before = store.asked
    for number in range(50):
        store.apply_units("m", [unit(f"{number:03d}KDN")], whole=False)
    qtbot.waitUntil(lambda: made.findChild(Button).text().endswith("50"))
    assert store.asked == before + 2
