"""The area panel lies beside the area's own corners; it can be moved and folded, and cuts no line."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from fleetdesk.mapview.shapes import DrawnShape
from fleetdesk.ui.map.panel_place import REACH_PX, best_place, corner_pixels

pytestmark = pytest.mark.xdist_group("window")
ROOM, SIZE = QSize(800, 600), QSize(270, 320)
SQUARE = ((24.0, 58.0), (26.0, 58.0), (26.0, 58.8), (24.0, 58.8), (24.0, 58.0))


@pytest.mark.parametrize(
    "corners", [[], [(760, 40)], [(760, 40), (760, 560)], [(760, 40), (760, 560), (100, 560)], [(530, 20)]]
)
def test_it_hides_no_corner_of_the_area(corners):
    points = [QPoint(*each) for each in corners]
    place = best_place(ROOM, SIZE, points)
    assert not any(place.adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX).contains(each) for each in points)
    assert place.size() == SIZE
    assert place.right() < ROOM.width() and place.bottom() < ROOM.height()  # noqa: PT018


def test_a_map_too_small_for_it_still_shows_its_header():
    place = best_place(QSize(200, 150), SIZE, [])
    assert place.topLeft().x() >= 0


def test_without_area_or_view_there_are_no_corners():
    assert list(corner_pixels(None, None)) == []


@pytest.fixture
def panel(desk, qtbot):
    desk.fill()
    qtbot.waitUntil(lambda: desk.view.map.pane.map.view is not None)
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", SQUARE))
    return desk.view.map.pane.panel


def header_at(panel):
    return next(each for each in panel.findChildren(QLabel) if each.text() == "Area")


@pytest.mark.map
def test_it_is_dragged_by_its_header_and_stays_there(desk, panel):
    before, header = panel.pos(), header_at(panel).parentWidget().parentWidget()
    QTest.mousePress(header, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    QTest.mouseMove(header, QPoint(10, 60))
    QTest.mouseRelease(header, Qt.MouseButton.LeftButton, pos=QPoint(10, 60))
    assert panel.pos() != before
    moved = panel.pos()
    desk.view.map.pane.clear_area()
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", SQUARE))
    assert panel.pos() == moved


@pytest.mark.map
def test_it_folds_to_its_header(panel):
    tall = panel.height()
    fold = next(each for each in panel.findChildren(QPushButton) if each.accessibleName() == "Fold area panel")
    QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert panel.height() < tall / 3
    assert not panel.tables.isVisible()
    QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert panel.tables.isVisible()
    assert abs(panel.height() - tall) <= 2


@pytest.mark.map
def test_it_cuts_no_line(panel):
    QApplication.processEvents()
    cut = [each.text() for each in panel.findChildren(QLabel) if each.isVisible() and getattr(each, "is_cut", False)]
    assert cut == []


@pytest.mark.map
def test_an_area_that_leaves_no_room_beside_it_folds_the_panel(desk, panel):
    pane = desk.view.map.pane
    view = pane.map.view
    pane.clear_area()
    places = [view.place(x, y) for x in range(40, view.width, 60) for y in (40, view.height - 40)]
    lats, lons = [lat for lat, _ in places], [lon for _, lon in places]
    south, north = min(lats), max(lats)
    upper = [(lon, north) for lon in sorted(set(lons))]
    ring = (*upper, *((lon, south) for lon, _ in reversed(upper)), upper[0])
    pane.map.shape_drawn.emit(DrawnShape("polygon", ring))
    assert panel.isVisible()
    assert not panel.tables.isVisible()
