"""Any table of the desk on paper: its rows in their order and the columns in sight, as they are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date_and_time, grouped
from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.paper import Paper
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.widgets.rows import heading_of
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.table_export import in_slices

MOST_ROWS = 500
"""A preview writes its pages on the window's thread, so that it may not be longer."""


@dataclass(frozen=True)
class ListPage:
    """A list as it is printed: headings and texts, the parts of the width, and how many rows the list has in all."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    count: int
    printed_at: datetime


async def list_page(table: Table, title: str, at: datetime) -> ListPage:
    """Return what is printed of a table; other events run between slices. Columns without any text are left out."""
    model, columns = table.rows, table.shown_columns()
    keys = list(model.keys())
    wanted = in_slices(model, keys[:MOST_ROWS])
    rows = [[readable(column.text(item)) for column in columns] async for item in wanted]
    told = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return ListPage(
        title,
        [heading_of(columns[place]) for place in told],
        [[row[place] for place in told] for row in rows],
        [max(table.columnWidth(model.place(columns[place].key)), 1) for place in told],
        len(keys),
        at,
    )


def print_list(page: ListPage, zone: ZoneInfo, paper: Paper) -> None:
    """Write the list, when it was printed, and how many rows are not on the paper."""
    count = ngettext("{count} row", "{count} rows", page.count).format(count=grouped(page.count))
    when = _("printed {time}, {zone}").format(time=date_and_time(page.printed_at.astimezone(zone)), zone=zone.key)
    paper.heading(page.title)
    paper.paragraph(joined((count, when), " · "))
    if page.headings:
        paper.table(page.headings, page.rows, page.shares)
    paper.unprinted(page.count - len(page.rows))


class ListPrinter:
    """Shows a table as it would be printed; from there it goes to a printer or into a PDF."""

    def __init__(
        self, printing: Printing, notices: Notices, background: Background, now: Callable[[], datetime], zone: ZoneInfo
    ) -> None:
        self._printing, self._notices, self._background = printing, notices, background
        self._now, self._zone = now, zone

    def ask(self, table: Table, title: str) -> None:
        """Show the preview of a table."""
        self._background.start(self._show(table, title), f"print {title}")

    async def _show(self, table: Table, title: str) -> None:
        page = await list_page(table, title, self._now())
        if not page.rows:
            self._notices.say(_("{title} shows no rows to print.").format(title=title))
            return
        self._printing.preview(table.window(), title, lambda paper: print_list(page, self._zone, paper))
