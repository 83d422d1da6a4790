"""Clusters of vehicles: those of Supercluster's rule, made anew only when what is among them has moved."""

import json
from pathlib import Path

import pytest

from tests.mapview.conftest import unit

pytestmark = pytest.mark.map

COMPARED = Path(__file__).with_name("cluster_fleets.js").read_text("utf-8")
HOVER_HIDDEN = "document.querySelector('.fleet-hover').hidden"
COUNT_BUILDS = """import("fleetdesk://app/cluster_index.js").then(({ ClusterIndex }) => {
  const load = ClusterIndex.prototype.load;
  window.builds = [];
  ClusterIndex.prototype.load = function (items) {
    window.builds.push(items.length);
    return load.call(this, items);
  };
})"""


@pytest.fixture
def desk(own_desk):
    """A page of its own for each test."""
    return own_desk


def after(desk, qtbot, promise):
    """What a promise of the page gives."""
    desk.js(f"({promise}).then((what) => (window.given = JSON.stringify(what ?? null))) && 0")
    qtbot.waitUntil(lambda: desk.js("window.given !== undefined"))
    return json.loads(desk.js("window.given"))


def test_clusters_of_random_fleets_are_those_of_supercluster(desk, qtbot, day_seed):
    code = COMPARED[COMPARED.index("async") :]
    assert after(desk, qtbot, f"({code})({day_seed % 1_000_000 + 1}, 15)") == []


@pytest.fixture
def crowd(desk, qtbot):
    desk.map.set_units([unit(f"m/{i:03}", lat=58.7 + i / 1e5, state="moving", heading_deg=10) for i in range(200)])
    desk.settle()
    after(desk, qtbot, COUNT_BUILDS)
    return desk


def test_units_that_only_look_different_make_no_clusters_anew(crowd):
    crowd.map.update_units([unit(f"m/{i:03}", lat=58.7 + i / 1e5, heading_deg=90, fade=1) for i in range(200)])
    crowd.settle()
    assert crowd.js("window.builds") == []


def test_however_many_move_the_clusters_are_made_anew_once(crowd):
    crowd.map.update_units([unit(f"m/{i:03}", lat=58.8 + i / 1e5) for i in range(200)])
    crowd.settle()
    assert crowd.js("window.builds") == [200]


def test_units_that_move_by_less_than_is_seen_make_no_clusters_anew(crowd):
    crowd.look_at(58.7, 25.2, 9)
    crowd.js("window.builds.length = 0")
    crowd.map.update_units(
        [unit(f"m/{i:03}", lat=58.7001 + i / 1e5, state="moving", heading_deg=10) for i in range(200)]
    )
    crowd.settle()
    assert crowd.js("window.builds") == []


def test_clusters_of_very_many_are_made_beside_other_work_and_shown_then(desk, qtbot):
    desk.map.set_units([unit(f"m/{i:04}", lat=58.7 + i / 1e6) for i in range(2500)])
    desk.settle()
    after(desk, qtbot, COUNT_BUILDS)
    desk.map.update_units([unit(f"m/{i:04}", lat=59.0 + i / 1e6) for i in range(2500)])
    desk.settle()

    def is_there():
        desk.hover(desk.pixel(59.0, 25.2))
        return not desk.js(HOVER_HIDDEN)

    qtbot.waitUntil(is_there)
    assert desk.js("window.builds") == [2500]


def test_of_very_many_a_selected_one_is_drawn_at_once_and_taken_out_of_its_cluster_later(desk, qtbot):
    desk.map.set_units([unit(f"m/{i:04}", lat=58.7 + i / 1e6) for i in range(2500)])
    desk.settle()
    after(desk, qtbot, COUNT_BUILDS)
    desk.map.set_selection(["m/0007"])
    desk.settle()
    qtbot.waitUntil(lambda: desk.js("window.builds") == [2499])


def test_a_selected_unit_that_moves_is_in_no_cluster(crowd):
    crowd.map.set_selection(["m/007"])
    crowd.settle()
    crowd.map.update_units([unit("m/007", lat=58.9)])
    crowd.settle()
    assert crowd.js("window.builds") == [199]
