"""Who was here: answered from this computer, the rest on a stated budget, cancelled, printed, and opened in history."""

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.ui.widgets.print_preview import PrintPreview
from fleetdesk.ui.widgets.table_export import collect
from tests.sync.fakes import NOW
from tests.sync.history.fakes import Vehicles
from tests.task_lists import apply_tasks
from tests.ui.desk import ZONE, task
from tests.waiting import settled

HERE = Area.of([(24.99, 58.49), (25.01, 58.49), (25.01, 58.51), (24.99, 58.51)])  # the fake's vehicles stand in it


@pytest.fixture
def asked(telling):
    return telling


@pytest.fixture
def pane(asked):
    return asked.view.visits.pane.built()


@pytest.fixture
def controller(asked):
    return asked.view.visits.controller


async def answered(desk, kind=PeriodKind.YESTERDAY):
    desk.view.visits.pane.built().period_row.choose(kind)
    desk.view.visits.controller.open(HERE, "Yard")
    await settled(desk)


async def with_all(desk):
    await answered(desk)
    desk.view.visits.pane.built().rest.button.click()
    await settled(desk)


async def test_without_tracks_the_answer_says_so_and_states_what_the_rest_costs(asked, pane):
    await answered(asked)
    assert pane.known.whole == "By the tracks on this computer of 0 of 4 vehicles, 0 of 8 days."
    assert pane.rest.cost.whole == "4 vehicles, 8 days: about 8 requests, 8 s"
    assert not pane.rest.isHidden()
    assert asked.vendor.asked == []


async def test_the_rest_is_fetched_and_shown_and_answers_at_once_the_next_time(asked, pane):
    await with_all(asked)
    assert pane.model.rowCount() == 4
    row = pane.model.item(pane.model.key(0))
    assert (row.label, row.nth, row.count, row.remark) == (
        "001LST",
        1,
        1,
        "there when the period began, there when the period ended",
    )
    assert pane.totals.whole.startswith(
        "4 vehicles · 4 visits · 96:00 hours in all · first 22.11. 00:00, last 23.11. 00:00"
    )
    assert pane.header.count.text() == "4 vehicles"
    assert not pane.rest.isVisibleTo(pane)
    assert {name for name, *_ in asked.vendor.asked} == {"track"}
    asked.vendor.asked.clear()
    await answered(asked)
    assert pane.model.rowCount() == 4
    assert asked.vendor.asked == []


async def test_who_is_inside_now_is_said_to_be(asked, pane):
    await answered(asked, PeriodKind.TODAY)
    pane.rest.button.click()
    await settled(asked)
    row = pane.model.item(pane.model.key(0))
    assert (NOW - row.ends).total_seconds() == 3600  # the fake's newest point
    assert not row.still


async def test_what_fails_is_said(asked, pane):
    asked.vendor.failing = {"track": Unreachable("The server failed.")}
    await with_all(asked)
    assert "242KDN: The server failed." in pane.trouble.whole
    assert pane.rest.isVisibleTo(pane)


async def test_cancelling_keeps_what_has_come_and_says_so(asked, pane):
    held = asyncio.Event()

    class Slow(Vehicles.Part):
        async def track(self, unit, start):
            await held.wait()
            return await super().track(unit, start)

    asked.provider.history = Slow(asked.vendor)
    await answered(asked)
    pane.rest.button.click()
    await asyncio.sleep(0)
    assert not pane.progress.isHidden()
    pane.progress.cancel_wanted.emit()
    await settled(asked)
    assert pane.progress.isHidden()
    assert pane.trouble.whole.startswith("Cancelled.")


async def test_the_area_panel_asks_about_the_area_on_the_map_and_calls_it_as_it_is_saved(asked, pane):
    asked.view.map.pane.show_area(HERE)
    (made,) = [e for e in asked.view.map.pane.panel.findChildren(QPushButton) if e.accessibleName() == "Who was here"]
    made.click()
    await settled(asked)
    assert not pane.visibleRegion().isEmpty()
    assert pane.size_words.whole.startswith("58.50000, 25.00000 · ")
    await asked.areas.save("Customer", '{"type": "Polygon", "coordinates": %s}' % [list(map(list, HERE.parts[0][0]))])
    asked.window.actions_by_text["Who was in the area"].trigger()
    await settled(asked)
    assert pane.name.text() == "Customer"


async def test_the_menu_of_a_task_asks_about_its_place(asked, pane):
    apply_tasks(asked.store, "m", [task(7, "242KDN")])
    menu = asked.task_menu.popup(("m/7",), QPoint(5, 5))
    next(each for each in menu.actions() if "Who was here" in each.text()).trigger()
    await settled(asked)
    assert "300 × 300 m" in pane.size_words.whole
    assert pane.name.text()


async def test_a_visit_opens_in_the_history(asked, pane):
    await with_all(asked)
    pane.opened.emit(pane.model.key(0))
    await settled(asked)
    shown = asked.view.history.pane.built()
    row = pane.model.item(pane.model.key(0))
    assert shown.header.count.text() == row.label
    assert shown.period_row.period().begins == row.begins.timestamp() - 3600


async def test_a_file_of_it_has_moments_hours_and_the_zone_and_its_page_is_shown_before_it_is_printed(asked, pane):
    await with_all(asked)
    pane.print.click()
    (preview,) = asked.window.findChildren(PrintPreview)
    assert preview.windowTitle() == "Who was here: Yard"
    preview.close()
    grid = await collect(pane.table, "Who was here", ZONE, everything=True)
    row = dict(zip(grid.headings, grid.rows[0], strict=True))
    begun = NOW.replace(hour=22) - timedelta(days=2)
    assert (row["Vehicle"], row["In"], row["Out"]) == ("001LST", begun, begun + timedelta(days=1))
    assert (row["Hours"], row["Hours of the vehicle in all"], row["Hours with an unknown way"]) == (24.0, 24.0, 0.0)
    assert (row["Visit"], row["Visits of the vehicle"], row["Account"]) == (1, 1, "m")
    assert (row["Seen to come"], row["Seen to leave"]) == ("no", "no")
    assert "In (Europe/Tallinn)" in grid.told_headings()
