"""The window of the nearest vehicles: ranked, with reasons, and one choice."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.background import Background
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from fleetdesk.ui.widgets.theme import LIGHT
from tests.roads.conftest import client
from tests.roads.conftest import make_router as make_router  # a fixture
from tests.sync.fakes import NOW, position
from tests.ui import desk
from tests.waiting import until


class ListeningPanel(NearestPanel):
    """The panel over a store, and who was chosen in it."""

    def __init__(self, task, store, roads, window, verb):
        super().__init__(task, store, roads, lambda: LIGHT, desk.ZONE, window, verb)
        self.store, self.roads, self.taken, self.window_ = store, roads, [], window
        self.chosen.connect(self.taken.append)


@pytest.fixture
def panel(qtbot):
    def make(*tasks, wanted=None, verb="Give to", roads=None):
        window, store = QWidget(), desk.store(*tasks)
        store.apply_driving("m", [TachoState("m", "242KDN", driver_name="JAAN TAMM", until_daily_rest_min=5)])
        qtbot.addWidget(window)
        task = wanted or replace(desk.task(1, start=14, minutes=240), lat=58.58)
        made = ListeningPanel(task, store, roads or RoadService(Background(print)), window, verb)
        made.show()
        return made

    return make


def column(made, number):
    return [made.model.index(row, number).data() for row in range(made.model.rowCount())]


def test_they_are_ranked_and_the_first_is_chosen(panel):
    made = panel()
    assert column(made, 2) == ["966AJJ", "820BHT", "242KDN"]
    assert made.go.text() == "Give to 966AJJ"
    assert "55.5 km, about 14:55" in made.reason.text()


def test_who_may_not_drive_so_far_is_last_and_says_why(panel):
    made = panel()
    made.table.selectRow(2)
    assert "needs 14 min of driving, 5 min of driving left" in made.reason.text()


def test_it_says_that_it_estimates_and_that_the_tachograph_is_for_information(panel):
    made = panel()
    said = " ".join(each.text() for each in made.findChildren(QLabel))
    assert "estimates" in made.windowTitle()
    assert "straight line × 1.3 at 60 km/h" in said
    assert "for information only" in said


def test_enter_gives_it_to_the_chosen_one(panel):
    made = panel()
    made.table.selectRow(1)
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    assert made.taken == ["m/820BHT"]


def test_the_button_gives_it_to_the_chosen_one(panel):
    made = panel()
    made.go.click()
    assert made.taken == ["m/966AJJ"]


def test_it_does_not_block_the_desk(panel):
    assert not panel().isModal()


def test_time_passes_and_the_choice_stays(panel):
    made = panel()
    made.table.selectRow(1)
    made.store.apply_positions([position("820BHT", lat=58.58, lon=25.1, at=desk.at(14, 1))])
    made.refresh()
    assert column(made, 2)[0] == "820BHT"
    assert made.go.text() == "Give to 820BHT"


def test_a_place_without_a_task_ranks_the_vehicles_of_all_accounts(panel):
    made = panel(wanted=Task("", None, lat=58.6, lon=25.1), verb="Select")
    assert set(column(made, 2)) == {"966AJJ", "820BHT", "242KDN", "111OTH"}
    assert made.go.text().startswith("Select ")


def test_nobody_to_ask_is_said(panel):
    made = panel(wanted=replace(desk.task(1), account="empty"))
    assert made.reason.text() == "No vehicle of this account is on the desk."
    assert not made.go.isEnabled()


def test_the_age_of_each_position_is_shown_and_an_old_one_has_no_tick(panel):
    made = panel()
    made.store.set_link(Link("m", "Metrotec", LinkStatus.OFFLINE, "gone", positions_at=NOW, missed=True))
    made.refresh()
    icons, ages = made.model.place("icon"), made.model.place("age")
    assert column(made, ages) == ["0 s"] * 3
    assert column(made, icons) == ["doubtful", "doubtful", "bad"]
    assert made.model.index(0, ages).data(Qt.ItemDataRole.ForegroundRole).name() == LIGHT.stopped


# -- by road


@pytest.fixture
async def by_road(panel, make_router):
    """Return what opens the panel with a router, which has not answered yet, and the router."""
    made = []

    def make(*tasks, change=None, **words):
        router, background = make_router("osrm"), Background(print)
        router.cell = change or router.cell
        roads = RoadService(background)
        roads.use(client("osrm", router))
        made.extend((roads, background))
        return panel(*tasks, roads=roads, **words), router

    yield make
    for each in made:
        await each.close()


def words(made, name):
    return column(made, made.model.place(name))


async def test_the_straight_line_shows_at_once_and_the_ranking_follows_the_roads(by_road):
    """966AJJ is the nearest by the straight line; by road the bridge is far away."""

    def around(one, other):
        return (400.0, 5 * 3600.0) if one[1] < 58.3 else (60.0, 3000.0)

    made, router = by_road(change=around)
    assert words(made, "plate") == ["966AJJ", "820BHT", "242KDN"]
    assert words(made, "basis") == ["estimate"] * 3
    await until(lambda: "by road, truck" in words(made, "basis"))
    assert words(made, "basis") == ["by road, truck"] * 3
    assert words(made, "plate")[0] == "820BHT"
    assert words(made, "km")[0] == "60.0"
    assert len(router.asked) == 1
    assert "OpenStreetMap" in " ".join(each.text() for each in made.findChildren(QLabel))


async def test_kinds_are_not_mixed_a_row_without_a_road_stands_last_and_says_so(by_road):
    def island(one, other):
        return (None, None) if one[1] < 58.3 else (300.0, 2 * 3600.0)

    made, _router = by_road(change=island, wanted=replace(desk.task(1, start=14, minutes=600), lat=58.58))
    await until(lambda: "by road, truck" in words(made, "basis"))
    by_label = dict(zip(words(made, "plate"), words(made, "basis"), strict=True))
    assert by_label["966AJJ"] == "estimate"
    assert words(made, "plate").index("966AJJ") > words(made, "plate").index("820BHT")


async def test_rows_stay_under_the_pointer_when_the_roads_come(by_road, qtbot):
    def around(one, other):
        return (400.0, 5 * 3600.0) if one[1] < 58.3 else (60.0, 3000.0)

    made, _router = by_road(change=around)
    desk.move(made.table.viewport(), made.table.visualRect(made.model.index(0, 1)).center())
    before = words(made, "plate")
    await until(lambda: "by road, truck" in words(made, "basis"))
    assert words(made, "plate") == before


async def test_what_a_vehicle_has_to_finish_first_is_driven_by_road_as_well(by_road):
    running = desk.task(5, unit="966AJJ", status=TaskStatus.IN_PROGRESS, start=13, minutes=30)
    made, router = by_road(running)
    await until(lambda: words(made, "basis") == ["by road, truck"] * 3)
    assert len(router.asked) == 2


async def test_a_router_that_fails_leaves_the_estimates(by_road):
    made, router = by_road()
    router.fault = lambda handler: handler.answer(503, b"")
    failed = asyncio.Event()
    made.roads.failing.connect(lambda _: failed.set())
    await asyncio.wait_for(failed.wait(), 20)
    assert words(made, "basis") == ["estimate"] * 3


def test_without_a_router_there_is_no_column_for_what_all_are(panel):
    made = panel()
    assert "basis" not in [each.key for each in made.model.columns]
