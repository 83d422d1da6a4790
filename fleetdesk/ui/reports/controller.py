"""Binds the reports dock to what the vendors list of reports, and to the rows of the one that is open."""

import asyncio
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME as NAME_LENGTH
from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.keys import split_key, unit_key
from fleetdesk.domain.reports import BY_VEHICLE, DONE, ReportRows, differences, period_words, type_words, visit_sum
from fleetdesk.sync.background import Background
from fleetdesk.sync.reports import NOT_DONE, Reports
from fleetdesk.sync.store import Store
from fleetdesk.ui.reports.pane import ReportsPane
from fleetdesk.ui.reports.results import NONE_OPEN, change_words, sum_words
from fleetdesk.ui.reports.rows import ReportRow, VisitRow, report_rows
from fleetdesk.ui.widgets.commands import Command, Menu

NAME = _("Reports")
EVERY_MS = 5_000
"""How often it is looked whether a list is due again."""
ROOM_PX = 400  # for some rows of both lists
ASKING = (_("Being fetched"), _("What a report holds is asked for once, and kept on this computer."))
EMPTY = (_("Nothing in it"), _("The vendor tells no visit in this report."))
NOT_TOLD = _("The report is not told")
WAIT = _("Not done yet")
AGAINST = pgettext("report", "{kind} · {report} against {other}")


class ReportsController(QObject):
    """Asks for reports while the dock is seen, and for the rows of one when it is opened."""

    def __init__(
        self, pane: ReportsPane, reports: Reports, store: Store, background: Background, zone: ZoneInfo
    ) -> None:
        super().__init__(pane)
        self._pane, self._reports, self._store, self._background = pane, reports, store, background
        self._zone, self._open = zone, ""
        self._rows: ReportRows = ReportRows()
        self._fetching: asyncio.Task[None] | None = None
        self._clock = QTimer(self, interval=EVERY_MS)
        self._clock.timeout.connect(reports.refresh)
        for told in (reports.changed, reports.failed):
            told.connect(self.refresh)
        pane.visibilityChanged.connect(self._on_seen)
        pane.again_wanted.connect(reports.ask_again)
        pane.opened.connect(self.show_report)
        pane.results.compared.connect(self._compare)
        reports.want(lambda: self._is_seen)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME, "", self.open)]

    def open(self) -> None:
        """Show the dock."""
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        self._reports.refresh()

    @property
    def _is_seen(self) -> bool:
        return not self._pane.visibleRegion().isEmpty()

    def _on_seen(self, seen: bool) -> None:
        if seen:
            self._clock.start()
            QTimer.singleShot(0, self._pane, self._reports.refresh)  # when it is painted, and seen in truth
        else:
            self._clock.stop()

    def refresh(self) -> None:
        """Show what is listed and what waits to be ordered."""
        rows = report_rows(self._reports.rows, self._reports.waiting, self.name_of)
        self._pane.show_reports(rows, tuple(self._reports.troubles.values()))
        if self._open and self._open not in rows:
            self._close()

    def name_of(self, account: str, group: str, number: str) -> str:
        """Return what a vehicle or a group of vehicles of an account is called; its id where that is not known."""
        if group == BY_VEHICLE:
            return label_of(self._store, unit_key(account, number))
        units = (seen.unit for seen in self._store.fleet.values() if seen.unit.account == account)
        return next((unit.category for unit in units if unit.category_id == number and unit.category), number)

    # -- the open report

    def show_report(self, row: ReportRow) -> None:
        """Show what a report holds, asked for where it is not kept."""
        if row.key == self._open and self._fetching is not None and not self._fetching.done():
            return
        self._stop()
        self._open, self._rows = row.key, ReportRows()
        words = row.words(self._zone)
        self._pane.results.offer({})
        if not row.is_done:
            self._pane.results.show_visits(words, {}, (WAIT, NOT_DONE))
            return
        self._pane.results.show_visits(words, {}, ASKING)
        self._fetching = self._background.start(self._show(row), "report")

    async def _show(self, row: ReportRow) -> None:
        results, words = self._pane.results, row.words(self._zone)
        try:
            self._rows = await self._reports.rows_of(row.report)
        except FleetError as error:
            results.show_visits(words, {}, (NOT_TOLD, str(error)))
            return
        results.offer(self._others(row))
        self._show_rows(row)

    def _show_rows(self, row: ReportRow) -> None:
        visits = self._rows.visits
        shown = {f"{number:07d}": self._visit_row(number, each) for number, each in enumerate(visits)}
        total = sum_words(visit_sum(visits), self._rows.unread) if visits or self._rows.unread else ""
        self._pane.results.show_visits(row.words(self._zone), shown, EMPTY, row.report.type or "", total)

    def _visit_row(self, number: int, visit: Visit) -> VisitRow:
        return VisitRow(f"{number:07d}", label_of(self._store, unit_key(visit.account, visit.unit or "")), visit)

    def _others(self, row: ReportRow) -> dict[str, str]:
        """Return the other reports of the type that are done, the latest period first, as they are offered."""
        mine = row.report
        others = [
            each
            for each in self._reports.rows
            if each.state == DONE and (each.account, each.type) == (mine.account, mine.type) and each.id != mine.id
        ]
        others.sort(key=lambda each: each.started_at.timestamp() if each.started_at else 0.0, reverse=True)
        rows = report_rows(others, (), self.name_of)
        return {
            key: joined((self._period(each.report), *([] if each.about == row.about else [each.about])), " · ")
            for key, each in rows.items()
        }

    def _period(self, report: Report) -> str:
        return period_words(report.started_at, report.ended_at, self._zone)

    def _compare(self, key: str) -> None:
        """Show what has changed since another report, or again the rows of the open one."""
        row, other = self._pane.model.item(self._open), self._pane.model.item(key)
        self._stop()
        if row is None:
            return
        if other is None:
            self._show_rows(row)
        else:
            self._fetching = self._background.start(self._show_changes(row, other), "report to compare")

    async def _show_changes(self, row: ReportRow, other: ReportRow) -> None:
        results, account = self._pane.results, row.report.account
        kind, period = type_words(row.report.type), self._period(row.report)
        words = AGAINST.format(kind=readable(kind, NAME_LENGTH), report=period, other=self._period(other.report))
        try:
            earlier = await self._reports.rows_of(other.report)
        except FleetError as error:
            results.show_differences(words, account, {}, (NOT_TOLD, str(error)))
            return
        by, visits = results.grouping, self._rows.visits
        found = await asyncio.to_thread(differences, earlier.visits, visits, by)
        total = change_words(visit_sum(earlier.visits), visit_sum(visits))
        results.show_differences(words, account, {each.key: each for each in found}, EMPTY, total)

    def _stop(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            self._fetching = None

    def _close(self) -> None:
        self._stop()
        self._open, self._rows = "", ReportRows()
        self._pane.results.show_visits("", {}, NONE_OPEN)


def label_of(store: Store, key: str) -> str:
    """Return what a vehicle is called by its key; the vendor's id of one that is not known."""
    seen = store.fleet.get(key)
    return seen.label if seen is not None else split_key(key)[1]
