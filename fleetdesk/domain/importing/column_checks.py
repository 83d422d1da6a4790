"""What the columns of a table tell as a whole, before any row is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fleetdesk.base.sentences import filled, joined
from fleetdesk.base.translation import _
from fleetdesk.domain.importing.date_order import DateOrder, order_of
from fleetdesk.domain.importing.mapping import DATE, guess
from fleetdesk.domain.importing.reference_data import ReferenceData, plain_unit
from fleetdesk.domain.time_spans import span_of

Rows = Sequence[tuple[int, Sequence[str]]]
Columns = tuple[tuple[int, str, str], ...]
_LONGEST = 60
_TOLD = 12
_NAME = 40


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table's columns (place, what they are taken for, heading), its width, the order of its dates, its ground.

    `invented` is the doubt about references that are made up; empty where there is none.
    """

    columns: Columns
    width: int
    order: DateOrder
    invented: str
    reference_data: ReferenceData

    @property
    def heading_of(self) -> Mapping[str, str]:
        """Return the heading of each column that is used, by what it is taken for."""
        return {target: heading for _, target, heading in self.columns}


def columns_of(headings: Sequence[str], mapping: Sequence[str]) -> Columns:
    """Return the columns that are taken for something."""
    named = zip(headings, mapping, strict=True)
    return tuple((place, target, heading) for place, (heading, target) in enumerate(named) if target)


def date_order(rows: Rows, columns: Columns) -> DateOrder:
    """Return the order of day and month, the same in all columns that hold times."""
    return order_of(cell for name in (DATE, "start_at", "stop_at") for cell in _cells(rows, columns, name))


def spans_in(rows: Rows, columns: Columns, zone: ZoneInfo) -> bool:
    """Return whether the column of the start holds spans of time, so that none for the stop is needed."""
    cells = [cell for cell in _cells(rows, columns, "start_at") if cell.strip()]
    return bool(cells) and sum(span_of(cell, zone) is not None for cell in cells) * 2 > len(cells)


def invented(headings: Sequence[str], mapping: Sequence[str], rows: Rows) -> str:
    """Return a doubt where references are made up while an unused column may hold them; empty otherwise."""
    if "order_ref" in mapping:
        return ""
    left = (place for place, target in enumerate(mapping) if not target)
    names = [
        headings[place] or _("column {number}").format(number=place + 1) for place in left if _may_refer(rows, place)
    ]
    if not names:
        return ""
    return _("The order reference is made up. Is it in {columns}? Say what that column holds.").format(
        columns=_listed(names)
    )


def vehicles_left_out(headings: Sequence[str], mapping: Sequence[str], rows: Rows, known: ReferenceData) -> str:
    """Return the heading of an unused column of vehicles, by its heading or its cells, where none is taken for them.

    Empty where there is no such column: then the table is one of orders that wait for their vehicles.
    """
    if "unit" in mapping:
        return ""
    called = guess(headings)
    for place in (place for place, target in enumerate(mapping) if not target):
        if called[place] == "unit":
            return headings[place]
        cells = [cells[place].strip() for _, cells in rows if place < len(cells) and cells[place].strip()]
        if cells and sum(plain_unit(cell) in known.units for cell in cells) * 2 >= len(cells):
            return headings[place] or _("column {number}").format(number=place + 1)
    return ""


def _may_refer(rows: Rows, place: int) -> bool:
    """Return whether a column holds short texts that differ from row to row."""
    cells = [cells[place].strip() for _, cells in rows if place < len(cells) and cells[place].strip()]
    short = all(len(cell) <= _LONGEST and "\n" not in cell for cell in cells)
    return bool(cells) and short and len(set(cells)) * 2 > len(cells)


def told_headings(headings: Sequence[str]) -> str:
    """Return a sentence with what was taken for the headings."""
    return _("Taken for the headings: {headings}.").format(headings=_listed([each for each in headings if each]))


def _listed(names: Sequence[str]) -> str:
    told = joined(filled("“{name}”", name=name if len(name) <= _NAME else name[:_NAME]) for name in names[:_TOLD])
    return filled("{names} …", names=told) if len(names) > _TOLD else told


def _cells(rows: Rows, columns: Columns, name: str) -> list[str]:
    places = [place for place, target, _ in columns if target == name]
    return [cells[place] for place in places for _, cells in rows if place < len(cells)]
