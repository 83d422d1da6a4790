"""The times of a driver: activities on strip and list, rests, rules, and the vendor's own totals."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.driving_rules.stretches import Doing
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.ui.drivers.pages import Page
from fleetdesk.ui.drivers.stretch_rows import stretch_hover
from fleetdesk.ui.drivers.times_page import TimesPage
from tests.sync.fakes import NOW
from tests.ui.desk import ZONE
from tests.ui.drivers.conftest import activity, choose
from tests.waiting import settled, until


async def times_of(desk, name, kind=PeriodKind.SEVEN_DAYS):
    pane = desk.view.drivers.pane.built()
    choose(pane, name)
    pane.show_page(Page.TIMES)
    page = pane.findChild(TimesPage)
    await settled(desk)
    page.period_row.choose(kind)
    await settled(desk)
    return page


def rows(page):
    return [page.model.item(page.model.key(row)) for row in range(page.model.rowCount())]


async def test_the_page_is_made_when_it_is_first_seen_and_of_nobody_nothing_is_asked(opened):
    pane = opened.view.drivers.pane.built()
    assert pane.findChild(TimesPage) is None
    pane.table.clearSelection()
    pane.show_page(Page.TIMES)
    assert pane.findChild(TimesPage) is not None
    await settled(opened)
    assert "activities" not in opened.vendor.names()


async def test_activities_are_listed_with_what_a_rest_counts_as(opened):
    page = await times_of(opened, "Mari Tamm")
    known = [each for each in rows(page) if each.stretch.doing is not Doing.UNKNOWN]
    assert [(each.stretch.doing.value, each.counts_as) for each in known] == [
        ("drive", ""),
        ("available", ""),
        ("rest", "break"),
        ("drive", ""),
        ("work", ""),
        ("rest", "daily rest"),
    ]
    assert rows(page)[0].stretch.doing is Doing.UNKNOWN  # since the newest message
    told = stretch_hover(next(each for each in rows(page) if each.counts_as == "break"), ZONE)
    assert "rest · 1:00 · break" in told
    assert "UTC" in told


async def test_sums_and_rules_are_said(opened):
    page = await times_of(opened, "Mari Tamm")
    assert page.sums.values[Doing.DRIVE].text() == "drive 5:30"
    assert page.rules["Without a break"].whole == "1:30 of 4:30, 3:00 left"
    assert page.rules["Day"].whole == "5:30 of 10:00, 4:30 left · 0 of 2 days of 10 h used"
    assert page.rules["Week"].whole == "5:30 of 56:00, 50:30 left"
    assert page.rules["Two weeks"].whole == "at least 5:30 of 90:00, the rest is unknown"
    assert page.notice.isVisibleTo(page)
    assert page.vendors.whole == "The vendor adds up: drive 5:30, rest 12:00, 161.9 km."


async def test_a_broken_rule_is_marked_and_said(opened):
    opened.vendor.done = [activity(1, 20, 11, "rest"), activity(2, 9, 5, "drive")]
    page = await times_of(opened, "Mari Tamm")
    rule = page.rules["Without a break"]
    assert (rule.whole, rule.property("wrong")) == ("5:00 of 4:30: 0:30 too long", True)


async def test_what_fails_is_said(opened):
    opened.vendor.done = opened.vendor.sums = Unreachable("The network is away.")
    page = await times_of(opened, "Mari Tamm")
    assert page.trouble.whole == "m: The network is away."
    assert page.model.rowCount() == 0


async def test_cancelled_it_says_how_to_go_on(opened):
    page = await times_of(opened, "Mari Tamm")
    page.period_wanted.emit(True)
    page.cancel_wanted.emit()
    await settled(opened)
    assert page.model.rowCount() == 0
    page.period_wanted.emit(True)
    await until(lambda: page.model.rowCount() > 0)


async def test_the_period_is_asked_for_no_further_than_now(opened):
    await times_of(opened, "Mari Tamm", PeriodKind.TODAY)
    assert max(each[3] for each in opened.vendor.asked if each[0] == "activities") == NOW
    pane = opened.view.drivers.pane.built()
    assert pane.on_escape()
    assert pane.page is Page.LIST


async def test_a_click_on_the_strip_chooses_what_was_done_then(opened):
    page = await times_of(opened, "Mari Tamm")
    first = rows(page)[1].key
    page.strip.picked.emit(first)
    assert page.table.selected_keys() == (first,)
    page.strip.resize(1000, page.strip.height())
    found = [page.strip.row_at(QPoint(x, 20)) for x in range(8, 990)]
    done = list(dict.fromkeys(each.stretch.doing for each in found if each is not None))
    assert done == [Doing.UNKNOWN, Doing.REST, Doing.WORK, Doing.DRIVE, Doing.AVAILABLE]
    where = next(x for x, each in enumerate(found, 8) if each is not None and each.stretch.doing is Doing.DRIVE)
    QTest.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=QPoint(where, 20))
    (key,) = page.table.selected_keys()
    assert page.model.item(key).stretch.doing is Doing.DRIVE
