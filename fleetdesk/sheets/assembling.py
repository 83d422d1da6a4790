"""From records to headings and rows, within the limits; shared by both kinds of file."""

from collections.abc import Iterable, Sequence

from fleetdesk.errors import UsageError
from fleetdesk.sheets.sheet import MAX_COLUMNS, MAX_ROWS

Rows = list[tuple[int, tuple[str, ...]]]


def assemble(records: Iterable[Sequence[str]], name: str) -> tuple[tuple[str, ...], Rows]:
    """The first record that holds anything is the heading; records are numbered from 1, empty ones too."""
    headings: tuple[str, ...] | None = None
    rows: Rows = []
    for number, record in enumerate(records, 1):
        cells = _cells(record)
        if not cells:
            continue
        if headings is None:
            headings = _headings(cells, name)
            continue
        _check(rows, cells, name)
        rows.append((number, cells))
    if headings is None:
        raise UsageError(f"{name} holds no text. A table has a heading for each column, and rows below.")
    if not rows:
        raise UsageError(f"{name} holds a heading and no rows, or rows and no heading.")
    return headings, rows


def _cells(record: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at the end; nothing for an empty row."""
    last = len(record)
    while last and not record[last - 1].strip():
        last -= 1
    return tuple(record[:last])


def _headings(cells: tuple[str, ...], name: str) -> tuple[str, ...]:
    if len(cells) > MAX_COLUMNS:
        raise UsageError(f"{name} has more than {MAX_COLUMNS} columns.")
    headings = tuple(" ".join(cell.split()) for cell in cells)
    if sum(_looks_like_a_value(each) for each in headings) * 2 > len(headings):
        raise UsageError(
            f"{name} begins with values. Its first row must be the headings: vehicle, order, start, stop, …"
        )
    return headings


def _looks_like_a_value(heading: str) -> bool:
    return heading[:1].isdigit()


def _check(rows: Rows, cells: tuple[str, ...], name: str) -> None:
    if len(rows) == MAX_ROWS:
        raise UsageError(f"{name} has more than {MAX_ROWS:,} rows. Split it.")
    if len(cells) > MAX_COLUMNS:
        raise UsageError(f"{name} has more than {MAX_COLUMNS} columns.")
