"""A rehearsal with all that is counted and looked up in it, made where it was judged: its rows may be very many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fleetdesk.base.stoppable import Check, never
from fleetdesk.domain.importing.drafting import Cells, rehearse
from fleetdesk.domain.importing.placing import addresses_to_place
from fleetdesk.domain.importing.preview import PreviewRow, Rehearsal, RowState, Source
from fleetdesk.domain.importing.reference_data import ReferenceData
from fleetdesk.domain.outbox import lacks_vehicle


def row_key(number: int) -> str:
    """Return the key of a row by its number in the file; keys are in the order of the numbers."""
    return f"{number:07d}"


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows by their keys, how many are in each state, can be sent, and lack a vehicle; addresses with their rows."""

    rehearsal: Rehearsal
    rows: Mapping[str, PreviewRow]
    counts: Mapping[RowState, int]
    ready: int
    unassigned: int
    addresses: Mapping[str, Sequence[int]]

    def left(self, without: Iterable[int]) -> tuple[int, int]:
        """Return how many can be sent, and how many of these lack a vehicle, without the rows of some numbers."""
        out = [row.draft for number in without if (row := self.rows.get(row_key(number))) and row.draft is not None]
        return self.ready - len(out), self.unassigned - sum(lacks_vehicle(each.kind, each.fields) for each in out)


def judge_rows(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Cells]],
    mapping: Sequence[str],
    reference_data: ReferenceData,
    source: Source,
    check: Check = never,
) -> Judged:
    """Rehearse, and count what came of it; UsageError for a mapping that cannot do. `check` is called for each row."""
    done = rehearse(headings, rows, mapping, reference_data, source, check)
    by_key, unassigned = dict[str, PreviewRow](), 0
    for row in done.rows:
        by_key[row_key(row.number)] = row
        unassigned += row.draft is not None and lacks_vehicle(row.draft.kind, row.draft.fields)
        check()
    counts = done.counts
    ready = counts[RowState.OK] + counts[RowState.WARNING]
    return Judged(done, by_key, counts, ready, unassigned, addresses_to_place(done.rows, check))
