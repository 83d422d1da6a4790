"""Expenses are read as far back as the period, once in a while, and never with what positions need."""

from datetime import timedelta

import pytest

from fleetdesk.api.parts import ExpensePage
from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.expenses import ExpenseGrouping, ExpenseKind, NamesOfExpenses, expense_sums
from fleetdesk.domain.places import Expense
from fleetdesk.sync import expenses
from fleetdesk.sync.expenses import NONE_TELLS, ExpenseService
from tests.sync.fakes import NOW, FakeProvider
from tests.ui.desk import ZONE

WEEK = Span((NOW - timedelta(days=7)).timestamp(), NOW.timestamp())


class Book:
    """A vendor's expenses: one a day at noon, ten a page."""

    def __init__(self):
        self.asked, self.error, self.unread = [], None, 0

    async def names(self):
        return NamesOfExpenses({"1": "Octavia"}, {"jan": "Jan"}, ("Toll",), ("Battery",))

    async def page(self, cursor="-1"):
        self.asked.append(cursor)
        if self.error:
            raise self.error
        first = 0 if cursor == "-1" else int(cursor)
        rows = tuple(
            Expense("v", str(day), "FuelUp", unit="1", spent_at=NOW - timedelta(days=day), spent_by="jan", cost=10.0)
            for day in range(first, first + 10)
        )
        return ExpensePage(rows, str(first + 10), self.unread)


@pytest.fixture
def provider():
    made = FakeProvider("v", vehicles=False)
    made.expenses = Book()
    return made


@pytest.fixture
def clock():
    return [NOW]


@pytest.fixture
def service(provider, clock):
    return ExpenseService({"v": provider}, lambda: clock[0])


async def test_the_expenses_of_the_period_have_the_names_of_vehicle_and_person(service):
    found = await service.fetch(WEEK)
    assert {(each.vehicle, each.person, each.kind) for each in found.rows} == {("Octavia", "Jan", ExpenseKind.FUEL)}
    assert len(found.rows) == 7
    assert found.categories == ("Battery", "Toll")
    assert found.troubles == ()


async def test_pages_are_read_as_far_back_as_the_period_and_not_again_for_a_while(service, provider, clock):
    await service.fetch(Span((NOW - timedelta(days=15)).timestamp(), NOW.timestamp()))
    assert provider.expenses.asked == ["-1", "10"]
    await service.fetch(WEEK)
    assert len(provider.expenses.asked) == 2
    clock[0] = NOW + timedelta(minutes=11)
    await service.fetch(WEEK)
    assert provider.expenses.asked[2:] == ["-1"]
    await service.fetch(WEEK, anew=True)
    assert provider.expenses.asked[3:] == ["-1"]


async def test_it_waits_while_the_budget_is_needed_for_positions(service, provider, monkeypatch):
    monkeypatch.setattr(expenses, "WAIT_S", 0.0)
    provider.used, told = 120, []

    def hear(progress):
        told.append(progress.waits_for)
        if progress.waits_for:
            provider.used = 3

    await service.fetch(WEEK, hear)
    assert "v" in told
    assert provider.expenses.asked == ["-1"]


async def test_what_fails_is_told_and_what_was_read_before_stays(service, provider, clock):
    await service.fetch(WEEK)
    clock[0], provider.expenses.error = NOW + timedelta(hours=1), Unreachable("The network is away.")
    found = await service.fetch(WEEK)
    assert found.troubles == ("v: The network is away.",)
    assert len(found.rows) == 7


async def test_rows_that_cannot_be_read_are_told_of(service, provider):
    provider.expenses.unread = 2
    assert "v: some expenses could not be read" in (await service.fetch(WEEK)).troubles[0]


async def test_where_nobody_keeps_expenses_that_is_said():
    assert (await ExpenseService({"m": FakeProvider()}, lambda: NOW).fetch(WEEK)).troubles == (NONE_TELLS,)


async def test_the_simulated_company_adds_up_page_by_page(vezma):
    """Against all pages read one by one; the sums of months and of vehicles are those of all expenses."""
    now = max(each.spent_at for each in (await vezma.expenses.page()).expenses if each.spent_at)
    period = Span((now - timedelta(days=21)).timestamp(), now.timestamp() + 1)
    rows, cursor = {}, "-1"
    while True:
        answered = await vezma.call("expenses.list", {"count": 50, "cursor": cursor})
        rows.update((each.id, each) for each in answered.values)
        if min(each.spent_at for each in answered.values).timestamp() < period.begins or not answered.next_cursor:
            break
        cursor = answered.next_cursor
    inside = [each for each in rows.values() if period.begins <= each.spent_at.timestamp() < period.ends]
    found = await ExpenseService({"v": vezma}, lambda: now).fetch(period)
    assert {each.key for each in found.rows} == {f"v/{each.id}" for each in inside}
    for by in (ExpenseGrouping.MONTH, ExpenseGrouping.VEHICLE, ExpenseGrouping.PERSON, ExpenseGrouping.KIND):
        sums = expense_sums(found.rows, by, ZONE)
        assert sum(each.cost or 0.0 for each in sums) == pytest.approx(sum(each.cost for each in inside))
    assert all(each.person for each in found.rows)
