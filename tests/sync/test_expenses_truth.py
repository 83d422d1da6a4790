"""What people spent is what the simulator's people really filled up, and the plain sum of its pages, in both zones."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from fleetdesk.domain.board import day_span
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.expenses import ExpenseGrouping, ExpenseKind, expense_sums
from fleetdesk.sync.expenses import ExpenseService

ZONES = [ZoneInfo("Europe/Tallinn"), ZoneInfo("Europe/Bratislava")]


@pytest.fixture
def plain_rows(simulator, now):
    """Every expense of the server's pages back to a moment, as it tells them."""

    def walk(since):
        cursor, rows = "-1", []
        with httpx.Client(base_url=simulator.vezma_url, headers={"Authorization": f"VEZMA {simulator.token}"}) as web:
            while True:
                page = web.get("Expenses", params={"cursor": cursor, "count": 50}).raise_for_status().json()
                rows += page["expenses"]
                if not page["nextCursor"] or not page["expenses"] or at(page["expenses"][-1]) < since:
                    return rows
                cursor = page["nextCursor"]

    return walk


def at(row):
    return datetime.fromisoformat(row["spentOnUtc"]).timestamp()


def week(now, zone):
    """Seven days of the zone, the change of the clock among them."""
    days = [day_span(now.date() - timedelta(days=back), zone) for back in (7, 1)]
    return Span(days[0][0], days[1][1])


@pytest.mark.parametrize("zone", ZONES, ids=str)
async def test_every_filling_up_of_a_person_is_there_and_no_other(simulator, vezma, now, zone):
    period, tried = week(now, zone), 0
    found = await ExpenseService({"v": vezma}, lambda: now).fetch(period)
    assert found.troubles == ()
    for person in {row.person_id for row in found.rows}:
        truth = simulator.control(f"truth/past?uid={person}&begins={period.begins}&ends={period.ends}")
        filled = [row for row in found.rows if row.person_id == person and row.kind is ExpenseKind.FUEL]
        assert len(filled) == truth["refuels"], person
        assert sum(row.litres or 0.0 for row in filled) == pytest.approx(truth["litres"], abs=1 + len(filled))
        tried += len(filled)
    assert tried > 10


@pytest.mark.parametrize("zone", ZONES, ids=str)
async def test_sums_are_those_of_the_pages_added_up(vezma, now, zone, plain_rows):
    period = week(now, zone)
    found = await ExpenseService({"v": vezma}, lambda: now).fetch(period)
    true = [row for row in plain_rows(period.begins) if period.begins <= at(row) < period.ends]
    assert len(found.rows) == len(true) > 10
    for by in (ExpenseGrouping.MONTH, ExpenseGrouping.VEHICLE, ExpenseGrouping.PERSON, ExpenseGrouping.KIND):
        sums = expense_sums(found.rows, by, zone)
        assert sum(each.count for each in sums) == len(true)
        assert sum(each.cost or 0.0 for each in sums) == pytest.approx(sum(row["totalCost"] for row in true))
    months = {each.key: each.cost for each in expense_sums(found.rows, ExpenseGrouping.MONTH, zone)}
    for month, cost in months.items():
        local = [row for row in true if datetime.fromtimestamp(at(row), zone).strftime("%Y-%m") == month]
        assert cost == pytest.approx(sum(row["totalCost"] for row in local))
