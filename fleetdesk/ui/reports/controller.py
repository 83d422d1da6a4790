"""Binds the reports dock to what the vendors list of reports, and to the rows of the one that is open."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME as NAME_LENGTH
from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.keys import split_key, unit_key
from fleetdesk.domain.report_places import place_names
from fleetdesk.domain.reports import (
    BY_CATEGORY,
    BY_VEHICLE,
    DONE,
    ReportRows,
    differences,
    period_words,
    type_words,
    visit_sum,
)
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.reports import NOT_DONE, Reports
from fleetdesk.sync.store import Store
from fleetdesk.ui.reports.pane import ReportsPane
from fleetdesk.ui.reports.results import NONE_OPEN, change_words, sum_words
from fleetdesk.ui.reports.rows import ReportRow, VisitRow, report_rows
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.while_seen import WhileSeen

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
        self, pane: ReportsPane, reports: Reports, places: NamedPlaces, store: Store, background: Background,
        zone: ZoneInfo,
    ) -> None:  # fmt: skip
        super().__init__(pane)
        self._pane, self._reports, self._places, self._store = pane, reports, places, store
        self._zone, self._open = zone, ""
        self._place_names: dict[tuple[str, str], Mapping[int, str]] = {}
        self._rows: ReportRows = ReportRows()
        self._fetching = OneWork(background, "report")
        self._view = WhileSeen(pane, EVERY_MS)
        for due in (self._view.came, self._view.ticked):
            due.connect(reports.refresh)
        for told in (reports.changed, reports.failed):
            told.connect(self.refresh)
        pane.inside_built.connect(self.refresh)
        places.changed.connect(self._rename_places)
        pane.again_wanted.connect(reports.ask_again)
        pane.opened.connect(self.show_report)
        pane.compared.connect(self._compare)
        reports.want(lambda: self._view.is_seen)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME, "", self.open)]

    def open(self) -> None:
        """Show the dock."""
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        self._reports.refresh()

    def refresh(self) -> None:
        """Show what is listed and what waits to be ordered, where the dock was ever opened."""
        if not self._pane.is_built:
            return
        rows = report_rows(self._reports.rows, self._reports.waiting, self.name_of)
        self._pane.show_reports(rows, tuple(self._reports.troubles.values()))
        if self._open and self._open not in rows:
            self._close()

    def name_of(self, account: str, group: str, number: str) -> str:
        """Return what a vehicle, a group of them or a place of an account is called; its id where nobody knows it."""
        if group == BY_VEHICLE:
            return label_of(self._store, unit_key(account, number))
        if group != BY_CATEGORY:
            return self._names_of_places(account, group).get(int(number), number)
        units = (seen.unit for seen in self._store.fleet.values() if seen.unit.account == account)
        return next((unit.category for unit in units if unit.category_id == number and unit.category), number)

    def _names_of_places(self, account: str, kind: str) -> Mapping[int, str]:
        if (account, kind) not in self._place_names:
            self._place_names[account, kind] = place_names(self._places.places, account, kind)
        return self._place_names[account, kind]

    def _rename_places(self) -> None:
        self._place_names.clear()
        self.refresh()

    # -- the open report

    def show_report(self, row: ReportRow) -> None:
        """Show what a report holds, asked for where it is not kept."""
        if row.key == self._open and self._fetching.is_running:
            return
        self._fetching.stop()
        self._open, self._rows = row.key, ReportRows()
        words = row.words(self._zone)
        self._pane.results.offer({})
        if not row.is_done:
            self._pane.results.show_visits(words, {}, (WAIT, NOT_DONE))
            return
        self._pane.results.show_visits(words, {}, ASKING)
        self._fetching.start(self._show(row))

    async def _show(self, row: ReportRow) -> None:
        results, words = self._pane.results, row.words(self._zone)
        try:
            self._rows = await self._reports.rows_of(row.report)
        except FleetError as error:
            results.show_visits(words, {}, (NOT_TOLD, str(error)))
            return
        await self._show_rows(row)
        results.offer(self._others(row))

    async def _show_rows(self, row: ReportRow) -> None:
        """Show the rows of the open report, made in a thread: there may be tens of thousands."""
        told = self._rows
        shown = await asyncio.to_thread(visit_rows, told.visits, dict(self._store.fleet))
        whole = await asyncio.to_thread(visit_sum, told.visits)
        total = sum_words(whole, told.unread) if told.visits or told.unread else ""
        self._pane.results.show_visits(row.words(self._zone), shown, EMPTY, row.report.type or "", total)

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
        self._fetching.stop()
        if row is None:
            return
        work = self._show_rows(row) if other is None else self._show_changes(row, other)
        self._fetching.start(work)

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
        sums = await asyncio.to_thread(lambda: [visit_sum(each) for each in (earlier.visits, visits)])
        results.show_differences(words, account, {each.key: each for each in found}, EMPTY, change_words(*sums))

    def _close(self) -> None:
        self._fetching.stop()
        self._open, self._rows = "", ReportRows()
        self._pane.results.show_visits("", {}, NONE_OPEN)


def visit_rows(visits: Sequence[Visit], fleet: Mapping[Any, Seen]) -> dict[str, VisitRow]:
    """Return the rows of a report by their keys, in its order."""
    rows = (
        VisitRow(f"{number:07d}", _label(fleet, unit_key(each.account, each.unit or "")), each)
        for number, each in enumerate(visits)
    )
    return {row.number: row for row in rows}


def label_of(store: Store, key: str) -> str:
    """Return what a vehicle is called by its key; the vendor's id of one that is not known."""
    return _label(store.fleet, key)


def _label(fleet: Mapping[Any, Seen], key: str) -> str:
    seen = fleet.get(key)
    return seen.label if seen is not None else split_key(key)[1]
