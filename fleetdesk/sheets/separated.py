"""Text with separators (CSV) as records; the separator is guessed from the first lines."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from fleetdesk.errors import UsageError

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
"""The separators that can be chosen, and their names."""
_SAMPLE_ROWS = 30


def records(text: str, name: str, delimiter: str | None = None) -> tuple[Iterator[list[str]], str]:
    """The records of the text and the separator they were read by, guessed if none is given."""
    if delimiter is not None and delimiter not in DELIMITERS:
        raise UsageError(f"{delimiter!r} separates no cells. Take one of: {', '.join(DELIMITERS.values())}.")
    text, told = _without_told(text)
    used = delimiter or told or _guess(text)
    return _records(text, name, used), used


def _without_told(text: str) -> tuple[str, str]:
    """Spreadsheets may write sep=; as the first line."""
    first, _, rest = text.partition("\n")
    mark = first.strip("\r")[4:]
    return (rest, mark) if first[:4].casefold() == "sep=" and mark in DELIMITERS else (text, "")


def _records(text: str, name: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise UsageError(
            f"{name} cannot be read at line {reader.line_num}: perhaps a quotation mark is open."
        ) from error


def _guess(text: str) -> str:
    """The separator by which most of the first rows are as wide as the heading, and widest."""
    return max(DELIMITERS, key=lambda each: _score(text, each))


def _score(text: str, delimiter: str) -> tuple[float, int]:
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_ROWS))
    except csv.Error:
        return 0.0, 0
    widths = [len(row) for row in rows if any(row)]
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]
