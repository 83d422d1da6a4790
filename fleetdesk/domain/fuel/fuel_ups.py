"""What people say they filled: the fuel-ups of an account's expenses, and whose vehicle they are for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fleetdesk.domain.units import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class FuelUp:
    """A filling somebody paid for: when (UTC), litres, price a litre and in all in the company's currency.

    `vehicle` is the name of the vehicle, `person` the id of who paid, both as the account of the expense knows them.
    """

    account: str
    id: str
    at: datetime
    litres: float
    price_per_l: float | None = None
    cost: float | None = None
    vehicle: str | None = None
    person: str | None = None


def of_unit(fuel_ups: Iterable[FuelUp], unit: Unit) -> list[FuelUp]:
    """Return the fuel-ups of a unit: those a person of the account paid, those of a vehicle with its plate or name.

    A plate counts without spaces and hyphens, in capitals or not: vehicles of two vendors have nothing else in common.
    """
    if unit.kind is UnitKind.PERSON:
        return [each for each in fuel_ups if each.account == unit.account and each.person == unit.id]
    names = {_folded(name) for name in (unit.plate, unit.name, unit.id) if name} - {""}
    return [each for each in fuel_ups if each.vehicle and _folded(each.vehicle) in names]


def _folded(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())
