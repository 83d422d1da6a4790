"""Any table of the desk on paper: its rows in their order and the columns in sight, as they are read."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date_and_time, grouped
from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.paper import Paper
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.widgets.rows import heading_of
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.table_export import in_slices


@dataclass(frozen=True)
class ListPage:
    """A list as it is printed: headings, texts, and the parts of the width."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    printed_at: datetime


async def list_page(table: Table, title: str, at: datetime) -> ListPage:
    """Return what is printed of a table; other events run between slices. Columns without any text are left out."""
    model, columns = table.rows, table.shown_columns()
    keys = list(model.keys())
    rows = [[readable(column.text(item)) for column in columns] async for item in in_slices(model, keys)]
    widths = [max(table.columnWidth(model.place(column.key)), 1) for column in columns]
    headings = [heading_of(column) for column in columns]
    return await asyncio.to_thread(_page_of, title, headings, rows, widths, at)


def _page_of(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], at: datetime
) -> ListPage:
    told = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    return ListPage(
        title,
        [headings[place] for place in told],
        [[row[place] for place in told] for row in rows],
        [widths[place] for place in told],
        at,
    )


def print_list(page: ListPage, zone: ZoneInfo, paper: Paper) -> None:
    """Write the list, how many rows it has, and when it was printed."""
    count = ngettext("{count} row", "{count} rows", len(page.rows)).format(count=grouped(len(page.rows)))
    when = _("printed {time}, {zone}").format(time=date_and_time(page.printed_at.astimezone(zone)), zone=zone.key)
    paper.heading(page.title)
    paper.paragraph(joined((count, when), " · "))
    if page.headings:
        paper.table(page.headings, page.rows, page.shares)


class ListPrinter:
    """Shows a table as it would be printed; from there it goes to a printer or into a PDF."""

    def __init__(
        self, printing: Printing, notices: Notices, long_work: LongWork, now: Callable[[], datetime], zone: ZoneInfo
    ) -> None:
        self._printing, self._notices, self._long_work = printing, notices, long_work
        self._now, self._zone = now, zone

    def ask(self, table: Table, title: str) -> None:
        """Show the preview of a table."""
        sentence = _("The rows of {title} are being read …").format(title=title)
        self._long_work.start(self._show(table, title), f"print {title}", sentence)

    async def _show(self, table: Table, title: str) -> None:
        page = await list_page(table, title, self._now())
        if not page.rows:
            self._notices.say(_("{title} shows no rows to print.").format(title=title))
            return
        self._printing.preview(table.window(), title, lambda paper: print_list(page, self._zone, paper))
