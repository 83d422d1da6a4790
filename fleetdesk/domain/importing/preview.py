"""What an import would do, row by row, before anything is sent."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import Draft, lacks_vehicle
from fleetdesk.domain.task_fields import Fields, to_plain


class RowState(StrEnum):
    """What becomes of a row: sent; sent if the user agrees; not sent; not sent because it is there already."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, and the heading of the column where it is to be put right."""

    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: its number in the file, its cells by what they were mapped to, its values, and what is wrong with it."""

    number: int
    state: RowState
    cells: Mapping[str, str]
    fields: Fields = field(default_factory=dict)
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    draft: Draft | None = None

    @property
    def sentence(self) -> str:
        """Return all faults of the row in sentences, of one without a fault its doubts; empty for a good row."""
        found = dict.fromkeys(each.sentence for each in self.errors or self.warnings)
        return together(*found) if found else _("Already there.") if self.state is RowState.THERE else ""

    def jsonable(self) -> dict[str, Any]:
        """Return the row for scripts."""
        return {
            "row": self.number,
            "state": self.state.value,
            "fields": to_plain(self.fields),
            "errors": [{"column": each.column, "sentence": each.sentence} for each in self.errors],
            "warnings": [{"column": each.column, "sentence": each.sentence} for each in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows are from, as it was guessed or given."""

    file: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    heading_line: int = 0


_SOURCE = tuple(each.name for each in fields(Source))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All rows of a file as they were judged, and by which mapping and zone."""

    account: str
    zone: str
    headings: Sequence[str]
    mapping: Sequence[str]
    rows: Sequence[PreviewRow]
    source: Source = Source()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the headings of the columns that are taken for nothing."""
        return tuple(name for name, target in zip(self.headings, self.mapping, strict=True) if name and not target)

    @property
    def counts(self) -> Mapping[RowState, int]:
        """Return the number of rows in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in RowState}

    def unassigned(self) -> int:
        """Return how many of the tasks to be made have no vehicle yet, so that they are kept and not sent."""
        return sum(lacks_vehicle(draft.kind, draft.fields) for draft in self.drafts())

    def drafts(self, without: Container[int] = ()) -> list[Draft]:
        """Return the writes of the good rows, in the file's order, without the rows of these numbers."""
        return [row.draft for row in self.rows if row.draft is not None and row.number not in without]

    def with_warnings(self) -> frozenset[int]:
        """Return the numbers of the rows that are sent only if the user agrees."""
        return frozenset(row.number for row in self.rows if row.state is RowState.WARNING)

    def jsonable(self) -> dict[str, Any]:
        """Return the rehearsal for scripts; `mapping` tells each heading's field, null where it is left out."""
        return {
            "account": self.account,
            "zone": self.zone,
            "source": {name: getattr(self.source, name) or None for name in _SOURCE},
            "mapping": [
                {"column": heading, "field": target or None}
                for heading, target in zip(self.headings, self.mapping, strict=True)
            ],
            "counts": {state.value: count for state, count in self.counts.items()},
            "rows": [row.jsonable() for row in self.rows],
        }
