"""From the rows of a table to drafts of tasks: each row is read, judged by what is known, and given its reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fleetdesk.domain import mapping as mappings
from fleetdesk.domain.ground import Ground
from fleetdesk.domain.order_ref import new_task_id
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.rehearsal import Problem, Rehearsal, Row, RowState, Source
from fleetdesk.domain.row_checks import judge, reference, twins
from fleetdesk.domain.row_reading import read_row
from fleetdesk.domain.task_fields import Value
from fleetdesk.errors import UsageError

Cells = Sequence[str]


@dataclass(slots=True)
class Seen:
    """What earlier rows of the file said: where each reference stood, and where each set of values stood."""

    refs: dict[str, int] = field(default_factory=dict)
    values: dict[tuple[tuple[str, Value], ...], list[int]] = field(default_factory=dict)


def rehearse(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Cells]],
    mapping: Sequence[str],
    ground: Ground,
    source: Source = Source(),  # noqa: B008 - frozen and empty
) -> Rehearsal:
    """Judges every row, given as (number, cells); a mapping that cannot do is a UsageError.

    The same file on the same ground gives the same references, so that nothing is created twice.
    """
    wrong = mappings.problems(mapping)
    if wrong:
        raise UsageError(" ".join(wrong))
    seen, columns = Seen(), _columns(headings, mapping)
    judged = [_row(number, cells, columns, len(headings), ground, seen) for number, cells in rows]
    return Rehearsal(ground.account, ground.zone.key, tuple(headings), tuple(mapping), judged, source)


def _columns(headings: Sequence[str], mapping: Sequence[str]) -> tuple[tuple[int, str, str], ...]:
    named = zip(headings, mapping, strict=True)
    return tuple((place, target, heading) for place, (heading, target) in enumerate(named) if target)


def _row(
    number: int, cells: Cells, columns: tuple[tuple[int, str, str], ...], width: int, ground: Ground, seen: Seen
) -> Row:
    given = {target: cells[place].strip() if place < len(cells) else "" for place, target, _ in columns}
    heading_of = {target: heading for _, target, heading in columns}
    reading = read_row(given, heading_of, ground)
    if any(cell.strip() for cell in cells[width:]):
        reading.wrong("", f"The row has {len(cells)} cells where the heading has {width}. Look for a stray separator.")
    if reading.errors:
        return Row(number, RowState.ERROR, given, reading.fields, tuple(reading.errors), tuple(reading.warnings))
    proposed = "order_ref" not in reading.fields
    twin = twins(reading, seen.values, number)
    if proposed:
        reading.fields["order_ref"] = reference(reading.fields, twin, ground.zone)
    there = judge(reading, seen.refs, number, ground)
    return _judged(number, given, reading.fields, reading.errors, reading.warnings, there, proposed, ground.account)


def _judged(number: int, given: dict[str, str], fields: dict[str, Value], errors: list[Problem],
            warnings: list[Problem], there: bool, proposed: bool, account: str) -> Row:  # fmt: skip
    if errors or there:
        state = RowState.ERROR if errors else RowState.THERE
        return Row(number, state, given, fields, tuple(errors), tuple(warnings) if errors else ())
    state = RowState.WARNING if warnings else RowState.OK
    label = str(fields["order_ref"])
    draft = Draft(account, new_task_id(), OpKind.CREATE, fields, label=label, proposed=proposed)
    return Row(number, state, given, fields, (), tuple(warnings), draft)
