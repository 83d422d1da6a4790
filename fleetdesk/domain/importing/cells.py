"""The cells of a table's row, with what only the file knows of them."""

from collections.abc import Iterable


class Cells(tuple[str, ...]):
    """The texts of a row's cells; `doubts` and `faults` are (place of the cell, sentence), a place of -1 is the row."""

    doubts: tuple[tuple[int, str], ...]
    faults: tuple[tuple[int, str], ...]

    def __new__(
        cls, cells: Iterable[str], doubts: Iterable[tuple[int, str]] = (), faults: Iterable[tuple[int, str]] = ()
    ) -> "Cells":
        """Make a row of these cells."""
        made = super().__new__(cls, cells)
        made.doubts, made.faults = tuple(doubts), tuple(faults)
        return made
