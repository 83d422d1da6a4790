"""A table on its way from the process that reads it."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import plain
from fleetdesk.base.slices import slices
from fleetdesk.base.stoppable import Check, never
from fleetdesk.base.translation import _, source, translated
from fleetdesk.domain.importing.cells import Cells
from fleetdesk.reader.parts import joined, split
from fleetdesk.sheets.sheet import MAX_TEXT_BYTES, Sheet

ROWS_AT_ONCE = 200
_Remarks = tuple[tuple[int, str, str], ...]
"""A column, and a sentence in the user's language and in English."""
_Row = tuple[int, tuple[str, ...], _Remarks, _Remarks]
_HEAD = msgspec.msgpack.Decoder(Sheet)
_ROWS = msgspec.msgpack.Decoder(list[_Row])


def packed(sheet: Sheet, name: str) -> bytes:
    """Return the table as bytes; a UsageError where it holds more text than is taken."""
    made = joined(_parts(sheet), MAX_TEXT_BYTES)
    if made is None:
        raise UsageError(
            _("{file} holds more than {size} MB of text. Split it.").format(file=name, size=MAX_TEXT_BYTES // 1_000_000)
        )
    return made


def _parts(sheet: Sheet) -> Iterator[bytes]:
    head = Sheet(sheet.headings, (), sheet.encoding, sheet.delimiter, sheet.sheet, sheet.sheets, sheet.heading_line)
    encoder = msgspec.msgpack.Encoder()
    yield encoder.encode(head)
    for part in slices(sheet.rows, ROWS_AT_ONCE):
        yield encoder.encode([_plain(number, cells) for number, cells in part])


def _plain(number: int, cells: tuple[str, ...]) -> _Row:
    return number, tuple(cells), _told(getattr(cells, "doubts", ())), _told(getattr(cells, "faults", ()))


def _told(remarks: Iterable[tuple[int, str]]) -> _Remarks:
    return tuple((place, plain(sentence), plain(source(sentence))) for place, sentence in remarks)


def _heard(remarks: _Remarks) -> list[tuple[int, str]]:
    return [(place, translated(text, english)) for place, text, english in remarks]


def unpacked(data: memoryview, check: Check = never) -> Sheet:
    """Return the table of such bytes; ValueError where they are none. Blocks: call it in a thread.

    `check` is called for some rows at a time, and may raise to end it.
    """
    parts = split(data)
    head = _HEAD.decode(next(parts, b""))
    rows: list[Any] = []
    for part in parts:
        check()
        rows += [
            (number, Cells(cells, _heard(doubts), _heard(faults)))
            for number, cells, doubts, faults in _ROWS.decode(part)
        ]
    return Sheet(head.headings, rows, head.encoding, head.delimiter, head.sheet, head.sheets, head.heading_line)
