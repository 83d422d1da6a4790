"""Text with separators (CSV) as records; the separator is guessed from the first lines."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.importing.cells import Cells
from fleetdesk.sheets.harmless import unmarked
from fleetdesk.sheets.sheet import MAX_LINE

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = {
    ";": pgettext("choice", "semicolon"),
    ",": pgettext("choice", "comma"),
    "\t": pgettext("choice", "tab"),
    "|": pgettext("choice", "bar"),
}
"""The separators that can be chosen, and their names."""
_SAMPLE_ROWS = 30
_END = "end of the table\x1e"
_BLANK_BEFORE = re.compile(r'[^\S ]+ *"')  # blanks of other kinds than csv leaves out
_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")
_PAIRS = _("The quotation marks in this row are not in pairs: look whether its cells are whole.")


def records(text: str, name: str, delimiter: str | None = None) -> tuple[Iterator[Cells], str]:
    """Return the records of the text and the separator they were read by, guessed if none is given."""
    if delimiter is not None and delimiter not in DELIMITERS:
        raise UsageError(
            _("{separator!r} separates no cells. Take one of: {separators}.").format(
                separator=delimiter, separators=joined(DELIMITERS.values())
            )
        )
    text, told = _without_told(text)
    used = delimiter or told or _guess(partial(_lines, text, name))
    return _records(text, name, used), used


def _lines(text: str, name: str) -> Iterator[str]:
    """Yield the lines with their ends, one at a time: a copy of them all would take several times the text."""
    for number, found in enumerate(_LINE.finditer(text), 1):
        if found.end() - found.start() > MAX_LINE:
            raise UsageError(
                _("{file}: line {number} has more than {count} characters, as no table has.").format(
                    file=name, number=number, count=grouped(MAX_LINE)
                )
            )
        yield found[0]


def _without_told(text: str) -> tuple[str, str]:
    """Return the text without a first line sep=; of spreadsheets, and the separator that it names."""
    first, _, rest = text.partition("\n")
    mark = first.strip('\r"')[4:]
    return (rest, mark) if first.lstrip('"')[:4].casefold() == "sep=" and mark in DELIMITERS else (text, "")


def _records(text: str, name: str, delimiter: str) -> Iterator[Cells]:
    """Yield each record; a quotation mark that is still open where the text ends is a UsageError."""
    lines: list[str] = []
    last = "" if text.endswith(("\n", "\r")) else "\n"
    reader = _reader(_kept(chain(_lines(text, name), [last] if last else [], [_END]), lines), delimiter)
    begun = 1
    try:
        for record in reader:
            if record == [_END]:
                return
            if record and record[-1].endswith(_END):
                raise UsageError(_open(name, begun, len(lines) - 2 - len(last)))
            odd = _unsound("".join(lines), delimiter) or any(_BLANK_BEFORE.match(cell) for cell in record)
            doubts = [(-1, _PAIRS)] if odd else []
            yield Cells(map(unmarked, record), doubts)
            lines.clear()
            begun = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(
            _("{file} cannot be read at line {line}: perhaps a quotation mark is open.").format(
                file=name, line=reader.line_num
            )
        ) from error


def _open(name: str, line: int, swallowed: int) -> str:
    return ngettext(
        "{file}: a quotation mark that is opened in line {line} is never closed, so that one cell swallows the rest "
        "({count} line). Close it, or take it out.",
        "{file}: a quotation mark that is opened in line {line} is never closed, so that one cell swallows the rest "
        "({count} lines). Close it, or take it out.",
        swallowed,
    ).format(file=name, line=line, count=swallowed)


def _reader(lines: Iterable[str], delimiter: str, *, strict: bool = False) -> "Reader":
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=strict)


def _kept(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    for line in lines:
        kept.append(line)
        yield line


def _unsound(raw: str, delimiter: str) -> bool:
    """Return whether a record's quotation marks are not as a writer of such files sets them."""
    if '"' not in raw:
        return False
    plain = re.sub(rf'"[ \t]+(?={re.escape(delimiter)}|[\r\n]*$)', '"', raw) if delimiter != "\t" else raw
    try:
        list(_reader((found[0] for found in _LINE.finditer(plain)), delimiter, strict=True))
    except csv.Error:
        return True
    return False


def _guess(lines: Callable[[], Iterator[str]]) -> str:
    """Return the separator by which most of the first rows are equally wide, and widest."""
    return max(DELIMITERS, key=lambda each: _score(lines(), each))


def _score(lines: Iterator[str], delimiter: str) -> tuple[float, int]:
    try:
        rows = list(islice(_reader(lines, delimiter), _SAMPLE_ROWS))
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in rows if any(row))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width = max(wide, key=lambda each: (wide[each], each))
    first = next(len(row) for row in rows if any(row))
    heading = first if first > 1 else width
    return wide.get(heading, 0) / widths.total(), heading
