"""The selected rows of a table for other programs: lines with tabs, and a table of HTML."""

from html import escape
from typing import TYPE_CHECKING, Any

from fleetdesk.base.readable import readable
from fleetdesk.sheets.harmless import harmless
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.rows import Column, heading_of

if TYPE_CHECKING:
    from fleetdesk.ui.widgets.table import Table

CELL = 2_000
"""So many letters of a cell are copied at most; no list shows more of a text."""


def copy_rows(table: "Table") -> int:
    """Put the selected rows on the clipboard as they are shown, with their headings; return how many there are.

    No spreadsheet takes a text for a formula, and nothing hides in it.
    """
    columns, items = table.shown_columns(), map(table.rows.item, table.selected_keys())
    rows = [[_cell(column, item) for column in columns] for item in items if item is not None]
    if not rows:
        return 0
    lines = [[heading_of(column) for column in columns], *rows]
    copy("\n".join("\t".join(line) for line in lines), _html(lines))
    return len(rows)


def _cell(column: Column[Any], item: Any) -> str:
    return harmless(readable(column.text(item), CELL))


def _html(lines: list[list[str]]) -> str:
    head, *rows = ([escape(cell) for cell in line] for line in lines)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>{body}</table>"
