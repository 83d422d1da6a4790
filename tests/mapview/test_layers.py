"""Layers of the real page: names, clusters and saved areas, on and off."""

import pytest
from PySide6.QtCore import QPoint

from fleetdesk.mapview.shown_layers import MapPlace
from tests.mapview.conftest import unit
from tests.mapview.test_task_pins import HOVER, coloured, pin, shown

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]

RING = ((25.0, 58.6), (25.4, 58.6), (25.4, 58.8), (25.0, 58.8), (25.0, 58.6))


def test_without_names_no_text_stands_beside_a_vehicle(desk, qtbot):
    desk.map.set_units([unit("m/1", label="482 PRK")])
    beside = shown(desk) + QPoint(36, 0)
    qtbot.waitUntil(lambda: coloured(desk, "text", around=beside) > 0)
    desk.map.layers.show(names=False, clusters=True)
    qtbot.waitUntil(lambda: coloured(desk, "text", around=beside) == 0)


def test_without_clusters_every_vehicle_and_task_stands_by_itself(desk, qtbot):
    desk.map.set_units([unit(f"m/{i}", lat=58.6 + i * 1e-4) for i in range(12)])
    at = shown(desk, *(pin(f"m/{i}", lat=58.7 + i * 1e-4) for i in range(12)))
    desk.map.layers.show(names=True, clusters=False)
    desk.settle()
    with qtbot.waitSignal(desk.map.tasks.clicked):
        desk.click(at - QPoint(0, 17))
    with qtbot.waitSignal(desk.map.unit_clicked):
        desk.click(desk.pixel(58.6, 25.2))


def test_a_saved_area_has_its_outline_and_name(desk, qtbot):
    shown(desk)
    desk.map.layers.show_saved_areas([("Ring road <b>", [RING])])
    edge, name = desk.pixel(58.7, 25.0), desk.pixel(58.8, 25.0) + QPoint(0, 12)
    qtbot.waitUntil(lambda: coloured(desk, "town", around=edge) > 20)
    assert coloured(desk, "town", around=name) > 20
    desk.map.layers.show_saved_areas([])
    qtbot.waitUntil(lambda: coloured(desk, "town", around=edge) == 0)


def test_a_saved_area_takes_no_clicks(desk, qtbot):
    at = shown(desk)
    desk.map.layers.show_saved_areas([("Ring road", [RING])])
    desk.settle()
    with qtbot.waitSignal(desk.map.background_clicked):
        desk.click(at)
    assert desk.js(f"{HOVER}.hidden")


@pytest.mark.parametrize("kind", ["poi", "place", "geozone"])
def test_a_named_place_has_its_mark_and_name(desk, qtbot, kind):
    at = shown(desk)
    desk.map.layers.show_places([MapPlace(kind, "Selver <b>", 58.7, 25.0, 500.0)])
    there = desk.pixel(58.7, 25.0)
    qtbot.waitUntil(lambda: coloured(desk, "town", around=there) > 5)
    desk.map.layers.show_places([])
    qtbot.waitUntil(lambda: coloured(desk, "town", around=there) == 0)
    with qtbot.waitSignal(desk.map.background_clicked):
        desk.click(at)


def test_a_place_that_was_found_is_pointed_out(desk, qtbot):
    shown(desk)
    desk.map.layers.point_out(("Kase 2 <b>", 58.7, 25.0))
    there = desk.pixel(58.7, 25.0)
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=there) > 40)
    desk.map.layers.point_out(None)
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=there) == 0)
