"""One row of a table as values of a task's fields, with a reason for every cell that cannot be one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fleetdesk.domain.coordinates import parse_place
from fleetdesk.domain.ground import Ground, unit_called
from fleetdesk.domain.local_times import has_day, parse_day, parse_local
from fleetdesk.domain.mapping import DATE, PLACE
from fleetdesk.domain.rehearsal import Problem
from fleetdesk.domain.row_values import value_of
from fleetdesk.domain.task_fields import BY_NAME, FIELDS, Kind, Value
from fleetdesk.errors import UsageError


@dataclass(slots=True)
class Reading:
    """The values of a row and what is wrong with it, while it is being judged."""

    headings: Mapping[str, str]
    fields: dict[str, Value] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, target: str, sentence: str) -> None:
        """The row cannot be sent."""
        self.errors.append(Problem(self.headings.get(target, ""), sentence))

    def doubt(self, target: str, sentence: str) -> None:
        """The row is sent only if the user agrees."""
        self.warnings.append(Problem(self.headings.get(target, ""), sentence))


def read_row(given: Mapping[str, str], headings: Mapping[str, str], ground: Ground) -> Reading:
    """Reads the cells of a row, given by what they were mapped to; empty cells set nothing."""
    reading = Reading(headings)
    day = _day(reading, given.get(DATE, ""))
    for name, cell in given.items():
        if not cell or name in (DATE, PLACE):
            continue
        try:
            reading.fields[name] = _value(name, cell, ground, day)
        except UsageError as error:
            reading.wrong(name, str(error))
        if cell.startswith("=") and BY_NAME[name].kind is Kind.TEXT:
            reading.doubt(name, f"{BY_NAME[name].label} holds a formula. Its text is sent, not its result.")
    _place(reading, given.get(PLACE, ""))
    _night(reading, given, day, ground)
    _missing(reading, given)
    return reading


def _day(reading: Reading, cell: str) -> date | None:
    try:
        return parse_day(cell) if cell else None
    except UsageError as error:
        reading.wrong(DATE, str(error))
        return None


def _value(name: str, cell: str, ground: Ground, day: date | None) -> Value:
    field = BY_NAME[name]
    if field.kind is Kind.TIME:
        return parse_local(cell, ground.zone, day)
    if name == "unit":
        return unit_called(cell, ground.units, ground.account, cell)
    return value_of(field, cell)


def _place(reading: Reading, cell: str) -> None:
    if not cell:
        return
    try:
        reading.fields["lat"], reading.fields["lon"] = parse_place(cell)
    except UsageError as error:
        reading.wrong(PLACE, str(error))


def _night(reading: Reading, given: Mapping[str, str], day: date | None, ground: Ground) -> None:
    """A window of bare times such as 22:00 to 06:00 ends on the next day."""
    start, stop = reading.fields.get("start_at"), reading.fields.get("stop_at")
    if day is None or not isinstance(start, datetime) or not isinstance(stop, datetime) or stop >= start:
        return
    if has_day(given["start_at"]) or has_day(given["stop_at"]):
        return
    try:
        reading.fields["stop_at"] = parse_local(given["stop_at"], ground.zone, day + timedelta(days=1))
        reading.doubt("stop_at", f"Stop {given['stop_at']} is taken for the next day, because it is before the start.")
    except UsageError as error:
        reading.wrong("stop_at", str(error))


def _missing(reading: Reading, given: Mapping[str, str]) -> None:
    """Names each field that a task needs and this row leaves empty."""
    for each in FIELDS:
        if not each.required or each.name == "order_ref" or each.name in reading.fields or given.get(each.name):
            continue
        if each.kind in (Kind.LATITUDE, Kind.LONGITUDE) and given.get(PLACE):
            continue
        target = PLACE if each.kind in (Kind.LATITUDE, Kind.LONGITUDE) and PLACE in given else each.name
        reading.wrong(target, f"{each.label} is missing.")
