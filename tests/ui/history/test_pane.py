"""The history dock by itself: rows in words, figures that say unknown, the strip, the period, progress and trouble."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.history.view import view_of
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.history.service import FetchedHistory
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.history.rows import rows_of
from fleetdesk.ui.widgets.table_export import collect
from fleetdesk.ui.widgets.theme import LIGHT
from tests.domain.history.test_strip import MORNING, PERIOD, trip
from tests.domain.history.tracks import NOW
from tests.ui.desk import ZONE

LABELS = {"m/242KDN": "242KDN", "v/jan": "Ján"}
PRIVATE = UnitPast("v/jan", trips=(trip(30, 60, private=True, start_address="Clinic", note="x", purpose="Health"),))


@pytest.fixture
def pane(qapp):
    made = HistoryPane(lambda: LIGHT, ZONE, lambda: NOW).built()
    made.resize(700, 500)
    made.show()
    yield made
    made.close()


def fetched(*pasts, troubles=(), period=PERIOD):
    return FetchedHistory(tuple(view_of(past, period, NOW) for past in pasts), troubles)


def show(pane, found):
    pane.show_history(found, rows_of(found.views, LABELS))


def shown(pane, *columns):
    model = pane.model
    places = [model.place(each) for each in columns]
    return [tuple(model.index(row, place).data() for place in places) for row in range(model.rowCount())]


def test_parts_are_said_in_words_in_the_order_of_time(pane):
    show(pane, fetched(MORNING))
    assert shown(pane, "from", "to", "long", "km", "what")[:8] == [
        ("23.11. 10:00", "10:29", "0:29", "", "Stop: Home"),
        ("23.11. 10:29", "10:30", "0:01", "", "Idling: standing with ignition on"),
        ("23.11. 10:30", "11:00", "0:30", "10.0", "Home → Yard"),
        ("23.11. 11:00", "11:02", "0:02", "", "Idling: standing with ignition on"),
        ("23.11. 11:02", "11:10", "0:08", "", "Stop: Yard"),
        ("23.11. 11:10", "11:20", "0:10", "", "Input 2 on"),
        ("23.11. 11:20", "11:30", "0:10", "", "Stop: Yard"),
        ("23.11. 11:30", "11:35", "0:05", "", "Refuelled 50 L · Pump"),
    ]


def test_the_figures_are_said_in_one_line(pane):
    show(pane, fetched(MORNING))
    assert pane.totals.whole == (
        "20.0 km · driving 1:00 · idling 0:07 · standing 2:53 · refuelled 50 L · highest 90 km/h · trips 2 · stops 3"
    )


def test_a_figure_that_nobody_knows_is_unknown_and_not_zero(pane):
    show(pane, fetched(replace(MORNING, refuels=None, inputs=None)))
    assert "idling unknown" in pane.totals.whole
    assert "refuelled unknown L" in pane.totals.whole


def test_a_private_trip_tells_nothing_but_that_it_was(pane):
    show(pane, fetched(PRIVATE))
    assert ("Private trip",) in shown(pane, "what")
    model = pane.model
    cells = [model.index(row, place) for row in range(model.rowCount()) for place in range(model.columnCount())]
    roles = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    told = [model.data(cell, role) for cell in cells for role in roles]
    assert not [each for each in told if each and ("Clinic" in str(each) or "Health" in str(each))]


async def test_a_file_of_it_has_moments_numbers_and_nothing_private(pane):
    show(pane, fetched(MORNING, PRIVATE))
    grid = await collect(pane.table, "History", ZONE, everything=True)
    rows = [dict(zip(grid.headings, row, strict=True)) for row in grid.rows]
    first_trip = next(row for row in rows if row["Kind"] == "Trip" and row["Account"] == "m")
    assert (first_trip["From"], first_trip["Hours"], first_trip["km"]) == (NOW - timedelta(minutes=210), 0.5, 10.0)
    assert next(row["Litres"] for row in rows if row["Kind"] == "Refuelling") == 50.0
    private = next(row for row in rows if row["Private"])
    assert {private[name] for name in ("Start address", "End address", "Purpose", "Notes")} == {None}


def test_each_state_without_rows_says_what_to_do(pane):
    (empty,) = [each for each in pane.findChildren(QWidget, "EmptyTitle") if each.isVisible()]
    assert empty.text() == "No vehicle yet"
    pane.show_units(["242KDN"])
    pane.show_history(None, {})
    assert empty.text() == "Being fetched"
    show(pane, fetched(UnitPast("m/242KDN")))
    assert empty.text() == "Nothing known"
    assert pane.totals.isVisible() or not pane.totals.whole


def test_what_is_missing_is_said_and_the_rest_is_shown(pane):
    show(pane, fetched(MORNING, troubles=("m: The server failed.",)))
    assert (pane.trouble.isVisible(), pane.trouble.whole) == (True, "m: The server failed.")
    assert pane.model.rowCount() > 5
    show(pane, fetched(MORNING))
    assert not pane.trouble.isVisible()


def test_progress_is_shown_with_a_way_to_cancel(pane, qtbot):
    cancel = next(each for each in pane.findChildren(QPushButton) if each.accessibleName() == "Cancel fetching")
    assert not cancel.isVisible()
    pane.show_progress(Progress(3, 7))
    assert cancel.isVisible()
    with qtbot.waitSignal(pane.cancel_wanted):
        cancel.click()
    pane.show_progress(Progress(3, 7, "VEZMA"))
    assert any("waiting until VEZMA" in each.text() for each in pane.findChildren(QWidget, "Dim"))
    pane.show_progress(None)
    assert not cancel.isVisible()


def test_a_press_on_the_strip_chooses_the_row(pane, qtbot):
    show(pane, fetched(MORNING))
    keys = [pane.model.key(row) for row in range(pane.model.rowCount())]
    trips = [key for key in keys if pane.model.item(key).part.km]
    middle = pane.strip.width() * 45 / 240
    at = next(QPoint(round(middle), y) for y in range(2, 20) if pane.strip.row_at(QPoint(round(middle), y)))
    with qtbot.waitSignal(pane.picked) as picked:
        QTest.mouseClick(pane.strip, Qt.MouseButton.LeftButton, pos=at)
    assert [row.number for row in picked.args[0]] == trips[:1]
    assert pane.table.selected_keys() == tuple(trips[:1])


def test_a_row_that_is_chosen_is_told(pane, qtbot):
    show(pane, fetched(MORNING))
    with qtbot.waitSignal(pane.picked) as picked:
        pane.table.selectRow(2)
    assert [row.part.start for row in picked.args[0]] == ["Home"]


def test_escape_clears_the_selection_and_then_the_track(pane, qtbot):
    show(pane, fetched(MORNING))
    pane.table.selectRow(2)
    with qtbot.assertNotEmitted(pane.escaped):
        assert pane.on_escape()
    with qtbot.waitSignal(pane.escaped):
        pane.on_escape()


def test_several_units_have_a_lane_and_a_name_each(pane):
    show(pane, fetched(MORNING, PRIVATE))
    assert {row[0] for row in shown(pane, "unit")} == {"242KDN", "Ján"}
    one = pane.strip.sizeHint().height()
    show(pane, fetched(MORNING))
    assert pane.strip.sizeHint().height() < one


def test_the_strip_of_a_day_of_25_hours_is_painted(pane):
    autumn = Span(1_792_875_600.0, 1_792_875_600.0 + 25 * 3600)
    show(pane, fetched(MORNING, period=autumn))
    assert not pane.strip.grab().isNull()


# -- the period


def choose(pane, kind):
    pane.period_row.choose(kind)
    return pane.period_row.period()


def test_a_period_is_chosen_from_the_box(pane, qtbot):
    with qtbot.waitSignal(pane.period_wanted) as wanted:
        yesterday = choose(pane, PeriodKind.YESTERDAY)
    assert wanted.args == [False]
    assert yesterday.ends - yesterday.begins == 86_400


def test_from_and_to_are_typed(pane, qtbot):
    assert not pane.period_row.start.isVisible()
    with qtbot.assertNotEmitted(pane.period_wanted):
        choose(pane, PeriodKind.CUSTOM)
    assert pane.period_row.start.isVisible()
    for name, text in (("From", "22.11.2026 08:00"), ("To", "22.11.2026 10:00")):
        field = next(each for each in pane.findChildren(QLineEdit) if each.accessibleName() == name)
        field.setText(text)
    with qtbot.waitSignal(pane.period_wanted):
        QTest.keyClick(pane.period_row.stop, Qt.Key.Key_Return)
    span = pane.period_row.period()
    assert span.ends - span.begins == 7200


def test_what_is_no_period_is_marked_and_said(pane):
    choose(pane, PeriodKind.CUSTOM)
    pane.period_row.start.setText("soon")
    assert pane.period_row.period() is None
    assert pane.period_row.start.property("wrong") is True
    assert "no time FleetDesk can read" in pane.trouble.whole
    pane.period_row.start.setText("22.11.2026")
    assert pane.period_row.period() is not None
    assert not pane.trouble.isVisible()


def test_a_span_is_put_in_from_outside(pane, qtbot):
    with qtbot.waitSignal(pane.period_wanted):
        pane.period_row.choose_span(PERIOD.begins, PERIOD.ends)
    assert pane.period_row.period() == PERIOD


def test_everything_has_a_name(pane):
    show(pane, fetched(MORNING))
    choose(pane, PeriodKind.CUSTOM)
    pane.show_progress(Progress(0, 1))
    for each in (pane.table, pane.strip, pane.period_row.box, pane.period_row.start, pane.totals, pane.legend):
        assert QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) or each.accessibleName(), each
