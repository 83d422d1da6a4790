"""Giving tasks by dragging: onto rows, lanes, bars and signs, with what would follow said while it hovers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractItemView

from fleetdesk.domain.assignment_impact import Sign
from fleetdesk.sync.background import Background
from fleetdesk.sync.roads import RoadService
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.tasks.drag_assign import DragAssign
from fleetdesk.ui.widgets.drag_data import (
    LONGEST_KEY,
    MOST_BYTES,
    MOST_KEYS,
    TASKS,
    UNITS,
    called,
    packed,
    picture,
    unpacked,
)
from fleetdesk.ui.widgets.theme import LIGHT
from tests.roads.conftest import client
from tests.roads.conftest import make_router as make_router  # a fixture
from tests.task_lists import apply_tasks
from tests.ui import desk as small
from tests.waiting import until


@given(st.lists(st.text(min_size=1, max_size=LONGEST_KEY), unique=True, max_size=50))
def test_keys_travel_as_they_are(keys):
    assert unpacked(packed(TASKS, keys), TASKS) == tuple(keys)


def raw(data, mime=TASKS):
    made = QMimeData()
    made.setData(mime, data)
    return made


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"{}",
        b"1",
        b"[1]",
        b'[["m/1"]]',
        b'[""]',
        b"[" * 100_000,
        b"\xff\xfe",
        json.dumps(["x" * (LONGEST_KEY + 1)]).encode(),
        json.dumps(["m/1"] * (MOST_KEYS + 1)).encode(),
        b'["' + b"x" * MOST_BYTES + b'"]',
    ],
)
def test_what_another_program_drags_is_no_key(data):
    assert unpacked(raw(data), TASKS) == ()


@given(st.binary(max_size=300))
def test_no_bytes_at_all_do_harm(data):
    assert all(isinstance(each, str) for each in unpacked(raw(data), UNITS))


def test_tasks_are_not_taken_for_units():
    assert unpacked(packed(TASKS, ["m/1"]), UNITS) == ()


def test_the_cursor_carries_a_name_or_a_number(qapp):
    assert called(["ORDER-1"], TASKS) == "ORDER-1"
    assert called(["ORDER-1", "ORDER-2"], TASKS) == "2 tasks"
    assert picture("ORDER-1", 2.0).devicePixelRatio() == 2.0


# -- what is offered


class ListeningAssign(DragAssign):
    """Giving by hand over a store and in a window, and what was given and refused."""

    def __init__(self, store, window):
        self.background = Background(lambda name, error: None)
        self.roads = RoadService(self.background)
        super().__init__(store, self.roads, lambda: LIGHT, small.ZONE, window)
        self.store, self.window, self.given, self.said = store, window, [], []
        self.give_wanted.connect(lambda keys, unit: self.given.append((keys, unit)))
        self.refused.connect(self.said.append)


@pytest.fixture
def giving(qtbot):
    from PySide6.QtWidgets import QWidget

    def make(*tasks):
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(900, 500)
        window.show()
        return ListeningAssign(small.store(*tasks), window)

    return make


def impact_tooltip(made):
    rows = [words.text() for _, words in made.impact_tooltip.rows if words.isVisibleTo(made.impact_tooltip)]
    return made.impact_tooltip.title.text(), rows


def test_tasks_onto_a_vehicle_and_a_vehicle_onto_a_task_are_the_same(giving):
    made = giving(small.task(1), small.task(2))
    one, other = made.offer(TASKS, ("m/1",), "m/242KDN"), made.offer(UNITS, ("m/242KDN",), "m/1")
    assert one == other
    made.give(one)
    made.give(made.offer(TASKS, ("m/1", "m/2"), "m/242KDN"))
    assert made.given == [(("m/1",), "m/242KDN"), (("m/1", "m/2"), "m/242KDN")]


def test_while_it_hovers_the_bubble_says_what_would_follow(giving):
    made = giving(small.task(1, start=15, minutes=60), small.task(2, "242KDN", start=15, minutes=30))
    made.hover(made.offer(TASKS, ("m/1",), "m/242KDN"), made.window.mapToGlobal(QPoint(20, 20)), made.window)
    title, (line,) = impact_tooltip(made)
    assert title == "Give ORDER-1 to 242KDN"
    assert "16.3 km, about 14:16" in line
    assert "clashes with ORDER-2" in line
    assert "straight line × 1.3" in made.impact_tooltip.note.text()
    assert made.impact_tooltip.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_several_tasks_have_a_line_each_and_five_at_most(giving):
    tasks = [small.task(number) for number in range(1, 8)]
    made = giving(*tasks)
    offer = made.offer(TASKS, tuple(each.key for each in tasks), "m/242KDN")
    made.hover(offer, made.window.mapToGlobal(QPoint(20, 20)), made.window)
    title, rows = impact_tooltip(made)
    assert title == "Give 7 tasks to 242KDN"
    assert len(rows) == 5
    assert made.impact_tooltip.more.text() == "and 2 more"


def test_the_bubble_stays_inside_the_window(giving):
    made = giving(small.task(1))
    corner = made.window.mapToGlobal(QPoint(895, 495))
    made.hover(made.offer(TASKS, ("m/1",), "m/242KDN"), corner, made.window)
    assert made.window.rect().contains(made.impact_tooltip.geometry())


@pytest.mark.parametrize(
    ("mime", "keys", "onto", "words"),
    [
        (TASKS, ("m/1",), "", "Drop it on a vehicle"),
        (TASKS, ("m/1",), "m/gone", "Drop it on a vehicle"),
        (TASKS, ("m/gone",), "m/242KDN", "Drop it on a vehicle"),
        (UNITS, ("m/242KDN",), None, "Drop it on a task"),
        (UNITS, ("m/242KDN", "m/820BHT"), "m/1", "Drag one, not 2"),
        (TASKS, ("m/1",), "o/111OTH", "is a vehicle of o"),
    ],
)
def test_what_cannot_be_given_is_said_and_not_asked_for(giving, mime, keys, onto, words):
    made = giving(small.task(1))
    offer = made.offer(mime, keys, onto)
    _, ((sign, line),) = made.words(offer)
    assert words in line
    assert sign is not Sign.GOOD
    made.give(offer)
    assert made.given == []
    assert words in made.said[0]


def test_who_has_it_already_is_not_asked_for_again(giving):
    made = giving(small.task(1, "242KDN"), small.task(2))
    offer = made.offer(TASKS, ("m/1", "m/2"), "m/242KDN")
    assert "is with 242KDN already" in made.words(offer)[1][0][1]
    made.give(offer)
    assert made.given == [(("m/2",), "m/242KDN")]


def test_a_bar_that_is_moved_is_judged_by_the_window_it_would_have(giving, qtbot):
    made = giving(small.task(1, "242KDN", start=8), small.task(2, "242KDN", start=15), small.task(3, "820BHT"))
    board = BoardPane(made.store, lambda: LIGHT, small.ZONE)
    qtbot.addWidget(board)
    made.watch_lanes(board.view)
    board.view.hovered.emit((small.task(1, "242KDN", start=15),), "m/242KDN", QPoint(20, 20))
    title, (line,) = impact_tooltip(made)
    assert title == "Move ORDER-1 on 242KDN"
    assert "before the window opens" in line
    assert "clashes with ORDER-2" in line
    board.view.hovered.emit((small.task(1, "242KDN", start=16),), "m/820BHT", QPoint(20, 20))
    assert impact_tooltip(made)[0] == "Give ORDER-1 to 820BHT"
    board.view.hovered.emit((small.task(1, "242KDN", start=16),), "", QPoint(20, 20))
    assert not made.impact_tooltip.isVisible()


# -- in the window, as the window system would deliver it


@pytest.fixture
def full(desk, qtbot):
    desk.fill()
    apply_tasks(desk.store, "m", [small.task(1, "242KDN"), small.task(2), small.task(3, "820BHT")])
    desk.given, desk.told = [], []
    desk.view.tasks.drag_assign.give_wanted.connect(lambda keys, unit: desk.given.append((keys, unit)))
    desk.view.tasks.drag_assign.refused.connect(desk.told.append)
    qtbot.waitUntil(lambda: desk.window.windowHandle() is not None)
    return desk


def row(pane, key):
    table = pane.table
    place = table.visualRect(table.model().index(table.model().row(key), 1)).center()
    return table.viewport().mapTo(table.window(), place)


def lane(full, key):
    view = full.view.board.view
    place = QPoint(view.geometry_.axis.left + 40, view.geometry_.top(view.board.number(key)) + 10)
    return view.viewport().mapTo(full.window, place)


def bar(full, key):
    view = full.view.board.view
    view.make_current(key)
    found, its = view.board.bar(key), view.board.lane(key)
    rect = view.geometry_.rect(view.board.number(its.key), found.start, found.stop, found.row)
    return view.viewport().mapTo(full.window, rect.center().toPoint())


def give(full, mime, keys, place):
    """Hovers and drops at a place of the window; whether it was open there, and what the bubble said."""
    handle, data = full.window.windowHandle(), packed(mime, keys)
    is_open = small.drag_over(handle, place, data)
    shown = full.view.tasks.drag_assign.impact_tooltip
    said = shown.title.text() if shown.isVisible() else ""
    if is_open:
        small.drop(handle, place, data)
    else:
        small.drag_away(handle)
    return is_open, said


@pytest.mark.xdist_group("window")
def test_a_task_goes_onto_a_vehicle_row_and_a_vehicle_onto_a_task_row(full):
    assert give(full, TASKS, ["m/2"], row(full.view.vehicles.pane, "m/966AJJ")) == (True, "Give ORDER-2 to 966AJJ")
    assert full.given == [(("m/2",), "m/966AJJ")]
    assert not full.view.tasks.drag_assign.impact_tooltip.isVisible()
    assert give(full, UNITS, ["m/820BHT"], row(full.view.tasks.pane, "m/2"))[0]
    assert full.given[1:] == [(("m/2",), "m/820BHT")]


@pytest.mark.xdist_group("window")
def test_a_task_goes_onto_a_lane_and_a_vehicle_onto_a_bar(full):
    full.view.board.show_day(small.at(8).date())
    assert give(full, TASKS, ["m/2"], lane(full, "m/820BHT"))[0]
    assert give(full, UNITS, ["m/966AJJ"], bar(full, "m/2"))[0]
    assert not give(full, TASKS, ["m/2"], lane(full, ""))[0]
    assert full.given == [(("m/2",), "m/820BHT"), (("m/2",), "m/966AJJ")]


@pytest.mark.map
@pytest.mark.xdist_group("window")
def test_a_task_goes_onto_a_sign_of_the_map_and_the_page_stays(full, qtbot):
    view = full.view.map.pane.map
    qtbot.waitUntil(lambda: view.view is not None)
    address = view.lifecycle.page.url()
    seen = view.state.units["m/820BHT"]
    x, y = view.view.pixel(seen.lat, seen.lon)
    sign = view.mapTo(full.window, QPoint(round(x), round(y)))
    assert give(full, TASKS, ["m/2"], sign) == (True, "Give ORDER-2 to 820BHT")
    assert full.given == [(("m/2",), "m/820BHT")]
    ground = view.mapTo(full.window, QPoint(view.width() // 2, 8))
    assert give(full, TASKS, ["m/2"], ground) == (True, "Nothing is given here")
    assert "Drop it on a vehicle" in full.told[0]
    assert view.lifecycle.page.url() == address


@pytest.mark.map
@pytest.mark.xdist_group("window")
def test_a_vehicle_goes_onto_a_pin_of_the_map(full, qtbot):
    view = full.view.map.pane.map
    qtbot.waitUntil(lambda: view.view is not None)
    pin = view.state.pins["m/2"]
    view.tasks.update_pins([], [key for key in view.state.pins if key != "m/2"])  # or the page shows a cluster
    x, y = view.view.pixel(pin.lat, pin.lon)
    head = view.mapTo(full.window, QPoint(round(x), round(y) - 17))
    assert give(full, UNITS, ["m/966AJJ"], head)[0]
    assert full.given == [(("m/2",), "m/966AJJ")]
    ground = view.mapTo(full.window, QPoint(view.width() // 2, 8))
    assert give(full, UNITS, ["m/966AJJ"], ground) == (True, "Nothing is given here")


@pytest.mark.xdist_group("window")
def test_a_pin_takes_all_selected_along_and_an_unselected_one_goes_alone(full, monkeypatch):
    drags = []
    monkeypatch.setattr(
        "fleetdesk.ui.map.pane.carry", lambda source, mime, keys, words: drags.append((mime, set(keys)))
    )
    full.view.tasks.pane.select(("m/1", "m/2"))
    for lifted in ("m/1", "m/3"):
        full.view.map.pane.map.tasks.lifted.emit(lifted)
    assert drags == [(TASKS, {"m/1", "m/2"}), (TASKS, {"m/3"})]


@pytest.mark.xdist_group("window")
def test_files_and_addresses_are_not_for_the_map(full):
    data = QMimeData()
    data.setText("https://example.com/")
    place = full.view.map.pane.map.mapTo(full.window, QPoint(200, 200))
    assert not small.drag_over(full.window.windowHandle(), place, data)
    assert not small.drop(full.window.windowHandle(), place, data)


@pytest.mark.xdist_group("window")
def test_rows_can_be_dragged_all_selected_together_and_an_unselected_one_alone(full, monkeypatch):
    table, carried = full.view.tasks.pane.table, []
    monkeypatch.setattr(
        "fleetdesk.ui.widgets.table.carry", lambda source, mime, keys, words: carried.append((mime, keys, words))
    )
    table.show_selection(("m/1", "m/2"))
    field = table.viewport()
    for key in ("m/2", "m/3"):
        begin = QPointF(field.mapFrom(full.window, row(full.view.tasks.pane, key)))
        small.press(field, begin)
        small.move(field, begin + QPointF(0, 30))
        small.move(field, begin + QPointF(0, 60))
        small.let_go(field, begin + QPointF(0, 60))
        assert table.state() is QAbstractItemView.State.NoState
    assert [(mime, set(keys), words) for mime, keys, words in carried] == [
        (TASKS, {"m/1", "m/2"}, "2 tasks"),
        (TASKS, {"m/3"}, "ORDER-3"),
    ]


@pytest.mark.xdist_group("window")
def test_a_unit_that_is_lifted_off_the_map_is_carried_by_its_name_but_not_while_a_place_is_picked(full, monkeypatch):
    carried = []
    monkeypatch.setattr("fleetdesk.ui.map.pane.carry", lambda _source, *what: carried.append(what))
    full.view.map.pane.map.unit_lifted.emit("m/242KDN")
    full.view.map.pane.pick_place()
    full.view.map.pane.map.unit_lifted.emit("m/242KDN")
    assert carried == [(UNITS, ("m/242KDN",), "242KDN")]


# -- by road


async def test_the_estimate_is_said_at_once_and_the_way_by_road_when_it_comes(giving, make_router):
    made, router = giving(small.task(1), small.task(2)), make_router("osrm")
    made.roads.use(client("osrm", router))
    offer = made.offer(TASKS, ("m/1",), "m/966AJJ")
    made.hover(offer, QPoint(5, 5), made.window)
    assert "straight line" in made.impact_tooltip.note.text()
    (estimate,) = impact_tooltip(made)[1]
    await until(lambda: "By road, truck." in made.impact_tooltip.note.text())
    (by_road,) = impact_tooltip(made)[1]
    assert by_road.split(" km")[0] != estimate.split(" km")[0]
    made.hover(made.offer(TASKS, ("m/1",), "m/820BHT"), QPoint(5, 9), made.window)
    assert "By road, truck." in made.impact_tooltip.note.text()
    assert len(router.asked) == 1  # at the start of the drag, for all vehicles
    await made.roads.close()


async def test_without_a_router_a_drag_asks_nobody(giving, make_router):
    made, router = giving(small.task(1)), make_router("osrm")
    made.hover(made.offer(TASKS, ("m/1",), "m/966AJJ"), QPoint(5, 5), made.window)
    assert made.background.running == ()
    assert router.asked == []


async def test_what_comes_after_the_drag_shows_nothing(giving, make_router):
    made = giving(small.task(1))
    made.roads.use(client("osrm", make_router("osrm")))
    made.hover(made.offer(TASKS, ("m/1",), "m/966AJJ"), QPoint(5, 5), made.window)
    made.hide()
    await until(lambda: made.background.running == ())
    assert not made.impact_tooltip.isVisible()
    await made.roads.close()
