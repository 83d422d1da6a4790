"""How VEZMA's rows are read: speed is km/h x10, distances and odometers metres, 2001-01-01 is never."""

from collections.abc import Mapping
from typing import Any

from fleetdesk.api.records import Record, inside
from fleetdesk.api.scalars import flag, integer, km_from_m, kmh_from_tenths, latitude, longitude, number, text, utc
from fleetdesk.domain import places, units
from fleetdesk.domain.history import private
from fleetdesk.domain.history import records as history


def _position(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    values["unit_kind"] = units.UnitKind.PERSON
    values["received_text"] = text(row.get("onlineRecordedOnUtc"))
    if values["lat"] is None or values["lon"] is None or (values["lat"] == 0 and values["lon"] == 0):
        values["lat"] = values["lon"] = None


def _vehicle(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    values["kind"] = units.UnitKind.VEHICLE


def _end(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the object under a name; empty where it is null or missing, as the end of an open trip may be."""
    end = row.get(name)
    return end if isinstance(end, Mapping) else {}


def _trip(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    for side, at in (("start", "started_at"), ("end", "ended_at")):
        end = _end(row, side)
        values[at] = utc(end.get("recordedOnUtc"))
        values[f"{side}_address"] = text(end.get("addressCustom")) or text(end.get("addressLong"))
        values[f"{side}_lat"], values[f"{side}_lon"] = latitude(end.get("lat")), longitude(end.get("lon"))
        values[f"odometer_{side}_km"] = km_from_m(end.get("odometer"))
    if private.is_private(values):
        values.update(private.HIDDEN)


def _expense(row: Mapping[str, Any], values: dict[str, Any]) -> None:
    general, fuel, service = (_end(row, part) for part in ("general", "fuelUp", "service"))
    category = _end(general, "category")
    values.update(
        category=inside("categoryName")(category),
        category_id=integer(category.get("categoryId")),
        fuel_l=number(fuel.get("unitCount")),
        price_per_l=number(fuel.get("unitCost")),
        consumption=number(fuel.get("consuption")),  # the vendor's spelling (docs/vendors/vezma.md#expenses)
        partial=flag(fuel.get("isPartialFillUp")),
        missed_previous=flag(fuel.get("missedPreviousFillUp")),
        services=_service_names(service.get("items")),
    )


def _service_names(items: Any) -> tuple[str, ...]:
    names = (inside("serviceName")(item) for item in items) if isinstance(items, list) else ()
    return tuple(name for name in names if name)


USER = Record(
    units.User,
    id=("uid", text), name=("fullName", text), email=("email", text), phone=("phoneNumber", text),
    created_at=("createdOnUtc", utc), activated_at=("activatedOnUtc", utc), deactivated_at=("deactivatedOnUtc", utc),
    administrator=("isAdministrator", flag), weekly_report_at=("lastWeelkyReportSentOnUtc", utc),
)  # fmt: skip
POSITION = Record(
    units.Position, needs=("unit",), finish=_position,
    unit=("uid", text), lat=("positionLat", latitude), lon=("positionLon", longitude),
    speed_kmh=("speed", kmh_from_tenths), fixed_at=("positionRecordedOnUtc", utc),
    received_at=("onlineRecordedOnUtc", utc),
)  # fmt: skip
VEHICLE = Record(
    units.Unit, finish=_vehicle,
    id=("vehicleId", text), name=("name", text), odometer_km=("odometer", km_from_m), note=("note", text),
    odometer_at=("odometerUpdatedOnUtc", utc),
)  # fmt: skip
SERVICE = Record(places.Service, id=("serviceId", integer), name=("serviceName", text), deleted=("isDeleted", flag))
PLACE = Record(
    places.Place,
    id=("placeId", integer), name=("name", text), address=("address", text), radius_m=("radius", number),
    lon=("lon", longitude), lat=("lat", latitude),
)  # fmt: skip
PURPOSE = Record(places.Purpose, id=("purposeId", integer), name=("name", text), deleted=("isDeleted", flag))
CATEGORY = Record(
    places.ExpenseCategory,
    id=("categoryId", integer), name=("categoryName", text), deleted=("isDeleted", flag),
)  # fmt: skip
TRIP = Record(
    history.Trip, finish=_trip,
    id=("tid", text), unit=("vehicleId", text), driver=("driverUid", text), purpose=("purposeName", text),
    purpose_id=("purposeId", integer), note=("note", text), private=("isPrivate", flag),
    in_progress=("inProgress", flag), distance_km=("distanceTotal", km_from_m), driving_s=("duration", integer),
)  # fmt: skip
EXPENSE = Record(
    places.Expense, finish=_expense,
    id=("expenseId", text), type=("expenseType", text), note=("note", text), unit=("vehicleId", text),
    odometer_km=("odometer", km_from_m), created_at=("createdOnUtc", utc), spent_at=("spentOnUtc", utc),
    created_by=("createdByUid", text), spent_by=("spentByUid", text), cost=("totalCost", number),
)  # fmt: skip
