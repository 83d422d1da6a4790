"""A chart of what grows with the fleet: a panel a figure, two bars a size, before and now, and what is to reach."""

from collections.abc import Iterator, Sequence
from html import escape
from math import log10

from tests.bench.measure import Row

TARGETS: dict[str, dict[int, float]] = {
    "an update, whole window, all moved": {10_000: 60, 50_000: 300},
    "longest gap of the window's thread in 20 s": {10_000: 50, 50_000: 50},
    "age of what the map shows": {10_000: 120, 50_000: 1_000},
    "the page's script for a message": {10_000: 8, 50_000: 25},
    "frames a second while panning and updated": {10_000: 30, 50_000: 30},
    "a search's letter, to the list's paint": {10_000: 15, 50_000: 30},
    "memory of all processes": {10_000: 600, 50_000: 800},
    "processor while polled each 10 s": {10_000: 5, 50_000: 10},
}
"""What is to reach at a size, by what is measured; medians, in the unit of the row. More is better for frames alone."""

WIDE, TALL, COLUMNS, EDGE = 300, 150, 2, 16
LEFT, TOP, BAR, GAP, ROOM, FIGURE = 62, 30, 13, 10, 178, 30
"""Pixels: where bars begin within a panel, how tall one is, between two sizes, how wide the widest and a figure are."""
STYLE = """
text { font: 11px sans-serif; fill: #3a4450 } .name { font-weight: bold } .before { fill: #b9c2cc }
.now { fill: #2f6fde } .reach { stroke: #c0392b; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #c9d1d9 } .before { fill: #4a5663 } .now { fill: #6ea0ff }
.reach { stroke: #ff7b6b } }
"""


def chart(rows: Sequence[Row]) -> str:
    """Return the chart as SVG, of the rows that have a target; bars are as long as the logarithm of their figure."""
    panels = [each for each in ([row for row in rows if row.what == what] for what in TARGETS) if each]
    tall = -(-len(panels) // COLUMNS) * TALL + 2 * EDGE + 14
    inside = [line for number, panel in enumerate(panels) for line in _panel(number, panel)]
    size = f"{COLUMNS * WIDE + 2 * EDGE} {tall}"
    words = "grey: before, blue: now, red: to reach; bars are as long as the logarithm"
    key = f'<text x="{EDGE}" y="{tall - EDGE}">{words}</text>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><style>{STYLE}</style>'
    return "\n".join((head, *inside, key, "</svg>", ""))


def _panel(number: int, rows: Sequence[Row]) -> Iterator[str]:
    x, y = EDGE + number % COLUMNS * WIDE, EDGE + number // COLUMNS * TALL
    unit = rows[0].unit
    yield f'<text class="name" x="{x}" y="{y + 14}">{escape(rows[0].what)}, {escape(unit)}</text>'
    longest = max(value for row in rows for value in (*_values(row), _target(row) or 0))
    for place, row in enumerate(sorted(rows, key=lambda each: each.units or 0)):
        yield from _pair(x, y + TOP + place * (2 * BAR + GAP), row, longest)


def _pair(x: int, y: int, row: Row, longest: float) -> Iterator[str]:
    yield f'<text x="{x}" y="{y + BAR + 4}">{row.units:,}</text>'
    values, target = _values(row), _target(row)
    line = 0.0 if target is None else _px(target, longest)
    for place, (value, name) in enumerate(zip(values, ("now", "before"), strict=False)):
        wide, top = _px(value, longest), y + (len(values) - 1 - place) * BAR
        after = max(wide, line) if line - wide < FIGURE else wide
        yield f'<rect class="{name}" x="{x + LEFT}" y="{top}" width="{wide:.1f}" height="{BAR - 1}"/>'
        yield f'<text x="{x + LEFT + after + 4:.1f}" y="{top + 10}">{value:,.0f}</text>'
    if target is not None:
        at = x + LEFT + line
        yield f'<line class="reach" x1="{at:.1f}" x2="{at:.1f}" y1="{y - 2}" y2="{y + len(values) * BAR + 1}"/>'


def _values(row: Row) -> tuple[float, ...]:
    return (row.ours.median,) if row.plain is None else (row.ours.median, row.plain.median)


def _target(row: Row) -> float | None:
    return TARGETS[row.what].get(row.units or 0)


def _px(value: float, longest: float) -> float:
    """Return how long a bar is: none at 1 and below."""
    return ROOM * log10(max(value, 1)) / log10(max(longest, 10))
