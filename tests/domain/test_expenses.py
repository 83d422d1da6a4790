"""Sums of expenses are those of a plain count; what a kilometre cost is said where odometers allow it."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.expenses import (
    KIND_WORDS,
    NO_VEHICLE,
    ExpenseGrouping,
    ExpenseKind,
    Spent,
    cost_per_km,
    expense_sums,
    expenses_total,
    in_group,
    spent_of,
)
from fleetdesk.domain.places import Expense

BRATISLAVA = ZoneInfo("Europe/Bratislava")
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already January in Bratislava


def made(chance, count=200):
    return [
        Spent(
            f"v/{number}",
            "v",
            chance.choice(list(ExpenseKind)),
            chance.choice([None, NEW_YEAR + timedelta(hours=chance.randrange(-900, 900))]),
            chance.choice(["", "Octavia", "Peugeot"]),
            chance.choice(["Jozef", "Mária", ""]),
            chance.choice([(), ("Toll",), ("Battery", "Lights")]),
            chance.choice([None, 0.0, round(chance.uniform(1, 99), 2)]),
            chance.choice([None, 40.0]),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("by", ExpenseGrouping)
def test_each_sum_is_that_of_its_expenses(by, day_seed):
    rows = made(random.Random(day_seed))
    sums = expense_sums(rows, by, BRATISLAVA)
    for each in sums:
        own = [row for row in rows if in_group(row, "" if each.key == by.value else each.key, by, BRATISLAVA)]
        known = [row.cost for row in own if row.cost is not None]
        assert (each.count, each.uncosted) == (len(own), len(own) - len(known))
        assert each.cost == (pytest.approx(sum(known)) if known else None)
        assert sum(cost for _kind, cost in each.shares) == pytest.approx(sum(known))
    if by is not ExpenseGrouping.CATEGORY:
        assert sum(each.count for each in sums) == len(rows)


def test_months_are_those_of_the_clock_of_the_company():
    rows = [Spent("v/1", "v", ExpenseKind.FUEL, NEW_YEAR), Spent("v/2", "v", ExpenseKind.FUEL, None)]
    assert [each.name for each in expense_sums(rows, ExpenseGrouping.MONTH, BRATISLAVA)] == ["no date", "01/2027"]
    assert [each.name for each in expense_sums(rows[:1], ExpenseGrouping.MONTH, ZoneInfo("UTC"))] == ["12/2026"]


def test_an_expense_for_several_services_counts_for_each_and_once_in_all():
    row = Spent("v/1", "v", ExpenseKind.SERVICE, NEW_YEAR, categories=("Battery", "Lights"), cost=50.0)
    assert [(each.name, each.cost) for each in expense_sums([row], ExpenseGrouping.CATEGORY, BRATISLAVA)] == [
        ("Battery", 50.0),
        ("Lights", 50.0),
    ]
    assert expenses_total([row]).cost == 50.0


def test_what_names_no_vehicle_comes_last():
    rows = [Spent("v/1", "v", ExpenseKind.GENERAL, NEW_YEAR), Spent("v/2", "v", ExpenseKind.FUEL, NEW_YEAR, "Škoda")]
    assert [each.name for each in expense_sums(rows, ExpenseGrouping.VEHICLE, BRATISLAVA)] == ["Škoda", NO_VEHICLE]


def filling(days, km, cost):
    at = NEW_YEAR + timedelta(days=days)
    return Spent(f"v/{days}", "v", ExpenseKind.FUEL, at, "Octavia", cost=cost, odometer_km=km)


def test_a_kilometre_costs_what_was_spent_between_the_odometers():
    rows = [filling(0, 1000.0, 60.0), filling(4, None, 10.0), filling(9, 2000.0, 90.0), filling(12, None, 500.0)]
    assert cost_per_km(rows) == pytest.approx(0.1)
    (octavia,) = expense_sums(rows, ExpenseGrouping.VEHICLE, BRATISLAVA)
    assert octavia.cost_per_km == pytest.approx(0.1)


@pytest.mark.parametrize("kms", [[1000.0], [1000.0, 1020.0], [2000.0, 1000.0, 3000.0], [None, None]])
def test_odometers_that_do_not_allow_it_tell_no_cost_of_a_kilometre(kms):
    assert cost_per_km([filling(day, km, 50.0) for day, km in enumerate(kms)]) is None


def test_an_expense_of_an_unknown_type_is_other():
    row = spent_of(Expense("v", "9", "Parking", "note", cost=3.0), "", "Jozef")
    assert KIND_WORDS[row.kind] == "Other"
    assert (row.key, row.person, row.cost, row.categories) == ("v/9", "Jozef", 3.0, ())
    assert expenses_total([]) is None
