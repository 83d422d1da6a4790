"""From the rows of a table to drafts of tasks: each row is read, judged by what is known, and given its reasons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import together
from fleetdesk.base.stoppable import Check, never
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.importing import mapping as mappings
from fleetdesk.domain.importing.cells import Cells as FileCells
from fleetdesk.domain.importing.column_checks import (
    TableFacts,
    columns_of,
    date_order,
    invented,
    spans_in,
    told_headings,
    vehicles_left_out,
)
from fleetdesk.domain.importing.lookalikes import look
from fleetdesk.domain.importing.preview import PreviewRow, Problem, Rehearsal, RowState, Source
from fleetdesk.domain.importing.reference_data import ReferenceData
from fleetdesk.domain.importing.row_checks import judge, reference, twins
from fleetdesk.domain.importing.row_reading import read_row
from fleetdesk.domain.importing.row_reasons import RowReading
from fleetdesk.domain.order_ref import new_task_ids
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.task_fields import Value

Cells = Sequence[str]
NO_VEHICLES = _("No column holds the vehicle: the task is kept here as unassigned until you give it.")


@dataclass(slots=True)
class RowsBefore:
    """What earlier rows of the file said: where each reference stood, and where each set of values stood.

    `names` has a name for the task of each row that is to come.
    """

    refs: dict[str, int] = field(default_factory=dict)
    values: dict[tuple[tuple[str, Value], ...], list[int]] = field(default_factory=dict)
    looks: dict[str, tuple[str, int]] = field(default_factory=dict)
    names: Iterator[str] = field(default_factory=new_task_ids)

    def let_go(self, check: Check) -> None:
        """Empty all of it with a check now and then, because freeing very many values at once takes long."""
        for part in (self.refs, self.values, self.looks):
            while part:
                part.popitem()
                check()


def rehearse(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Cells]],
    mapping: Sequence[str],
    reference_data: ReferenceData,
    source: Source = Source(),  # noqa: B008 - frozen and empty
    check: Check = never,
) -> Rehearsal:
    """Judge every row, given as (number, cells); a mapping that cannot do is a UsageError.

    The same file on the same ground gives the same references, so that nothing is created twice. `check` is called
    for each row, and may raise to end it.
    """
    rows, columns = list(rows), columns_of(headings, mapping)
    wrong = mappings.problems(mapping, spans=spans_in(rows, columns, reference_data.zone))
    if wrong:
        raise UsageError(together(*wrong, told_headings(headings)))
    if column := vehicles_left_out(headings, mapping, rows, reference_data):
        names = _("“{column}” names vehicles: say that it holds them.").format(column=column)
        raise UsageError(together(mappings.missing_words(["unit"]), told_headings(headings), names))
    table = TableFacts(
        columns, len(headings), date_order(rows, columns), invented(headings, mapping, rows), reference_data
    )
    seen = RowsBefore(looks={look(ref): (ref, 0) for ref in reference_data.known})
    judged = list(_rows(rows, table, seen, check))
    seen.let_go(check)
    return Rehearsal(reference_data.account, reference_data.zone.key, tuple(headings), tuple(mapping), judged, source)


def _rows(rows: Iterable[tuple[int, Cells]], table: TableFacts, seen: RowsBefore, check: Check) -> Iterator[PreviewRow]:
    for number, cells in rows:
        check()
        yield _row(number, cells, table, seen)


def _row(number: int, cells: Cells, table: TableFacts, seen: RowsBefore) -> PreviewRow:
    reference_data, width = table.reference_data, table.width
    given = {target: cells[place].strip() if place < len(cells) else "" for place, target, _ in table.columns}
    reading = read_row(given, table.heading_of, reference_data, table.order)
    if any(cell.strip() for cell in cells[width:]):
        reading.wrong("", _too_wide(len(cells), width))
    _of_the_file(reading, cells, table)
    if reading.errors:
        return PreviewRow(number, RowState.ERROR, given, reading.fields, tuple(reading.errors), tuple(reading.warnings))
    if not any(target == "unit" for _, target, _ in table.columns):
        reading.doubt("", NO_VEHICLES)
    proposed = "order_ref" not in reading.fields
    twin = twins(reading, seen.values, number)
    if proposed:
        reading.fields["order_ref"] = reference(reading.fields, twin, reference_data.zone)
        if table.invented:
            reading.doubt("", table.invented)
    there = judge(reading, seen.refs, seen.looks, number, reference_data)
    draft = Draft(
        reference_data.account,
        next(seen.names),
        OpKind.CREATE,
        reading.fields,
        label=str(reading.fields["order_ref"]),
        proposed=proposed,
    )
    return _judged(number, given, reading.errors, reading.warnings, there, draft)


def _too_wide(count: int, width: int) -> str:
    return ngettext(
        "The row has {count} cell where the heading has {width}. Look for a stray separator.",
        "The row has {count} cells where the heading has {width}. Look for a stray separator.",
        count,
    ).format(count=count, width=width)


def _of_the_file(reading: RowReading, cells: Cells, table: TableFacts) -> None:
    """Add what the file knows of the row and of those of its cells that are used."""
    if not isinstance(cells, FileCells):
        return
    targets = {place: target for place, target, _ in table.columns}
    for said, tell in ((cells.faults, reading.wrong), (cells.doubts, reading.doubt)):
        for place, sentence in said:
            if place < 0 or place in targets:
                tell(targets.get(place, ""), sentence)


def _judged(
    number: int, given: dict[str, str], errors: list[Problem], warnings: list[Problem], there: bool, draft: Draft
) -> PreviewRow:
    if errors or there:
        state = RowState.ERROR if errors else RowState.THERE
        return PreviewRow(number, state, given, draft.fields, tuple(errors), tuple(warnings) if errors else ())
    state = RowState.WARNING if warnings else RowState.OK
    return PreviewRow(number, state, given, draft.fields, (), tuple(warnings), draft)
