"""What is wrong or doubtful in a cell whatever field it is for: what spreadsheets spoil, and what nobody sees."""

import contextlib
import re

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import place_doubt
from fleetdesk.domain.importing.row_reasons import RowReading
from fleetdesk.domain.importing.spoilt_values import shortened, spreadsheet_error
from fleetdesk.domain.invisible_characters import unseen_in
from fleetdesk.domain.task_fields import BY_NAME, FieldKind

_THOUSANDS = re.compile(r"\+?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def check(reading: RowReading, name: str, cell: str) -> bool:
    """Add what is wrong and doubtful in the cell; return whether its value can be read."""
    field = BY_NAME[name]
    if spreadsheet_error(cell):
        reading.wrong(
            name,
            _("{field} holds {cell}, which is a spreadsheet's error and no value.").format(
                field=field.label, cell=cell.strip()[:30]
            ),
        )
        return False
    if field.kind is FieldKind.TEXT and cell.startswith("="):
        reading.doubt(name, _("{field} holds a formula. Its text is sent, not its result.").format(field=field.label))
    if name == "order_ref":
        _reference(reading, cell)
    if field.kind in (FieldKind.LATITUDE, FieldKind.LONGITUDE):
        _link(reading, name, cell)
    if field.kind is FieldKind.NUMBER and _THOUSANDS.fullmatch(cell.strip()):
        _number(reading, name, cell.strip())
    return True


def _link(reading: RowReading, name: str, cell: str) -> None:
    with contextlib.suppress(UsageError):  # what is no place is told where it is read
        if doubt := place_doubt(cell):
            reading.doubt(name, doubt)


def _reference(reading: RowReading, cell: str) -> None:
    if spoilt := shortened(cell):
        reading.doubt("order_ref", spoilt)
    if unseen := unseen_in(cell):
        reading.doubt(
            "order_ref",
            _("The reference holds a character that nobody sees: {character}. Type it anew.").format(character=unseen),
        )


def _number(reading: RowReading, name: str, cell: str) -> None:
    thousands = re.sub("[.,]", "", cell)
    told = cell.replace(",", ".")
    reading.doubt(
        name,
        _("{field} {cell} may be {number}. It is taken for {other_number}.").format(
            field=BY_NAME[name].label, cell=cell, number=thousands, other_number=told
        ),
    )
