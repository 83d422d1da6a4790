"""Harmless questions for trying a read: parameters from what the account has, a day back, a small area."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from fleetdesk.api.operations import Operation, OperationKind, Parameter

AREA = [[24.0, 59.0], [24.001, 59.0], [24.001, 59.001], [24.0, 59.0]]
BACK = timedelta(hours=24)
FIRST = (
    "vehicles.list",
    "users.list",
    "positions.list",
    "tasks.list",
    "tanks.list",
    "reports.list",
    "places.list",
    "trips.list",
)
# Which answer names an id: operation, where its rows are, their key, and the parameters that it fills.
_SOURCES = {
    "vehicles.list": ("", ("id", "vehicleId"), ("object_id", "vehicle_id", "vehicleId", "worktime.periods")),
    "positions.list": ("", ("objectID", "uid"), ("positions.get",)),
    "tanks.list": ("", ("objectID",), ("tanks.get",)),
    "users.list": ("", ("uid",), ("uid",)),
    "tasks.list": ("", ("id",), ("pivot_id",)),
    "reports.list": ("", ("id",), ("reports.data",)),
    "places.list": ("", ("placeId",), ("placeId",)),
    "trips.list": ("tracks", ("tid",), ("tid",)),
}
_OPTIONAL = {
    "files.list": ("pivot_type", "pivot_id"),
    "tacho.totals": ("object_id",),
    "tacho.activities": ("object_id",),
}
_FIXED = {"limit": 5, "count": 5, "pivot_type": "route_tasks", "coordinates": AREA}


@dataclass(slots=True)
class Samples:
    """Ids seen in the answers so far."""

    ids: dict[str, Any] = field(default_factory=dict)

    def learn(self, operation: str, raw: Any) -> None:
        """Take the first id from an answer, for operations that ask about one thing."""
        inside, keys, fills = _SOURCES.get(operation, ("", (), ()))
        rows = raw.get(inside) if inside and isinstance(raw, Mapping) else raw
        row = next((each for each in rows if isinstance(each, Mapping)), {}) if isinstance(rows, list) else {}
        found = next((row[key] for key in keys if row.get(key)), None)
        if found is not None:
            self.ids.update(dict.fromkeys(fills, found))

    def given(self, operation: Operation) -> dict[str, Any] | None:
        """Return parameters for a trial; None where an id is needed that no answer has named."""
        given: dict[str, Any] = {}
        for parameter in operation.parameters:
            value = self._value(operation, parameter)
            if value is not None:
                given[parameter.name] = value
            elif parameter.required:
                return None
        return given if given.get("pivot_id") or "pivot_type" not in given else {}

    def _value(self, operation: Operation, parameter: Parameter) -> Any:
        if not parameter.required and parameter.name not in (*_OPTIONAL.get(operation.name, ()), "limit", "count"):
            return None
        if parameter.kind in (OperationKind.TIME, OperationKind.TIMES):
            return _when(parameter)
        by_operation = self.ids.get(operation.name) if parameter.place == "path" else None
        return by_operation or self.ids.get(parameter.name) or _FIXED.get(parameter.name)


def _when(parameter: Parameter) -> Any:
    now = datetime.now(UTC)
    if parameter.kind is OperationKind.TIMES:
        return [now - BACK, now]
    return now if "stop" in parameter.name.lower() else now - BACK
