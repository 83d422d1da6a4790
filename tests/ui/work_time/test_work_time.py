"""The work time dock: all vehicles by what is chosen, one in detail, true values in files, cancelled, asked again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.work_time import Grouping, WorkKind
from fleetdesk.ui.widgets.table_export import collect
from fleetdesk.ui.widgets.theme import LIGHT
from fleetdesk.ui.work_time.columns import COLOURS
from tests.sync.fakes import NOW, unit
from tests.sync.test_work_time import Counting
from tests.ui.desk import ZONE, cancel_asking, column
from tests.waiting import settled


@pytest.fixture
async def opened(desk):
    desk.fill()
    desk.store.apply_units("m", [unit("A", category="Trucks"), unit("B")], whole=False)
    desk.provider.work = Counting()
    desk.window.actions_by_text["Work time"].trigger()
    await settled(desk)
    return desk


@pytest.fixture
def pane(opened):
    return opened.view.work_time.pane.built()


async def test_the_command_asks_for_the_day_and_shows_every_vehicle_with_a_bar(opened, pane):
    assert column(pane.sums, "name") == ["A", "B", "C"]
    assert column(pane.sums, "work_s") == ["1:00", "", ""]
    assert column(pane.sums, "rides") == ["2", "", "1"]
    assert pane.totals.whole == "3 vehicles · Work 1:00 · Repair 0:01 · Own repair 0:00 · 3 rides"
    index = pane.sums.index(0, pane.sums.place("bar"))
    pane.sum_table.scrollTo(index)
    picture = pane.sum_table.viewport().grab(pane.sum_table.visualRect(index)).toImage()
    seen = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    assert QColor(LIGHT.of(COLOURS[WorkKind.WORK])).name() in seen


async def test_nothing_is_asked_before_it_is_opened(desk):
    desk.provider.work = Counting()
    assert desk.provider.work.asked == []


async def test_another_period_is_asked_for_day_by_day(opened, pane):
    pane.period_row.choose(PeriodKind.SEVEN_DAYS)
    await settled(opened)
    assert column(pane.sums, "work_s")[0] == "7:00"
    assert column(pane.sums, "days")[0] == "7"


async def test_sums_are_by_what_is_chosen_without_asking_again(opened, pane):
    asked = len(opened.provider.work.asked)
    pane.grouping.setCurrentIndex(list(Grouping).index(Grouping.CATEGORY))
    assert column(pane.sums, "name") == ["none", "Trucks"]
    assert column(pane.sums, "units") == ["2", "1"]
    assert len(opened.provider.work.asked) == asked


async def test_the_periods_of_the_selected_vehicle_are_below_and_a_sum_of_many_has_none(opened, pane):
    pane.sum_table.show_selection(("m/A",))
    pane.chosen.emit("m/A")
    await settled(opened)
    assert pane.subject.whole == "A"
    assert column(pane.periods, "kind") == ["Work", "Work"]
    assert column(pane.periods, "length") == ["5:00", "2:00"]
    assert "could not be read" in pane.trouble.text()
    pane.grouping.setCurrentIndex(list(Grouping).index(Grouping.DAY))
    pane.sum_table.show_selection((pane.sums.key(0),))
    pane.chosen.emit(pane.selected_unit())
    await settled(opened)
    assert pane.periods.rowCount() == 0
    assert pane.subject.whole == ""
    assert pane.on_escape()
    assert not pane.on_escape()
    assert pane.sum_table.focusPolicy() != Qt.FocusPolicy.NoFocus


async def test_what_fails_is_said_and_asked_again(opened, pane):
    opened.provider.work.error = Unreachable("The network is away.")
    pane.period_row.choose(PeriodKind.YESTERDAY)
    await settled(opened)
    assert "The network is away." in pane.trouble.text()
    assert pane.sums.rowCount() == 0
    opened.provider.work.error = None
    pane.period_wanted.emit(True)
    await settled(opened)
    assert pane.sums.rowCount() == 3
    assert not pane.trouble.isVisibleTo(pane)


async def test_asking_is_cancelled_and_goes_on_later(opened, pane):
    await cancel_asking(
        opened, pane, opened.provider.work, "times", lambda: pane.period_row.choose(PeriodKind.YESTERDAY)
    )
    assert pane.sums.rowCount() == 0
    pane.period_wanted.emit(True)
    await settled(opened)
    assert pane.sums.rowCount() == 3


async def test_a_file_holds_hours_as_numbers_and_moments_with_their_zone(opened, pane):
    sums = await collect(pane.sum_table, "work", ZONE)
    row = dict(zip(sums.headings, sums.rows[0], strict=True))
    assert (row["By"], row["Work, hours"], row["Repair, hours"], row["Rides"]) == ("A", 1.0, 0.017, 2)
    pane.chosen.emit("m/A")
    await settled(opened)
    periods = await collect(pane.period_table, "periods", ZONE)
    row = dict(zip(periods.headings, periods.rows[0], strict=True))
    begun = next(value for heading, value in row.items() if heading.startswith("From"))
    assert begun == (NOW - timedelta(hours=5)).astimezone(ZONE)
    assert row["Length, hours"] == 5.0
