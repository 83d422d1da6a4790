"""One row of a table as values of a task's fields, with a reason for every cell that cannot be one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import parse_place, place_doubt
from fleetdesk.domain.importing.cell_checks import check
from fleetdesk.domain.importing.date_order import USUAL, DateOrder
from fleetdesk.domain.importing.mapping import DATE, PLACE
from fleetdesk.domain.importing.placing import wants_place
from fleetdesk.domain.importing.reference_data import ReferenceData, unit_called
from fleetdesk.domain.importing.row_reasons import RowReading
from fleetdesk.domain.importing.row_values import value_of
from fleetdesk.domain.local_times import has_day, over_a_day, parse_day, parse_local
from fleetdesk.domain.task_fields import BY_NAME, FIELDS, LATER, FieldKind, Value
from fleetdesk.domain.time_spans import ends

UNPLACED = _("No place was found for its address yet.")


def read_row(
    given: Mapping[str, str], headings: Mapping[str, str], reference_data: ReferenceData, order: DateOrder = USUAL
) -> RowReading:
    """Read the cells of a row, given by what they were mapped to; empty cells set nothing.

    `order` is that of the day and the month in all the table's dates.
    """
    reading, given = RowReading(headings), dict(given)
    _span(reading, given, reference_data)
    _orders(reading, given, order)
    day = _day(reading, given.get(DATE, ""), order)
    for name, cell in sorted(given.items(), key=lambda each: each[0] == "stop_at"):
        if not cell or name in (DATE, PLACE) or not check(reading, name, cell):
            continue
        try:
            known = _day_of_stop(reading, day, reference_data) if name == "stop_at" else day
            reading.fields[name] = _value(reading, name, cell, reference_data, known, order)
        except UsageError as error:
            reading.wrong(name, str(error))
    _place(reading, given.get(PLACE, ""))
    _place_of_address(reading, given, reference_data)
    _night(reading, given, _day_of_stop(reading, day, reference_data), reference_data)
    _missing(reading, given)
    return reading


def _span(reading: RowReading, given: dict[str, str], reference_data: ReferenceData) -> None:
    """Take a span at the start, or at the stop of a row without a start, as both of them."""
    start, stop = given.get("start_at", ""), given.get("stop_at", "")
    try:
        both = ends(start or stop, stop if start else "", reference_data.zone)
    except UsageError:
        return  # that it is a span is told where it is read
    if both != (start or stop, stop if start else ""):
        given["start_at"], given["stop_at"] = both


def _orders(reading: RowReading, given: Mapping[str, str], order: DateOrder) -> None:
    for name in (DATE, "start_at", "stop_at"):
        if doubt := order.doubt_of(given.get(name, "")):
            reading.doubt(name, doubt)
            return


def _day(reading: RowReading, cell: str, order: DateOrder) -> date | None:
    try:
        return parse_day(cell, order) if cell else None
    except UsageError as error:
        reading.wrong(DATE, str(error))
        return None


def _day_of_stop(reading: RowReading, day: date | None, reference_data: ReferenceData) -> date | None:
    """Return the day of a stop that names none: that of the row, else the day on which the row starts."""
    start = reading.fields.get("start_at")
    return day or (start.astimezone(reference_data.zone).date() if isinstance(start, datetime) else None)


def _value(
    reading: RowReading, name: str, cell: str, reference_data: ReferenceData, day: date | None, order: DateOrder
) -> Value:
    field = BY_NAME[name]
    if field.kind is FieldKind.TIME:
        later = over_a_day(cell) if day else None
        if day and later:
            reading.doubt(
                name,
                _("{field} {cell} is taken for {time} of the next day.").format(
                    field=field.label, cell=cell, time=later
                ),
            )
            return parse_local(later, reference_data.zone, day + timedelta(days=1))
        return parse_local(cell, reference_data.zone, day, order)
    if name == "unit":
        return unit_called(cell, reference_data.units, reference_data.account, cell)
    return value_of(field, cell)


def _place(reading: RowReading, cell: str) -> None:
    if not cell:
        return
    try:
        reading.fields["lat"], reading.fields["lon"] = parse_place(cell)
        if doubt := place_doubt(cell):
            reading.doubt(PLACE, doubt)
    except UsageError as error:
        reading.wrong(PLACE, str(error))


def _place_of_address(reading: RowReading, given: Mapping[str, str], reference_data: ReferenceData) -> None:
    """Take the place that was found for the address of a row without coordinates."""
    if not wants_place(given):
        return
    place = reference_data.places.get(given["address"])
    if place is None:
        reading.wrong("address", UNPLACED)
    else:
        reading.fields["lat"], reading.fields["lon"] = place


def _night(reading: RowReading, given: Mapping[str, str], day: date | None, reference_data: ReferenceData) -> None:
    """End a window of bare times such as 22:00 to 06:00 on the next day."""
    start, stop = reading.fields.get("start_at"), reading.fields.get("stop_at")
    if day is None or not isinstance(start, datetime) or not isinstance(stop, datetime) or stop >= start:
        return
    if has_day(given["stop_at"]):
        return
    try:
        reading.fields["stop_at"] = parse_local(given["stop_at"], reference_data.zone, day + timedelta(days=1))
        reading.doubt(
            "stop_at",
            _("Stop {time} is taken for the next day, because it is before the start.").format(time=given["stop_at"]),
        )
    except UsageError as error:
        reading.wrong("stop_at", str(error))


def _missing(reading: RowReading, given: Mapping[str, str]) -> None:
    """Name each field that a task needs and this row leaves empty."""
    for each in FIELDS:
        if (
            not each.required
            or each.name in ("order_ref", *LATER)
            or each.name in reading.fields
            or given.get(each.name)
        ):
            continue
        if each.kind in (FieldKind.LATITUDE, FieldKind.LONGITUDE) and (given.get(PLACE) or wants_place(given)):
            continue
        target = PLACE if each.kind in (FieldKind.LATITUDE, FieldKind.LONGITUDE) and PLACE in given else each.name
        reading.wrong(target, _("{field} is missing.").format(field=each.label))
