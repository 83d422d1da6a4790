"""VEZMA's 15 operations: all GET, all documented (docs/vendors/vezma.md)."""

from typing import Any

from fleetdesk.api.operations import Answer, Operation, OperationTable, Parameter, parameters
from fleetdesk.api.records import Record
from fleetdesk.api.vezma import records

PAGE = parameters("query", "count:integer cursor")


def _get(
    name: str,
    path: str,
    record: Record[Any] | None,
    answer: Answer = Answer.LIST,
    given: tuple[Parameter, ...] = (),
    items: str = "",
) -> Operation:
    return Operation(name, "GET", path, "documented", answer, record, given, "iso", items)


def _one(name: str, path: str, parameter: str, record: Record[Any]) -> Operation:
    return _get(name, f"{path}/{{{parameter}}}", record, Answer.ONE, parameters("path", f"{parameter}!"))


_OPERATIONS = (
    _get("version", "Version", None, Answer.PLAIN),
    _get("users.list", "Users", records.USER),
    _one("users.get", "Users", "uid", records.USER),
    _get("positions.list", "UsersPositions", records.POSITION),
    _one("positions.get", "UsersPositions", "uid", records.POSITION),
    _get("vehicles.list", "Vehicles", records.VEHICLE),
    _one("vehicles.get", "Vehicles", "vehicleId", records.VEHICLE),
    _get("services.list", "VehicleServices", records.SERVICE),
    _get("places.list", "Places", records.PLACE),
    _one("places.get", "Places", "placeId", records.PLACE),
    _get("purposes.list", "Purposes", records.PURPOSE),
    _get("trips.list", "Trips", records.TRIP, Answer.PAGE, PAGE, "tracks"),
    _one("trips.get", "Trips", "tid", records.TRIP),
    _get("expenses.list", "Expenses", records.EXPENSE, Answer.PAGE, PAGE, "expenses"),
    _get("expenses.categories", "ExpenseCategories", records.CATEGORY),
)

OPERATIONS = OperationTable({each.name: each for each in _OPERATIONS})
