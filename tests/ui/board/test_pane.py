"""The day board: what it shows, what hands and keys ask for, and that it paints only what is in sight."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.board.geometry import MOST_HOURS, SNAP_S
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.widgets.theme import LIGHT
from fleetdesk.ui.window.dock_columns import DockColumns
from fleetdesk.ui.window.layout import restore_layout
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks
from tests.ui import desk as small

Key, Alt, Shift, Ctrl = (
    Qt.Key,
    *(getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Alt", "Shift", "Control")),
)


class Board:
    """A board on the screen, what it asked for, and where its bars are."""

    def __init__(self, qtbot, *tasks):
        self.store = small.store(*tasks)
        self.pane = BoardPane(self.store, lambda: LIGHT, small.ZONE)
        qtbot.addWidget(self.pane)
        self.pane.resize(900, 400)
        self.pane.show()
        self.view, self.field = self.pane.view, self.pane.view.viewport()
        self.view.go_to(small.at(9).timestamp())
        self.asked, self.refused, self.hovered = [], [], []
        self.view.moved.connect(lambda moved: self.asked.extend(moved.items()))
        self.view.refused.connect(self.refused.append)
        self.view.hovered.connect(lambda tasks, onto, at: self.hovered.append((tasks, onto)))

    def number(self, key):
        found = self.view.board.number(key)
        assert found is not None
        return found

    def rect(self, key):
        bar, lane = self.view.board.bar(key), self.view.board.lane(key)
        return self.view.geometry_.rect(self.number(lane.key), bar.start, bar.stop, bar.row)

    def middle(self, key):
        return self.rect(key).center()

    def lane(self, key):
        return QPointF(0, self.view.geometry_.top(self.number(key)) + 12)

    def drag(self, begin, end, release=True):
        small.press(self.field, begin)
        small.move(self.field, (begin + end) / 2)
        small.move(self.field, end)
        if release:
            small.let_go(self.field, end)

    def hours(self, count):
        return QPointF(count * 3600 * self.view.geometry_.axis.px_s, 0)

    def paint(self):
        self.view.grab()
        return self.view.painter

    def press(self, name):
        next(each for each in self.pane.findChildren(QPushButton) if each.accessibleName() == name).click()


@pytest.fixture
def board(qtbot):
    return lambda *tasks: Board(qtbot, *tasks)


def test_the_day_and_the_zone_are_said(board):
    assert board().pane.header.count.text() == "Monday 23 November · Europe/Tallinn"


def test_a_bar_lies_in_its_lane_at_its_time(board):
    made = board(small.task(1, "242KDN"), small.task(2, "242KDN", start=9))
    assert made.rect("m/1").right() == pytest.approx(made.rect("m/2").left(), abs=2)
    assert made.paint().bars == 2


def test_a_task_without_a_time_is_counted_not_hidden(board):
    made = board(replace(small.task(1), start_at=None, stop_at=None))
    assert "1 without a time" in made.pane.header.count.text()


def test_the_other_days_are_a_press_away(board):
    made = board(
        small.task(1, start=small.at(12, day=24)), small.task(2, start=small.at(12, day=22)), small.task(3, start=12)
    )
    for name, there in (("Next day", "m/1"), ("Previous day", "m/3"), ("Previous day", "m/2"), ("Today", "m/3")):
        made.press(name)
        shown = made.view.geometry_.shown
        assert [bar.key for lane in made.view.board.lanes for bar in shown(lane)] == [there]


def test_all_vehicles_may_have_a_lane_but_people_and_their_like_have_none(board):
    made = board(small.task(1, "242KDN"))
    assert [lane.key for lane in made.view.board.lanes] == ["", "m/242KDN"]
    made.press("All vehicles on the board")
    assert [lane.key for lane in made.view.board.lanes] == ["", "o/111OTH", "m/242KDN", "m/820BHT", "m/966AJJ"]


def test_only_what_is_in_sight_is_painted(board):
    made = board(*(small.task(number, f"{number:04d}") for number in range(600)))
    painted = made.paint()
    in_sight = made.field.height() // 24 + 1
    assert 5 < painted.bars <= in_sight
    assert painted.lanes <= in_sight


def test_a_change_of_a_task_is_shown(board):
    made = board(small.task(1, "242KDN"), small.task(2, "820BHT"))
    apply_tasks(made.store, "m", [small.task(1, "820BHT"), small.task(2, "820BHT")])
    assert made.view.board.lane("m/1").key == "m/820BHT"
    assert made.paint().bars == 2


def test_positions_lay_nothing_out_and_a_new_name_does(board):
    made = board(small.task(1, "242KDN"))
    before = made.view.board
    made.store.apply_positions([position("242KDN", at=NOW + timedelta(seconds=5))])
    assert made.view.board is before
    made.store.apply_units("m", [unit("242KDN"), replace(unit("820BHT"), plate="001 NEW"), unit("966AJJ")])
    assert made.view.board is not before


def test_a_drag_along_the_axis_asks_for_another_time_to_five_minutes(board):
    made = board(small.task(1, "242KDN"))
    begin = made.middle("m/1")
    made.drag(begin, begin + made.hours(2.03))
    ((key, changes),) = made.asked
    assert key == "m/1"
    assert changes == {"start_at": small.at(10), "stop_at": small.at(11)}
    assert all(each.tzinfo is UTC for each in changes.values())
    assert changes["start_at"].timestamp() % SNAP_S == 0


def test_a_drag_to_another_lane_asks_for_another_vehicle_and_a_trembling_hand_changes_no_time(board):
    made = board(small.task(1, "242KDN"), small.task(2, "820BHT"))
    begin = made.middle("m/1")
    end = QPointF(begin.x() + 6, made.lane("m/820BHT").y())
    made.drag(begin, end)
    assert made.asked == [("m/1", {"unit": "820BHT"})]
    assert made.hovered[-1] == ((small.task(1, "242KDN"),), "m/820BHT")


def test_a_drag_to_the_first_lane_takes_the_vehicle_away(board):
    made = board(small.task(1, "242KDN"))
    begin = made.middle("m/1")
    made.drag(begin, QPointF(begin.x(), made.lane("").y()))
    assert made.asked == [("m/1", {"unit": ""})]


def test_the_right_end_asks_for_another_stop(board):
    made = board(small.task(1, "242KDN"))
    end = QPointF(made.rect("m/1").right() - 2, made.middle("m/1").y())
    made.drag(end, end + made.hours(1.0))
    assert made.asked == [("m/1", {"stop_at": small.at(10)})]


def test_while_it_is_dragged_the_new_window_shows_in_words(board):
    made = board(small.task(1, "242KDN"))
    begin = made.middle("m/1")
    made.drag(begin, begin + made.hours(1), release=False)
    (ghost,) = made.view.ghosts
    assert ghost.text == "09:00–10:00"
    assert made.asked == []


def test_escape_gives_a_drag_up(board):
    made = board(small.task(1, "242KDN"))
    begin = made.middle("m/1")
    made.drag(begin, begin + made.hours(1), release=False)
    QTest.keyClick(made.view, Key.Key_Escape)
    small.let_go(made.field, begin + made.hours(1))
    assert made.asked == []
    assert made.view.plans == []


def test_all_selected_bars_go_together(board):
    made = board(small.task(1, "242KDN"), small.task(2, "820BHT"), small.task(3, "966AJJ"))
    made.view.select(["m/1", "m/2"])
    begin = made.middle("m/1")
    made.drag(begin, begin + made.hours(1))
    assert sorted(key for key, _ in made.asked) == ["m/1", "m/2"]


def test_a_bar_outside_the_selection_goes_alone(board):
    made = board(small.task(1, "242KDN"), small.task(2, "820BHT"), small.task(3, "966AJJ"))
    made.view.select(["m/1", "m/2"])
    begin = made.middle("m/3")
    made.drag(begin, begin + made.hours(1))
    assert [key for key, _ in made.asked] == ["m/3"]


def test_what_is_finished_stays_and_says_why(board):
    made = board(small.task(1, "242KDN", status=TaskStatus.COMPLETED))
    begin = made.middle("m/1")
    made.drag(begin, begin + made.hours(1))
    assert made.asked == []
    assert made.refused == ["ORDER-1 is completed and stays where it is."]


def test_a_vehicle_of_another_account_is_refused_in_words(board):
    made = board(small.task(1, "242KDN"), small.task(9, "111OTH", account="o"))
    begin = made.middle("m/1")
    made.drag(begin, QPointF(begin.x(), made.lane("o/111OTH").y()))
    assert made.asked == []
    assert "is a vehicle of o, the task is of m" in made.refused[0]


def test_a_click_selects_and_ctrl_adds(board):
    made, picked = board(small.task(1, "242KDN"), small.task(2, "820BHT")), []
    made.pane.picked.connect(picked.append)
    small.press(made.field, made.middle("m/1"))
    small.let_go(made.field, made.middle("m/1"))
    small.press(made.field, made.middle("m/2"), keys=Ctrl)
    small.let_go(made.field, made.middle("m/2"))
    assert picked == [("m/1",), ("m/1", "m/2")]
    small.press(made.field, QPointF(300, 390))
    assert picked[-1] == ()


def test_a_double_click_opens_a_bar_and_asks_for_a_task_elsewhere(board, qtbot):
    made = board(small.task(1, "242KDN"))
    with qtbot.waitSignal(made.pane.opened) as opened:
        QTest.mouseDClick(made.field, small.LEFT, pos=made.middle("m/1").toPoint())
    assert opened.args == ["m/1"]
    free = made.middle("m/1") + made.hours(3)
    with qtbot.waitSignal(made.pane.new_wanted) as wanted:
        QTest.mouseDClick(made.field, small.LEFT, pos=free.toPoint())
    assert wanted.args[0] == "m/242KDN"
    assert abs(wanted.args[1] - small.at(11, 30)) <= timedelta(minutes=5)


def test_arrows_walk_and_a_reader_hears_the_bar(board):
    made = board(small.task(1, "242KDN"), small.task(2, "242KDN", start=10), small.task(3, "820BHT", start=10))
    made.view.make_current("m/1")
    QTest.keyClick(made.view, Key.Key_Right)
    assert made.view.selected == {"m/2"}
    QTest.keyClick(made.view, Key.Key_Down)
    assert made.view.current == "m/3"
    said = made.view.accessibleDescription()
    assert "ORDER-3" in said
    assert "created" in said
    assert "820BHT" in said


def test_alt_and_arrows_move_the_bar(board):
    made = board(small.task(1, "242KDN"), small.task(2, "820BHT"))
    made.view.make_current("m/1")
    QTest.keyClick(made.view, Key.Key_Right, Alt)
    QTest.keyClick(made.view, Key.Key_Down, Alt)
    QTest.keyClick(made.view, Key.Key_Left, Alt | Shift)
    assert made.asked == [
        ("m/1", {"start_at": small.at(8, 15), "stop_at": small.at(9, 15)}),
        ("m/1", {"unit": "820BHT"}),
        ("m/1", {"stop_at": small.at(8, 45)}),
    ]


def test_plus_and_minus_zoom_and_the_middle_stays(board):
    made = board()
    axis = made.view.geometry_.axis
    middle = axis.moment(axis.left + axis.width / 2)
    QTest.keyClick(made.view, Key.Key_Minus)
    made.view.make_current("")
    made.view.zoom(0.5)
    assert axis.hours < 14
    assert axis.moment(axis.left + axis.width / 2) == pytest.approx(middle)
    for _ in range(30):
        made.view.zoom(1.25)
    assert axis.hours == MOST_HOURS


def test_a_bar_says_on_hover_what_waits(board):
    made = board(small.task(1, "242KDN", pending=("unit", "stop_at")))
    from fleetdesk.ui.board import bar_text

    told = bar_text.hover(made.view.board.bar("m/1"), made.store, small.ZONE)
    assert "saved on this computer: vehicle, stop" in told
    assert "UTC" in told


@pytest.mark.xdist_group("window")
def test_it_lies_below_the_map_and_can_be_put_away(desk):
    view, window = desk.view, desk.window
    assert view.board.y() > view.map.pane.y()
    assert view.board.x() == view.map.pane.x()
    view.board.toggleViewAction().trigger()
    assert not view.board.isVisible()
    window.save_layout()
    view.board.show()
    restore_layout(window, [view.board], DockColumns([view.board]), desk.app.layout_file.settings)
    assert not view.board.isVisible()


@pytest.mark.xdist_group("window")
def test_a_bar_opens_its_task_and_is_selected_in_the_list(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [small.task(1, "242KDN"), small.task(2)])
    desk.view.board.view.select(["m/1"])
    assert desk.view.tasks.pane.table.selected_keys() == ("m/1",)
    desk.view.board.opened.emit("m/1")
    assert desk.view.tasks.form.header.name.text() == "ORDER-1"
