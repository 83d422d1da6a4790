"""Gathers a month of vehicles and people: the kept history, lists of the vendors, counts of work, and money spent."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, Unsupported
from fleetdesk.base.sentences import together
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.document_rules import Rule
from fleetdesk.domain.expenses import ExpenseKind, Spent
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.known_sum import known_sum
from fleetdesk.domain.month import CompanyMonth, TaskCounts, UnitMonth, period_of_month, task_counts, unit_month
from fleetdesk.domain.tasks import Document
from fleetdesk.domain.units import Unit, UnitKind
from fleetdesk.domain.work_time import Grouping, WorkSum, sums
from fleetdesk.sync.expenses import ExpenseService
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.history.progress import OnProgress, Progress
from fleetdesk.sync.history.service import LISTED, HistoryService
from fleetdesk.sync.work_time import WorkTimeService

UNITS_AT_ONCE = 10
"""So many are asked about before the progress is told; their days are kept as the history is."""


@dataclass(frozen=True)
class MonthSources:
    """The services that a month is gathered from."""

    history: HistoryService
    work: WorkTimeService
    expenses: ExpenseService


class MonthService:
    """`providers` are the open accounts, `rules` say which documents a task needs, `now` is the clock."""

    def __init__(
        self,
        providers: Mapping[str, Provider],
        sources: MonthSources,
        rules: Callable[[], Sequence[Rule]],
        now: Callable[[], datetime],
        zone: ZoneInfo,
    ) -> None:
        self._providers, self._sources, self._rules, self._now, self._zone = providers, sources, rules, now, zone

    async def fetch(
        self, month: date, units: Sequence[Unit], on_progress: OnProgress = lambda progress: None
    ) -> CompanyMonth:
        """Return what the month came to for these units; what fails is told in `troubles` and keeps the rest.

        Closed days are asked for once, whoever wanted them before. `on_progress` is told units.
        """
        period = period_of_month(month, self._zone)
        troubles = dict[str, None]()
        totals = await self._totals(units, period, on_progress, troubles)
        fleet: dict[str, Seen] = {each.key: Seen(each) for each in units}
        work = await self._work(fleet, period, troubles)
        spent = await self._spent(period, troubles)
        tasks = {name: await self._tasks(name, each, period, troubles) for name, each in self._open(units)}
        rows = [_row(each, totals.get(each.key, Totals()), work, spent.get(each.account), tasks) for each in units]
        return CompanyMonth(month, period, self._zone, tuple(rows), tuple(troubles))

    def _open(self, units: Iterable[Unit]) -> list[tuple[str, Provider]]:
        """Return the open accounts of these units."""
        accounts = {each.account for each in units}
        return [(name, each) for name, each in list(self._providers.items()) if name in accounts]

    async def _totals(
        self, units: Sequence[Unit], period: Span, on_progress: OnProgress, troubles: dict[str, None]
    ) -> dict[str, Totals]:
        found: dict[str, Totals] = {}
        keys = [each.key for each in units]
        for start in range(0, len(keys), UNITS_AT_ONCE):
            on_progress(Progress(start, len(keys)))
            some = keys[start : start + UNITS_AT_ONCE]
            fetched = await self._sources.history.fetch(some, period, kinds=LISTED)
            found |= {view.key: view.totals for view in fetched.views}
            troubles |= dict.fromkeys(fetched.troubles)
        on_progress(Progress(len(keys), len(keys)))
        return found

    async def _work(self, fleet: Mapping[str, Seen], period: Span, troubles: dict[str, None]) -> dict[str, WorkSum]:
        if not any(each.work is not None for each in self._providers.values()):
            return {}
        found = await self._sources.work.fetch(fleet, period)
        troubles |= dict.fromkeys(found.troubles)
        return {each.unit: each for each in sums(found.days, Grouping.VEHICLE)}

    async def _spent(self, period: Span, troubles: dict[str, None]) -> dict[str, list[Spent]]:
        """Return what was spent, by the accounts that keep expenses and told them."""
        keepers = [name for name, each in self._providers.items() if each.expenses is not None]
        if not keepers:
            return {}
        found = await self._sources.expenses.fetch(period)
        troubles |= dict.fromkeys(found.troubles)
        told = {name: [each for each in found.rows if each.account == name] for name in keepers}
        return {name: rows for name, rows in told.items() if rows or not found.troubles}

    async def _tasks(
        self, account: str, provider: Provider, period: Span, troubles: dict[str, None]
    ) -> Mapping[str, TaskCounts] | None:
        """Return the counts of an account's units; None where it has no tasks or does not tell them."""
        if provider.tasks is None:
            return None
        try:
            listing = await provider.tasks.listing(everything=True)
        except FleetError as error:
            troubles[together(f"{account}:", error)] = None
            return None
        documents: Sequence[Document] | None = None
        try:
            documents = await provider.documents.everywhere() if provider.documents is not None else None
        except Unsupported:
            documents = None
        except FleetError as error:
            troubles[together(f"{account}:", error)] = None
        return task_counts(listing.tasks, documents, self._rules(), period, self._now())


def _row(
    unit: Unit,
    totals: Totals,
    work: Mapping[str, WorkSum],
    spent: Sequence[Spent] | None,
    tasks: Mapping[str, Mapping[str, TaskCounts] | None],
) -> UnitMonth:
    own = [each for each in spent or () if each.person_id == unit.id]
    counts = tasks.get(unit.account)
    is_told = unit.kind is UnitKind.PERSON and spent is not None
    return unit_month(
        unit.key,
        unit.plate or unit.name or unit.id,
        unit.account,
        totals,
        work.get(unit.key),
        (known_sum(each.cost for each in own) or 0.0) if is_told else None,
        (known_sum(each.litres for each in own if each.kind is ExpenseKind.FUEL) or 0.0) if is_told else None,
        None if counts is None else counts[unit.id],
    )
