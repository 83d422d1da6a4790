"""What people spent: in rows that name vehicle and person, and in sums by month, vehicle, person, category and kind.

Costs are in the currency that the company has set on the server, which no answer names.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import pgettext
from fleetdesk.domain.known_sum import known_sum
from fleetdesk.domain.places import Expense

LEAST_KM = 50.0
"""The cost of a kilometre is told from so many on: over fewer one filling says everything."""


class ExpenseKind(StrEnum):
    """What an expense is for."""

    GENERAL = "general"
    FUEL = "fuel"
    SERVICE = "service"
    OTHER = "other"


KIND_WORDS = {
    ExpenseKind.GENERAL: pgettext("expense", "General"),
    ExpenseKind.FUEL: pgettext("expense", "Fuel"),
    ExpenseKind.SERVICE: pgettext("expense", "Service"),
    ExpenseKind.OTHER: pgettext("expense", "Other"),
}
_KINDS = {"General": ExpenseKind.GENERAL, "FuelUp": ExpenseKind.FUEL, "Service": ExpenseKind.SERVICE}


class ExpenseGrouping(StrEnum):
    """What sums are made by."""

    MONTH = "month"
    VEHICLE = "vehicle"
    PERSON = "person"
    CATEGORY = "category"
    KIND = "kind"


GROUPING_WORDS = {
    ExpenseGrouping.MONTH: pgettext("sums by", "Month"),
    ExpenseGrouping.VEHICLE: pgettext("sums by", "Vehicle"),
    ExpenseGrouping.PERSON: pgettext("sums by", "Person"),
    ExpenseGrouping.CATEGORY: pgettext("sums by", "Category"),
    ExpenseGrouping.KIND: pgettext("sums by", "Kind"),
}
NO_VEHICLE, NO_PERSON = pgettext("expense", "no vehicle"), pgettext("expense", "unknown person")
NO_CATEGORY, NO_MONTH = pgettext("expense", "no category"), pgettext("expense", "no date")


@dataclass(frozen=True, slots=True)
class NamesOfExpenses:
    """How vehicles and people are called by their ids, and what general expenses and services may be for."""

    vehicles: Mapping[str, str]
    people: Mapping[str, str]
    categories: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spent:
    """One expense with names: `vehicle` and `person` as the vendor calls them, empty where it names none."""

    key: str
    account: str
    kind: ExpenseKind
    at: datetime | None
    vehicle: str = ""
    person: str = ""
    categories: tuple[str, ...] = ()
    cost: float | None = None
    litres: float | None = None
    price_per_l: float | None = None
    odometer_km: float | None = None
    note: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class ExpenseSum:
    """A sum of expenses; `shares` is the cost of each kind. None is not known, and `uncosted` have no cost at all."""

    key: str
    name: str
    order: str
    count: int
    cost: float | None
    litres: float | None
    uncosted: int = 0
    cost_per_km: float | None = None
    shares: tuple[tuple[ExpenseKind, float], ...] = ()


def spent_of(expense: Expense, vehicle: str, person: str) -> Spent:
    """Return an expense with the names of its vehicle and of who paid."""
    names = ((expense.category,) if expense.category else ()) + expense.services
    return Spent(
        f"{expense.account}/{expense.id}", expense.account, _KINDS.get(expense.type or "", ExpenseKind.OTHER),
        expense.spent_at, vehicle, person, names, expense.cost, expense.fuel_l, expense.price_per_l,
        expense.odometer_km, expense.note or "", expense.spent_by or "",
    )  # fmt: skip


def expense_sums(rows: Iterable[Spent], by: ExpenseGrouping, zone: ZoneInfo) -> list[ExpenseSum]:
    """Return the sums in the order of their groups; months are those of the company's clock.

    An expense with several services counts whole for each of them, so that sums by category may add up to more.
    """
    groups: dict[str, list[Spent]] = {}
    for row in rows:
        for key in dict.fromkeys(_keys(row, by, zone)):
            groups.setdefault(key, []).append(row)
    return sorted((_sum(key, some, by) for key, some in groups.items()), key=lambda each: each.order)


def expenses_total(rows: Sequence[Spent]) -> ExpenseSum | None:
    """Return the sum of all; None of nothing."""
    return _sum("", rows, ExpenseGrouping.KIND) if rows else None


def in_group(row: Spent, key: str, by: ExpenseGrouping, zone: ZoneInfo) -> bool:
    """Return whether an expense is part of a sum."""
    return key in _keys(row, by, zone)


def cost_per_km(rows: Iterable[Spent]) -> float | None:
    """Return what a kilometre of one vehicle cost: what was spent after its first known odometer up to the last one.

    None where fewer than LEAST_KM lie between, or where the odometer goes back.
    """
    dated = sorted((each for each in rows if each.at is not None), key=lambda each: (each.at, each.key))
    read = [place for place, each in enumerate(dated) if each.odometer_km is not None]
    if len(read) < 2:
        return None
    odometers = [km for place in read if (km := dated[place].odometer_km) is not None]
    km = odometers[-1] - odometers[0]
    if km < LEAST_KM or odometers != sorted(odometers):
        return None
    cost = known_sum(each.cost for each in dated[read[0] + 1 : read[-1] + 1])
    return None if cost is None else cost / km


def _keys(row: Spent, by: ExpenseGrouping, zone: ZoneInfo) -> tuple[str, ...]:
    if by is ExpenseGrouping.MONTH:
        return (row.at.astimezone(zone).strftime("%Y-%m") if row.at else "",)
    if by is ExpenseGrouping.CATEGORY:
        return row.categories or (KIND_WORDS[row.kind] if row.kind is ExpenseKind.FUEL else "",)
    return (_NAMES[by](row),)


_NAMES: dict[ExpenseGrouping, Callable[[Spent], str]] = {
    ExpenseGrouping.VEHICLE: lambda row: row.vehicle,
    ExpenseGrouping.PERSON: lambda row: row.person,
    ExpenseGrouping.KIND: lambda row: row.kind.value,
}
_NONE = {
    ExpenseGrouping.VEHICLE: NO_VEHICLE,
    ExpenseGrouping.PERSON: NO_PERSON,
    ExpenseGrouping.CATEGORY: NO_CATEGORY,
    ExpenseGrouping.MONTH: NO_MONTH,
}


def _name(key: str, by: ExpenseGrouping) -> str:
    if not key:
        return _NONE.get(by, "")
    if by is ExpenseGrouping.KIND:
        return KIND_WORDS[ExpenseKind(key)]
    if by is ExpenseGrouping.MONTH:
        year, month = key.split("-")
        return filled("{month}/{year}", month=month, year=year)
    return key


def _sum(key: str, rows: Sequence[Spent], by: ExpenseGrouping) -> ExpenseSum:
    name = _name(key, by)
    shares = {kind: sum(each.cost or 0.0 for each in rows if each.kind is kind) for kind in ExpenseKind}
    return ExpenseSum(
        key or by.value,
        name,
        key if by is ExpenseGrouping.MONTH else f"{not key}{name.casefold()}",
        len(rows),
        known_sum(each.cost for each in rows),
        known_sum(each.litres for each in rows),
        sum(each.cost is None for each in rows),
        cost_per_km(rows) if by is ExpenseGrouping.VEHICLE and key else None,
        tuple((kind, cost) for kind, cost in shares.items() if cost > 0),
    )
