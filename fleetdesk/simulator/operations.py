"""Every operation of both APIs: the simulator's own statement of names, verbs and paths."""

import re
from typing import NamedTuple


class Operation(NamedTuple):
    """An operation: the API it belongs to, FleetDesk's name for it, its verb and its path template."""

    api: str
    name: str
    method: str
    path: str


METROTEC = (
    Operation("metrotec", "auth.login", "POST", "/login"),
    Operation("metrotec", "tasks.list", "GET", "/tasks"),
    Operation("metrotec", "tasks.create", "POST", "/tasks"),
    Operation("metrotec", "tasks.update", "PUT", "/tasks/{id}"),
    Operation("metrotec", "positions.list", "GET", "/routelog/"),
    Operation("metrotec", "positions.get", "GET", "/routelog/{object_id}"),
    Operation("metrotec", "vehicles.in_area", "GET", "/vehicles/area"),
    Operation("metrotec", "vehicles.list", "GET", "/vehicles"),
    Operation("metrotec", "vehicles.settings", "GET", "/vehicles/settings"),
    Operation("metrotec", "vehicles.link_geozone", "POST", "/vehicles/geozones"),
    Operation("metrotec", "vehicles.create_event", "POST", "/vehicles/events"),
    Operation("metrotec", "history.trips", "GET", "/trips"),
    Operation("metrotec", "history.inputs", "GET", "/inputs"),
    Operation("metrotec", "history.refuels", "GET", "/refuels"),
    Operation("metrotec", "history.track", "GET", "/track"),
    Operation("metrotec", "worktime.list", "GET", "/worktime"),
    Operation("metrotec", "worktime.periods", "GET", "/worktime/{id}"),
    Operation("metrotec", "worktime.rides", "GET", "/rides"),
    Operation("metrotec", "reports.list", "GET", "/reports"),
    Operation("metrotec", "reports.create", "POST", "/reports"),
    Operation("metrotec", "reports.data", "GET", "/reports/{id}"),
    Operation("metrotec", "pois.list", "GET", "/pois"),
    Operation("metrotec", "pois.create", "POST", "/pois"),
    Operation("metrotec", "drivers.list", "GET", "/drivers"),
    Operation("metrotec", "drivers.bookings", "GET", "/bookings"),
    Operation("metrotec", "drivers.waybills", "GET", "/waybills"),
    Operation("metrotec", "tanks.list", "GET", "/tanks"),
    Operation("metrotec", "tanks.get", "GET", "/tanks/{object_id}"),
    Operation("metrotec", "tacho.totals", "GET", "/tachograph/totals"),
    Operation("metrotec", "tacho.activities", "GET", "/tachograph/activities"),
    Operation("metrotec", "tacho.vehicles", "GET", "/tachograph/vehicles"),
    Operation("metrotec", "tacho.drivers", "GET", "/tachograph/drivers"),
    Operation("metrotec", "geozones.list", "GET", "/geozones"),
    Operation("metrotec", "geozones.create", "POST", "/geozones"),
    Operation("metrotec", "files.list", "GET", "/files"),
    Operation("metrotec", "files.upload", "POST", "/files"),
    Operation("metrotec", "files.set_type", "PUT", "/files/{id}"),
)

VEZMA = (
    Operation("vezma", "version", "GET", "/Version"),
    Operation("vezma", "users.list", "GET", "/Users"),
    Operation("vezma", "users.get", "GET", "/Users/{uid}"),
    Operation("vezma", "positions.list", "GET", "/UsersPositions"),
    Operation("vezma", "positions.get", "GET", "/UsersPositions/{uid}"),
    Operation("vezma", "vehicles.list", "GET", "/Vehicles"),
    Operation("vezma", "vehicles.get", "GET", "/Vehicles/{vehicleId}"),
    Operation("vezma", "services.list", "GET", "/VehicleServices"),
    Operation("vezma", "places.list", "GET", "/Places"),
    Operation("vezma", "places.get", "GET", "/Places/{placeId}"),
    Operation("vezma", "purposes.list", "GET", "/Purposes"),
    Operation("vezma", "trips.list", "GET", "/Trips"),
    Operation("vezma", "trips.get", "GET", "/Trips/{tid}"),
    Operation("vezma", "expenses.list", "GET", "/Expenses"),
    Operation("vezma", "expenses.categories", "GET", "/ExpenseCategories"),
)


# What paths that the reference has lost (docs/vendors/metrotec.md#paths-and-verbs) might also be called;
# for trying a client that was bound to a document.
_OTHER_NAMES = {
    "login": "auth/token",
    "tasks": "route_tasks",
    "vehicles": "objects",
    "trips": "routes",
    "inputs": "sensors",
    "refuels": "fuel/fillings",
    "track": "points",
    "worktime": "work_repair",
    "rides": "ride_count",
    "reports": "poi_reports",
    "pois": "places",
    "drivers": "personnel",
    "bookings": "car_bookings",
    "waybills": "open_waybills",
    "tanks": "containers",
    "tachograph": "ddd",
    "geozones": "zones",
}
_OTHER_VERBS = {"tasks.update": "PATCH", "files.set_type": "POST"}


def _relaid(operation: Operation) -> Operation:
    first, slash, rest = operation.path[1:].partition("/")
    path = f"/{_OTHER_NAMES.get(first, first)}{slash}{rest}"
    return operation._replace(path=path, method=_OTHER_VERBS.get(operation.name, operation.method))


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))


class Table:
    """The operations of both APIs in one layout: "assumed" paths, or "other" ones for Metrotec."""

    def __init__(self, layout: str = "assumed") -> None:
        metrotec = tuple(_relaid(row) for row in METROTEC) if layout == "other" else METROTEC
        self.layout = layout
        rows = metrotec + VEZMA
        self._names = {(row.api, row.name): row for row in rows}
        # Fixed paths come before templates, so that vehicles/settings is never taken for vehicles/{id}.
        self._rows = sorted(((row, _pattern(row.path)) for row in rows), key=lambda row: "{" in row[0].path)

    def find(self, api: str, method: str, path: str) -> Operation | None:
        """Return the operation behind a verb and a path below the API's base, or nothing."""
        for operation, pattern in self._rows:
            if operation.api == api and operation.method == method and pattern.fullmatch(path):
                return operation
        return None

    def methods(self, api: str, path: str) -> list[str]:
        """Return the verbs that a path below the API's base takes."""
        return sorted({row.method for row, pattern in self._rows if row.api == api and pattern.fullmatch(path)})

    def by_name(self, api: str, name: str) -> Operation:
        """Return the operation of that name; KeyError if there is none."""
        return self._names[api, name]
