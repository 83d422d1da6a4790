"""Reports of the open accounts: listed while somebody looks, on their way there, and what the done ones hold."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

import structlog

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.history.records import Report
from fleetdesk.domain.outbox import Op, OpKind
from fleetdesk.domain.reports import DONE, ReportRows
from fleetdesk.storage.report_rows import ReportRowsFile
from fleetdesk.sync.account_lists import AccountLists, Ask
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

SOON_S, LATER_S, DONE_S = 10.0, 60.0, 600.0
"""A list is asked for again so much later: while one is young and not done, old and not done, while all are done."""
YOUNG_S = 900.0
FAILED_S = 60.0
NOT_OPEN = _("The account {account} is not open now. Try again when it answers.")
NOT_DONE = _("This report is not done yet. Its rows are asked for when it is.")
log = structlog.get_logger(__name__)


class Reports(AccountLists[Report]):
    """What accounts list of reports, what waits to be ordered there, and the rows of done ones, kept in `file`.

    `say` is given a sentence on a damaged file. A done report is asked for once, while the file is there.
    """

    def __init__(
        self, store: Store, providers: Mapping[str, Provider], background: Background, file: ReportRowsFile,
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(store, providers, background, "reports", _asking, self._pace_s, FAILED_S)
        self._file, self._say = file, say
        self._one_at_a_time = asyncio.Lock()
        self._waiting: dict[str, Op] = {}
        self._accounts = frozenset(store.links)
        store.ops_changed.connect(self._ops_changed)
        store.links_changed.connect(self._forget_removed)

    @property
    def waiting(self) -> list[Op]:
        """Return the writes that order a report, the oldest first."""
        return list(self._waiting.values())

    def take(self, report: Report) -> None:
        """Show a report that a server has just taken; how far it is is asked for soon."""
        rest = [each for each in self._listed.get(report.account, ()) if each.id != report.id]
        self._listed[report.account] = [*rest, report]
        self._not_before[report.account] = self._store.now().timestamp() + SOON_S
        self.changed.emit()

    async def rows_of(self, report: Report) -> ReportRows:
        """Return what a done report holds: what is kept, else what the account answers. FleetError in a sentence."""
        if report.state != DONE:
            raise FleetError(NOT_DONE)
        async with self._one_at_a_time:  # so that nobody who presses twice asks twice
            kept = await self._kept(report)
            if kept is not None:
                return kept
            provider = self._providers.get(report.account)
            if provider is None or provider.reports is None:
                raise FleetError(NOT_OPEN.format(account=report.account))
            found = await provider.reports.rows(report.id)
            rows = ReportRows(tuple(found), found.unread)
            await self._keep(report, rows)
        return rows

    async def close(self) -> None:
        """Close the file."""
        await asyncio.to_thread(self._file.close)

    async def _kept(self, report: Report) -> ReportRows | None:
        notice = await asyncio.to_thread(self._file.load)
        if notice is not None:
            self._say(notice)
        try:
            return await asyncio.to_thread(self._file.rows, report)
        except sqlite3.Error as error:
            log.warning("reports not read", reason=str(error))
            return None

    async def _keep(self, report: Report, rows: ReportRows) -> None:
        try:
            await asyncio.to_thread(self._file.keep, report, rows, self._store.now())
        except sqlite3.Error as error:  # it is asked for again then
            log.warning("report not kept", reason=str(error))

    def _pace_s(self, listed: Sequence[Report]) -> float:
        """Return after how many seconds an account is asked for its list again."""
        undone = [each for each in listed if each.state != DONE]
        now = self._store.now()
        young = any(
            each.state_changed_at is None or (now - each.state_changed_at).total_seconds() < YOUNG_S for each in undone
        )
        return (SOON_S if young else LATER_S) if undone else DONE_S

    def _ops_changed(self, changed: Iterable[Op]) -> None:
        if not any(op.kind is OpKind.REPORT for op in changed):
            return
        ops = self._store.task_store.waiting
        mine = {key: op for key, op in ops.items() if op.kind is OpKind.REPORT and not op.damaged and not op.on_hold}
        if mine != self._waiting:
            self._waiting = mine
            self.changed.emit()

    def _forget_removed(self) -> None:
        """Remove what is kept of accounts that are taken off this desk."""
        now = frozenset(self._store.links)
        for account in self._accounts - now:
            self._background.start(self._forget(account), "reports of a removed account")
        self._accounts = now

    async def _forget(self, account: str) -> None:
        try:
            await asyncio.to_thread(self._file.load)
            await asyncio.to_thread(self._file.forget, account)
        except sqlite3.Error as error:
            log.warning("reports not removed", account=account, reason=str(error))


def _asking(provider: Provider) -> Ask[Report] | None:
    return provider.reports.known if provider.reports is not None else None
