"""From records to headings and rows, within the limits; shared by both kinds of file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.importing.cells import Cells
from fleetdesk.domain.importing.mapping import guess
from fleetdesk.domain.invisible_characters import seen
from fleetdesk.sheets.sheet import MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_HEADING, MAX_ROWS, NoTable

Rows = list[tuple[int, Cells]]
SOUGHT = 40  # a heading stands among so many first rows
_ENOUGH = 3


def assemble(
    records: Iterable[Sequence[str]], name: str, line: int | None = None, delimiter: str = ""
) -> tuple[int, tuple[str, ...], Rows]:
    """Return the heading's row, the headings and the rows below; records are numbered from 1, empty ones too.

    The heading is the record at `line`, else that which names most fields of a task, below titles alone, else the
    first that holds anything. With a `delimiter`, lines that a cell has swallowed are looked for.
    """
    numbered = ((number, _bounded(_cells(record), number, name)) for number, record in enumerate(records, 1))
    first = list(islice(numbered, max(line or 0, SOUGHT)))
    at = line or _heading(first)
    if not at or not dict(first).get(at):
        nothing = _("{file} holds no text in line {line}.") if line else _("{file} holds no text.")
        raise NoTable(together(nothing.format(file=name, line=line), _TABLE))
    headings = _headings(dict(first)[at], name)
    rows: Rows = []
    count = 0
    for number, cells in chain(first[at:], numbered):
        if cells:
            count += len(cells)
            _check(len(rows), count, name)
            rows.append((number, _without_swallowed(cells, delimiter, len(headings))))
    if not rows:
        raise NoTable(_("{file} holds a heading and no rows, or rows and no heading.").format(file=name))
    return at, headings, rows


_TABLE = _("A table has a heading for each column, and rows below.")


def _heading(first: Sequence[tuple[int, Cells]]) -> int:
    """Return the number of the row that is taken for the heading; 0 for none."""
    filled = [(number, cells) for number, cells in first if cells]
    if not filled:
        return 0
    known = {number: _known(cells) for number, cells in filled}
    best = max(known, key=lambda number: (known[number], -number))
    above = [cells for number, cells in filled if number < best]
    narrower = all(_filled(cells) < _filled(dict(filled)[best]) for cells in above)
    return best if known[best] >= _ENOUGH and narrower else _below_titles(filled)


def _below_titles(filled: Sequence[tuple[int, Cells]]) -> int:
    """Return the first row that is more than half as wide as most rows: what stands above it are titles."""
    widths = Counter(_filled(cells) for _, cells in filled)
    usual = max(widths, key=lambda width: (widths[width], width))
    return next(number for number, cells in filled if _filled(cells) * 2 > usual or number == filled[-1][0])


def _filled(cells: Cells) -> int:
    return sum(map(bool, map(str.strip, cells)))


def _known(cells: Sequence[str]) -> int:
    """Return the number of a task's fields that a row names."""
    return sum(map(bool, guess([_plain(cell) for cell in cells])))


def names_fields(records: Iterable[Sequence[str]]) -> bool:
    """Return whether one of the records is a heading of tasks."""
    return any(_known(each) >= _ENOUGH for each in records)


def _cells(record: Sequence[str]) -> Cells:
    """Return the cells without the empty ones at the end; nothing for an empty row."""
    last = len(record)
    while last and not record[last - 1].strip():
        last -= 1
    if isinstance(record, Cells):
        return Cells(record[:last], record.doubts, record.faults)
    return Cells(record[:last])


def _headings(cells: Sequence[str], name: str) -> tuple[str, ...]:
    headings = tuple(_cut(_plain(cell)) for cell in cells)
    if sum(_looks_like_a_value(each) for each in headings) * 2 > len(headings):
        raise UsageError(
            _("{file} begins with values. Its first row must be the headings: vehicle, order, start, stop, …").format(
                file=name
            )
        )
    return headings


def _cut(heading: str) -> str:
    return heading if len(heading) <= MAX_HEADING else heading[: MAX_HEADING - 1] + "…"


def _plain(cell: str) -> str:
    return " ".join(seen(cell).split())


def _looks_like_a_value(heading: str) -> bool:
    return heading[:1].isdigit()


def _without_swallowed(cells: Cells, delimiter: str, width: int) -> Cells:
    """Return the row, at fault where one of its cells holds a line as wide as a row."""
    if not delimiter or width < _ENOUGH:
        return cells
    lines = (line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines())
    count = sum(line.count(delimiter) >= width - 1 for line in lines)
    if not count:
        return cells
    return Cells(cells, cells.doubts, (*cells.faults, (-1, _swallowed(count))))


def _swallowed(count: int) -> str:
    return ngettext(
        "A quotation mark in this row swallows {count} line of the file that looks like rows. Close it, or take it "
        "out.",
        "A quotation mark in this row swallows {count} lines of the file that look like rows. Close it, or take it "
        "out.",
        count,
    ).format(count=count)


def _bounded(cells: Cells, number: int, name: str) -> Cells:
    """Return the row; UsageError where it has too many columns or a cell is too long."""
    if len(cells) > MAX_COLUMNS:
        raise UsageError(_("{file} has more than {count} columns.").format(file=name, count=MAX_COLUMNS))
    if any(len(each) > MAX_CELL for each in cells):
        raise UsageError(
            _("{file}, row {number}, has a cell of more than {count} characters. Shorten it.").format(
                file=name, number=number, count=grouped(MAX_CELL)
            )
        )
    return cells


def _check(rows: int, cells: int, name: str) -> None:
    if rows == MAX_ROWS:
        raise UsageError(_("{file} has more than {count} rows. Split it.").format(file=name, count=grouped(MAX_ROWS)))
    if cells > MAX_CELLS:
        raise UsageError(_("{file} has more than {count} cells. Split it.").format(file=name, count=grouped(MAX_CELLS)))
