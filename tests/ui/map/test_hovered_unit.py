"""The hover on the map says what the vehicle under the pointer does and where, and looks up nothing for the others."""

import pytest

from fleetdesk.sync.store import Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.map.hovered_unit import HoveredUnit
from tests.mapview.conftest import desk as desk  # fixtures: the shown map
from tests.mapview.conftest import shared_desk as shared_desk
from tests.mapview.conftest import unit as sign
from tests.sync.fakes import NOW, position, unit

pytestmark = pytest.mark.xdist_group("window")

TOLD = "[...document.querySelectorAll('.fleet-hover:not([hidden]) .fleet-hover-detail')].map(e => e.textContent)"


class Words(Whereabouts):
    """Says the same of each unit, and notes of which it was asked."""

    def __init__(self, store):
        super().__init__()
        self.store = store
        self.words, self.asked = "Pikk, Tartu", []

    def of(self, position):
        self.asked.append(position.unit)
        return self.words


@pytest.fixture
def words(desk):
    store = Store(lambda: NOW)
    store.apply_units("m", [unit("1"), unit("2")])
    store.apply_positions([position("1", lat=58.7, lon=25.2), position("2", lat=58.9, lon=25.9)])
    made = Words(store)
    HoveredUnit(desk.map, store, made)
    desk.map.set_units([sign("m/1"), sign("m/2", lat=58.9, lon=25.9)])
    desk.settle()
    return made


def test_the_place_is_under_the_detail_and_only_of_that_unit(desk, words, qtbot):
    desk.hover(desk.pixel(58.7, 25.2))
    qtbot.waitUntil(lambda: desk.js(TOLD) == ["stopped", "Pikk, Tartu"])
    assert set(words.asked) == {"1"}


def test_better_words_and_another_place_are_told_while_the_pointer_rests(desk, words, qtbot):
    desk.hover(desk.pixel(58.7, 25.2))
    qtbot.waitUntil(lambda: len(desk.js(TOLD)) == 2)
    words.words = "Pikk 5, Tartu"
    words.changed.emit()
    qtbot.waitUntil(lambda: desk.js(TOLD)[-1] == "Pikk 5, Tartu")
    words.words = "<b>Elva</b>"
    words.store.apply_positions([position("1", lat=58.7001, lon=25.2)])
    qtbot.waitUntil(lambda: desk.js(TOLD)[-1] == "<b>Elva</b>")


def test_where_nobody_knows_the_place_there_is_no_line(desk, words, qtbot):
    words.words = ""
    desk.hover(desk.pixel(58.7, 25.2))
    qtbot.waitUntil(lambda: words.asked == ["1"])
    desk.settle()
    assert desk.js(TOLD) == ["stopped"]
