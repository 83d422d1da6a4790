"""What a file of the vehicle list holds besides its columns: places, moments and figures as such."""

from collections.abc import Callable
from datetime import datetime

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.units import Position
from fleetdesk.sheets.grid import Cell
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets.exports import ExportColumn, Exports


def _temperature(number: int) -> ExportColumn:
    heading = pgettext("column", "Temperature {number} (°C)").format(number=number)
    return ExportColumn(heading, lambda seen: next(iter(seen.temperatures[number - 1 : number]), None))


FUEL = ExportColumn(pgettext("column", "Fuel (l)"), lambda seen: seen.fuel_l)
TEMPERATURES = tuple(map(_temperature, range(1, 5)))


def unit_exports() -> Exports[Seen]:
    """Return the columns that a file of vehicles and people has besides those of the list."""
    return Exports(
        instead={
            "speed": (_of(pgettext("column", "km/h"), lambda position: position.speed_kmh),),
            "age": (ExportColumn(pgettext("column", "Last message"), _heard),),
            "fuel": (FUEL,),
            "cargo": TEMPERATURES,
        },
        always=[
            _of(pgettext("field", "Latitude"), lambda position: position.lat),
            _of(pgettext("field", "Longitude"), lambda position: position.lon),
            ExportColumn(pgettext("column", "Last message"), _heard),
        ],
        more=[
            _of(pgettext("column", "Heading (degrees)"), lambda position: position.heading_deg),
            _of(pgettext("column", "Position of"), lambda position: position.fixed_at),
            _of(pgettext("column", "Supply (V)"), lambda position: position.power_v),
            _of(pgettext("column", "Device battery"), lambda position: position.battery),
            FUEL,
            *TEMPERATURES,
            ExportColumn(pgettext("column", "Odometer (km)"), lambda seen: seen.unit.odometer_km),
            ExportColumn(pgettext("column", "Number"), lambda seen: seen.unit.id),
        ],
    )


def _of(heading: str, value: Callable[[Position], Cell]) -> ExportColumn:
    return ExportColumn(heading, lambda seen: value(seen.position) if seen.position is not None else None)


def _heard(seen: Seen) -> datetime | None:
    return seen.position.seen_at if seen.position is not None else None
