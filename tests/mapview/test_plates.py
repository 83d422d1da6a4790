"""Plates, names of towns, clusters and rings leave one another room."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from fleetdesk.ui.widgets.theme import LIGHT
from tests.mapview.conftest import unit
from tests.mapview.test_task_pins import coloured, shown

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]

TALLINN = 59.437, 24.754


def beside(desk, lat, lon):
    return desk.pixel(lat, lon) + QPoint(36, 0)


def test_plates_stand_at_the_signs_of_a_small_fleet_far_away(desk, qtbot):
    places = [(58.0 + step * 0.25, 24.0 + step * 0.5) for step in range(6)]
    desk.map.set_units([unit(f"m/{n}", lat=lat, lon=lon, label="482 PRK") for n, (lat, lon) in enumerate(places)])
    desk.look_at(58.7, 25.2, 6)
    desk.settle()
    for place in places:
        qtbot.waitUntil(lambda place=place: coloured(desk, "text", around=beside(desk, *place)) > 10)


def test_far_away_no_plates_stand_where_most_do_not_fit(desk, qtbot):
    heap = [unit(f"m/{n}", lat=58.7 + n // 5 * 0.01, lon=25.2 + n % 5 * 0.02, label="482 PRK") for n in range(25)]
    desk.map.layers.show(names=True, clusters=False)
    desk.map.set_units([*heap, unit("m/alone", lat=58.7, lon=23.5, label="482 PRK")])
    desk.look_at(58.7, 25.2, 7)
    desk.settle()
    qtbot.waitUntil(lambda: coloured(desk, "stopped", around=desk.pixel(58.7, 23.5)) > 10)
    assert not coloured(desk, "text", around=beside(desk, 58.7, 23.5))


def test_a_plate_without_room_at_its_right_stands_at_its_left(desk, qtbot):
    desk.map.set_units([unit("m/1", label="482 PRK"), unit("m/2", lon=25.29, label="")])
    shown(desk)
    qtbot.waitUntil(lambda: coloured(desk, "text", around=desk.pixel(58.7, 25.2) - QPoint(36, 0)) > 10)


def cluster_at(desk, lat, lon, count=12, **more):
    desk.map.set_units([unit(f"m/{n}", lat=lat + n * 1e-5, lon=lon, **more) for n in range(count)])


def test_a_town_is_named_beside_the_cluster_that_lies_on_it(desk, qtbot):
    desk.map.set_units([])
    desk.look_at(*TALLINN, 8)
    at = desk.pixel(*TALLINN)
    qtbot.waitUntil(lambda: coloured(desk, "town", around=at + QPoint(20, 0)) > 10)
    cluster_at(desk, *TALLINN)
    desk.settle()
    qtbot.waitUntil(lambda: coloured(desk, "town", around=at + QPoint(50, 0)) > 10)


def test_the_ring_of_a_selected_vehicle_leaves_the_count_of_a_cluster_free(desk, qtbot):
    cluster_at(desk, 58.7, 25.2)
    shown(desk)
    desk.map.set_selection(["m/0"])
    desk.settle()
    with qtbot.waitSignal(desk.map.unit_clicked) as heard:
        desk.click(desk.pixel(58.7, 25.2) + _beside_cluster(desk))
    assert heard.args[0] == "m/0"
    count = desk.pixel(58.7, 25.2)
    image = desk.map.grab().toImage()
    spots = [count + QPoint(x, y) for x in range(-9, 10) for y in range(-9, 10)]
    assert QColor(LIGHT.ring) not in [image.pixelColor(spot) for spot in spots]
    assert QColor(LIGHT.stopped) not in [image.pixelColor(spot) for spot in spots]


def _beside_cluster(desk):
    """Where the ring is, seen from the cluster: below it, because the selected vehicle is the southernmost."""
    far = 13 + 2 + 18
    return QPoint(0, far)


def test_many_selected_vehicles_stay_in_their_clusters_which_are_ringed(desk, qtbot):
    cluster_at(desk, 58.7, 25.2, count=40)
    at = shown(desk)
    assert not coloured(desk, "ring", around=at)
    desk.map.set_selection([f"m/{n}" for n in range(40)])
    qtbot.waitUntil(lambda: coloured(desk, "ring", around=at) > 60)
    desk.hover(at)
    name = "document.querySelector('.fleet-hover-name').textContent"
    qtbot.waitUntil(lambda: desk.js(f"document.querySelector('.fleet-hover-name') && {name}") == "40 units")
