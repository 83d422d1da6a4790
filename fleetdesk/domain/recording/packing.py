"""A table of whole numbers as few bytes: each column by its largest value and its common factor."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.int64]
SIZES = (0, 1, 2, 4, 8)
MOST_ROWS = 1_000_000


class PackedTable(NamedTuple):
    """The rows of a table, the bytes of one number and the common factor of each column, and the columns."""

    rows: int
    sizes: tuple[int, ...]
    factors: tuple[int, ...]
    body: bytes


def packed(table: Table) -> PackedTable:
    """Pack a table."""
    sizes, factors, parts = [], [], []
    for column in table.T:
        factor = int(np.gcd.reduce(column)) if len(column) else 0
        reduced = column // factor if factor > 0 else np.zeros_like(column)
        size = _size_of(reduced) if factor else 0
        sizes.append(size)
        factors.append(max(factor, 0))
        parts.append(reduced.astype(f"<i{size}").tobytes() if size else b"")
    return PackedTable(len(table), tuple(sizes), tuple(factors), b"".join(parts))


def unpacked(told: PackedTable) -> Table:
    """Return the table again; ValueError where it is none."""
    if not 0 <= told.rows <= MOST_ROWS or len(told.sizes) != len(told.factors) or set(told.sizes) - set(SIZES):
        raise ValueError("no packed table")
    if len(told.body) != told.rows * sum(told.sizes):
        raise ValueError("a packed table of another size")
    table, start = np.zeros((told.rows, len(told.sizes)), np.int64), 0
    for number, (size, factor) in enumerate(zip(told.sizes, told.factors, strict=True)):
        if size:
            column = np.frombuffer(told.body, f"<i{size}", told.rows, start)
            table[:, number] = column.astype(np.int64) * np.int64(factor)
            start += told.rows * size
    return table


def _size_of(column: Table) -> int:
    low, high = int(column.min()), int(column.max())
    return next(size for size in SIZES[1:] if -(1 << 8 * size - 1) <= low and high < 1 << 8 * size - 1)
