"""The reports dock: ordered by a form, followed, its rows shown in the company's zone, compared, repeated, exported."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.domain.reports import ReportGrouping, ReportType
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.reports.dialog import ReportDialog
from fleetdesk.ui.widgets.foreign_text import set_value
from fleetdesk.ui.widgets.table_export import collect
from tests.sync.fakes import NOW, unit
from tests.sync.test_reports import Reporting
from tests.ui.desk import ZONE, column
from tests.ui.places.test_places import Listing
from tests.waiting import settled, until

SEPTEMBER = datetime(2026, 8, 31, 21, tzinfo=UTC), datetime(2026, 9, 30, 20, 59, 59, tzinfo=UTC)
OCTOBER = datetime(2026, 9, 30, 21, tzinfo=UTC), datetime(2026, 10, 31, 21, 59, 59, tzinfo=UTC)


def report(number, state="done", period=SEPTEMBER, kind="poi", **more):
    more = {"group": "vehicle", "state_changed_at": NOW, **more}
    return Report("m", number, state, type=kind, started_at=period[0], ended_at=period[1], **more)


def visit(number, unit="242KDN", place="Depot", stay=3600, km=1.5):
    came = SEPTEMBER[0] + timedelta(hours=number)
    return Visit("m", number, unit, place, 100.0, came, came + timedelta(seconds=stay), stay, 90, km, f"R{number}")


class Told(Reporting):
    """Another answer for each report."""

    def __init__(self, rows, *reports):
        super().__init__(*reports)
        self.by_number = rows

    async def rows(self, number):
        self.visits = self.by_number.get(number, [])
        return await super().rows(number)


class Making:
    """The part of an account that makes reports; it is never asked here, since nothing sends."""


@pytest.fixture
async def opened(desk):
    desk.fill()
    desk.store.apply_units("m", [unit("242KDN", category="Trucks", category_id="7")], whole=False)
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    rows = {1: [visit(1), visit(2, "820BHT", stay=1800)], 2: [visit(1, stay=7200), visit(3, place="Yard")]}
    desk.provider.creations = Making()
    desk.provider.reports = Told(rows, report(1), report(2, period=OCTOBER), report(3, "processing", group_id="242KDN"))
    desk.window.actions_by_text["Reports"].trigger()
    await until(lambda: desk.view.reports.pane.built().model.rowCount() == 3)
    await settled(desk)
    yield desk
    await desk.services.reports.close()


@pytest.fixture
def pane(opened):
    return opened.view.reports.pane.built()


def press(owner, name):
    made = next(each for each in owner.findChildren(QPushButton) if each.accessibleName() == name)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


async def show(desk, pane, number):
    pane.table.show_selection((f"m/{number}",))
    pane.table.opened.emit(f"m/{number}")
    await settled(desk)


def dialog(desk):
    return next(each for each in desk.window.findChildren(ReportDialog) if each.isVisible())


def waiting(desk):
    return list(desk.store.task_store.waiting.values())


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


async def test_the_list_tells_type_period_whom_and_state_in_words(opened, pane):
    """Names and types that the vendor may send are shown as text; Escape clears the selection."""
    rows = dict(zip(column(pane.model, "period"), column(pane.model, "state"), strict=True))
    assert rows == {"01.09. – 30.09.2026": "being made", "01.10. – 31.10.2026": "done"}
    assert sorted(column(pane.model, "about")) == ["242KDN", "all vehicles", "all vehicles"]
    assert set(column(pane.model, "type")) == {"Places"}
    odd = replace(report(9, "unknown", kind="<b>moon</b>", group_id="x", group_name="<i>\u202eevil"), started_at=None)
    opened.services.reports.take(odd)
    await settled(opened)
    assert "<b>moon</b>" in column(pane.model, "type")
    pane.table.show_selection(("m/1",))
    assert pane.on_escape()
    assert not pane.on_escape()


async def test_nothing_is_asked_before_it_is_seen(desk):
    desk.provider.reports = Reporting(report(1))
    await settled(desk)
    assert desk.provider.reports.asked == []


async def test_a_double_click_shows_the_rows_of_one_that_is_done_in_the_companys_zone(opened, pane):
    await show(opened, pane, 3)
    assert opened.provider.reports.asked == ["list"]
    assert not pane.results.visits.rowCount()
    pane.select("m/3")
    assert not pane.show_it.isEnabled()
    await show(opened, pane, 1)
    visits = pane.results.visits
    assert column(visits, "vehicle") == ["242KDN", "820BHT"]
    assert [each[-5:] for each in column(visits, "entered")] == ["01:00", "02:00"]
    assert column(visits, "stay") == ["1:00", "0:30"]
    assert pane.results.totals.text() == "2 visits · stay 1:30 · engine 0:03 · 3.0 km"
    assert pane.results.subject.whole == "Places · all vehicles · 01.09. – 30.09.2026"


async def test_two_reports_are_compared_by_what_is_chosen(opened, pane):
    await show(opened, pane, 2)
    choose(pane.results.other, "m/1")
    await settled(opened)
    changes = pane.results.differences
    assert column(changes, "place") == ["Depot", "Yard"]
    assert column(changes, "visits") == ["1", "1"]
    assert column(changes, "visits_before") == ["2", "0"]
    assert column(changes, "visits_change") == ["−1", "+1"]
    assert column(changes, "stay_change") == ["+0:30", "+1:00"]
    choose(pane.results.by, ReportGrouping.BOTH.value)
    await settled(opened)
    assert column(changes, "vehicle") == ["242KDN", "820BHT", "242KDN"]
    choose(pane.results.other, "")
    await settled(opened)
    assert column(pane.results.visits, "stay") == ["2:00", "1:00"]
    assert [each for each in opened.provider.reports.asked if each != "list"] == [2, 1]


async def test_hovers_tell_what_a_narrow_list_cuts(opened, pane):
    await show(opened, pane, 2)
    choose(pane.results.other, "m/1")
    await settled(opened)
    tip = Qt.ItemDataRole.ToolTipRole
    assert "Before: 2 visits, 1:30, 3.0 km" in pane.results.differences.index(0, 0).data(tip)
    assert "R1" in pane.results.visits.index(0, 0).data(tip)
    assert "done, since" in pane.model.index(0, pane.model.place("type")).data(tip)


async def test_a_report_of_another_type_is_not_offered_to_compare_with(opened, pane):
    opened.provider.reports.reports.append(report(4, kind="geo"))
    opened.services.reports.ask_account_again("m")
    await until(lambda: pane.model.rowCount() == 4)
    await show(opened, pane, 4)
    assert not pane.results.other.isEnabled()


async def test_repeating_orders_the_same_for_last_month_through_the_outbox(opened, pane):
    pane.select("m/3")
    press(pane, "Repeat for last month")
    await until(lambda: waiting(opened))
    (op,) = waiting(opened)
    assert op.kind is OpKind.REPORT
    first = (NOW.replace(day=1) - timedelta(days=1)).replace(day=1)
    assert first.strftime("%m.%Y") in op.label
    assert (op.fields["type"], op.fields["group_id"]) == ("poi", "242KDN")
    await settled(opened)
    assert pane.model.rowCount() == 4
    press(pane, "Repeat for last month")
    await settled(opened)
    assert len(waiting(opened)) == 1


async def test_the_form_says_what_the_report_will_hold_and_orders_it(opened, pane):
    press(pane, "New report")
    asked = dialog(opened)
    choose(asked.kind, ReportType.TASKS.value)
    assert "all vehicles" in asked.told.text()
    choose(asked.about, "category")
    assert "group Trucks" in asked.told.text()
    press(asked, "Order the report")
    await until(lambda: waiting(opened))
    (op,) = waiting(opened)
    assert (op.fields["type"], op.fields["group"], op.fields["group_id"]) == ("rtasks", "category", "7")
    await settled(opened)
    assert "Tasks" in column(pane.model, "type")


async def test_a_vehicle_that_nobody_knows_and_a_period_that_has_not_begun_are_said(opened, pane):
    press(pane, "New report")
    asked = dialog(opened)
    choose(asked.about, "vehicle")
    set_value(asked.vehicle, "nobody")
    press(asked, "Order the report")
    assert "called so" in asked.answer.text()
    assert waiting(opened) == []
    set_value(asked.vehicle, "820bht ")
    assert asked.typed().group_id == "820BHT"
    asked.period_row.choose_span(NOW.timestamp() + 86400, NOW.timestamp() + 90000)
    press(asked, "Order the report")
    assert "not begun" in asked.answer.text()
    assert waiting(opened) == []


async def test_without_an_account_that_makes_reports_it_is_said(opened, pane):
    opened.provider.creations = None
    press(pane, "New report")
    assert not [each for each in opened.window.findChildren(ReportDialog) if each.isVisible()]


async def test_what_fails_is_asked_again_and_one_without_rows_shows_none(opened, pane):
    opened.provider.reports.error = Unreachable("The network is away.")
    await show(opened, pane, 1)
    assert pane.results.visits.rowCount() == 0
    opened.provider.reports.error = None
    await show(opened, pane, 1)
    assert pane.results.visits.rowCount() == 2
    opened.provider.reports.by_number = {}
    await show(opened, pane, 2)
    assert pane.results.visits.rowCount() == 0
    assert pane.results.totals.text() == ""


async def test_one_that_the_vendor_lists_no_more_is_closed(opened, pane):
    await show(opened, pane, 1)
    opened.provider.reports.reports = [report(2, period=OCTOBER)]
    opened.services.reports.ask_account_again("m")
    await until(lambda: pane.model.rowCount() == 1)
    assert pane.results.subject.whole == ""


async def test_files_hold_moments_with_their_zone_and_hours_as_numbers(opened, pane):
    await show(opened, pane, 2)
    rows = await collect(pane.results.visit_table, "rows", ZONE)
    row = dict(zip(rows.headings, rows.rows[0], strict=True))
    came = next(value for heading, value in row.items() if heading.startswith("Came"))
    assert came == visit(1).entered_at.astimezone(ZONE)
    assert (row["Stay, hours"], row["km"]) == (2.0, 1.5)
    choose(pane.results.other, "m/1")
    await settled(opened)
    changes = await collect(pane.results.difference_table, "changes", ZONE)
    row = dict(zip(changes.headings, changes.rows[0], strict=True))
    assert (row["Visits ±"], row["km before"]) == (-1, 3.0)
    listed = await collect(pane.table, "reports", ZONE)
    assert any(heading.startswith("From") for heading in listed.headings)


PLACES = [
    Poi("m", 5, 58.5, 25.0, "Depot"),
    Poi("m", 6, 58.6, 25.0, "Depot"),
    Geozone("m", 7, "Yard", 59.0, 24.0, 100.0),
]


@pytest.fixture
async def placed(opened):
    """The reports dock of an account that lists two places of one name and a geozone."""
    opened.provider.places = Listing(PLACES)
    opened.services.named_places.refresh()
    return opened


async def test_one_place_alone_is_ordered_by_its_name(placed, pane):
    press(pane, "New report")
    asked = dialog(placed)
    await settled(placed)
    set_value(asked.place, "depot (6)")
    assert "to Depot (6):" in asked.told.text()
    press(asked, "Order the report")
    await until(lambda: waiting(placed))
    (op,) = waiting(placed)
    assert (op.fields["type"], op.fields["type_id"]) == ("poi", 6)
    await settled(placed)
    assert "all vehicles, only Depot (6)" in column(pane.model, "about")


async def test_each_type_offers_its_own_places_and_one_that_nobody_knows_is_said(placed, pane):
    press(pane, "New report")
    asked = dialog(placed)
    await settled(placed)
    set_value(asked.place, "nowhere")
    press(asked, "Order the report")
    assert "No place of this account" in asked.answer.text()
    assert waiting(placed) == []
    set_value(asked.place, "Depot (5)")
    choose(asked.kind, ReportType.ZONES.value)
    assert asked.place.text() == ""
    set_value(asked.place, "yard")
    assert asked.typed().place_id == 7
    choose(asked.kind, ReportType.COUNTRIES.value)
    assert not asked.place.isVisible()
    assert asked.typed().place_id is None


async def test_the_menu_of_a_place_asks_for_a_report_of_it_alone(placed):
    placed.window.actions_by_text["Places"].trigger()
    rows = placed.view.places.pane.built()
    await until(lambda: rows.model.rowCount() == len(PLACES))
    for name, kind, number in (("Depot", ReportType.PLACES, 5), ("Yard", ReportType.ZONES, 7)):
        row = next(each for each in rows.shown() if each.name == name and each.place.id == number)
        rows.menu_wanted.emit(row, QPoint(10, 10))
        menu = next(each for each in rows.findChildren(QMenu) if each.isVisible())
        next(each for each in menu.actions() if each.text() == "Report of its visits…").trigger()
        menu.close()
        wish = dialog(placed).typed()
        assert (wish.kind, wish.place_id) == (kind, number), name
        dialog(placed).reject()
