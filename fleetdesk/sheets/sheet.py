"""A table as it was read, and the limits of what is read at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.importing.cells import Cells

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000
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
