"""fleetdesk month: what a month came to, by vehicle or person and for the company, as a workbook and as PDF."""

import argparse
import asyncio
import os
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from fleetdesk.api.provider import Provider
from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.commands.tasks import checked_zone
from fleetdesk.domain.month import CompanyMonth, Figure, typed_month
from fleetdesk.domain.units import Unit
from fleetdesk.profile.history_opening import history_file
from fleetdesk.profile.profile import Profile
from fleetdesk.sheets.month_book import write_month
from fleetdesk.sheets.whole import write_export
from fleetdesk.sync.expenses import ExpenseService
from fleetdesk.sync.history.service import HistoryService
from fleetdesk.sync.month import MonthService, MonthSources
from fleetdesk.sync.work_time import WorkTimeService

PARTIAL = 3
"""The exit code where a part is missing."""


def add_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk month`."""
    command.add_argument("month", metavar=pgettext("command", "MONTH"), help=_("a month, as 2026-10"))
    command.add_argument(
        "--out", required=True, metavar=pgettext("command", "DIR"), help=_("the folder for the workbook")
    )
    command.add_argument(
        "--timezone", metavar=pgettext("command", "TZ"), help=_("the zone of the month; else the company's")
    )
    command.add_argument(
        "--account", metavar=pgettext("command", "NAME"), action="append", help=_("this account alone; may be repeated")
    )


async def report(desk: Profile, words: argparse.Namespace) -> int:
    """Write workbook and PDF, and print their paths with the company's figures; what is missing is on stderr."""
    month, folder = typed_month(words.month), Path(words.out)
    if not await asyncio.to_thread(folder.is_dir):
        raise UsageError(_("{folder} is no folder. Make it first.").format(folder=folder.name))
    names = words.account or [each.name for each in desk.settings.accounts] or [None]
    accounts = [desk.settings.account(each) for each in names]
    zone = checked_zone(words.timezone or desk.settings.zone or accounts[0].zone)
    async with AsyncExitStack() as stack:
        providers: dict[str, Provider] = {}
        for account in accounts:
            providers[account.name] = await stack.enter_async_context(desk.provider(account.name))
        now = lambda: datetime.now(UTC)  # noqa: E731
        history = HistoryService(history_file(desk), providers, now)
        stack.push_async_callback(history.close)
        sources = MonthSources(history, WorkTimeService(providers, now, zone), ExpenseService(providers, now))
        service = MonthService(providers, sources, lambda: desk.settings.documents, now, zone)
        units, failed = await _units(providers)
        _announce(len(units))
        found = await service.fetch(month, units)
    for sentence in (*failed, *found.troubles):
        complain(sentence)
    path = folder / f"month-{found.name}.xlsx"
    await asyncio.to_thread(write_month, path, found)
    paper = path.with_suffix(".pdf")
    has_paper = _write_pdf(paper, found)
    total = found.total()
    show(
        {
            "month": found.name,
            "file": str(path),
            "pdf": str(paper) if has_paper else None,
            "units": len(found.units),
            "company": {each.value: getattr(total, each.value) for each in Figure},
        }
    )
    return PARTIAL if failed or found.troubles else 0


def _write_pdf(path: Path, month: CompanyMonth) -> bool:
    """Write the pages that the window prints; return False, and say so, where Qt is not there to paint them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from PySide6.QtGui import QGuiApplication

        from fleetdesk.ui.month.month_page import print_month, title_of
        from fleetdesk.ui.widgets.pdf import pdf_of
    except ImportError as error:
        said = _("No PDF was made, because Qt cannot be used here ({reason}). The workbook has it all.")
        complain(said.format(reason=error))
        return False
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    write_export(path, pdf_of(title_of(month), lambda paper: print_month(month, paper)))
    return True


async def _units(providers: dict[str, Provider]) -> tuple[list[Unit], list[str]]:
    """Return the vehicles and people of all accounts, and sentences on those that told none."""
    units, failed = list[Unit](), list[str]()
    for name, provider in providers.items():
        try:
            units += await provider.units()
        except FleetError as error:
            failed.append(f"{name}: {error}")
    return units, failed


def _announce(count: int) -> None:
    said = ngettext(
        "{count} vehicle or person is asked about where that is not on this computer; Ctrl+C keeps what has come.",
        "{count} vehicles and people are asked about where that is not on this computer; Ctrl+C keeps what has come.",
        count,
    )
    complain(said.format(count=grouped(count)))
