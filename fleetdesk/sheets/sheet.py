"""A table as it was read, and the limits of what is read at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.importing.cells import Cells

MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 150_000_000  # of a workbook, whose cells are wrapped in three times as much
MAX_ROWS = 250_000
MAX_COLUMNS = 256
MAX_CELLS = 2_000_000
MAX_CELL = 32_767  # characters, as in a workbook
MAX_HEADING = 300  # characters; a longer one is cut
MAX_LINE = 1_000_000  # characters of a text's line
MAX_TEXT_BYTES = 40_000_000
MAX_RATIO = 100


class NoTable(UsageError):
    """There is nothing that could be a table where one was looked for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and rows, all text; a row is its number in the file (from 1) and its cells, empty rows left out.

    `encoding` and `delimiter` are those of a CSV file, guessed or given; `sheet` and `sheets` those of a workbook.
    `heading_line` is the number of the row that was taken for the heading, found or given.
    """

    headings: tuple[str, ...]
    rows: Sequence[tuple[int, Cells]]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    heading_line: int = 1

    def with_cell(self, number: int, place: int, text: str) -> "Sheet":
        """Return the table with another text in one cell, by the number of its row in the file and its column."""
        return replace(
            self, rows=[(each, _mended(cells, place, text) if each == number else cells) for each, cells in self.rows]
        )


def _mended(cells: Cells, place: int, text: str) -> Cells:
    """Return the row with that cell, and without what the file knew of the cell before."""
    padded = [*cells, *[""] * (place + 1 - len(cells))]
    padded[place] = text
    doubts, faults = ([each for each in known if each[0] != place] for known in (cells.doubts, cells.faults))
    return Cells(padded, doubts, faults)
