"""What a month came to, by vehicle or person and for the company: where each figure is from, and unknown never 0."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import DAY, Span
from fleetdesk.domain.document_rules import Rule, missing
from fleetdesk.domain.history.periods import month_of
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.known_sum import known_sum
from fleetdesk.domain.tasks import Document, Task, TaskStatus
from fleetdesk.domain.work_time import WorkSum

LEAST_KM = 150.0
"""Litres a 100 km are told from so many on: over fewer one filling says everything."""
Value = float | int | None


class Figure(StrEnum):
    """What a month tells of each vehicle or person, by the names of the fields of a UnitMonth."""

    KM = "km"
    DRIVING = "driving_s"
    IDLING = "idling_s"
    WORK = "work_s"
    LITRES = "litres"
    L_100KM = "l_100km"
    EXPENSES = "expenses"
    TASKS_DONE = "tasks_done"
    TASKS_LATE = "tasks_late"
    DOCUMENTS_MISSING = "documents_missing"


FIGURE_WORDS: Mapping[Figure, str] = {
    Figure.KM: _("Kilometres"),
    Figure.DRIVING: _("Driving, hours"),
    Figure.IDLING: _("Idling, hours"),
    Figure.WORK: _("Work, hours"),
    Figure.LITRES: _("Fuel filled, litres"),
    Figure.L_100KM: _("Litres a 100 km"),
    Figure.EXPENSES: _("Expenses"),
    Figure.TASKS_DONE: _("Tasks done"),
    Figure.TASKS_LATE: _("Tasks late"),
    Figure.DOCUMENTS_MISSING: _("Documents missing"),
}
SOURCES: Mapping[Figure, str] = {
    Figure.KM: _("Distances of the trips that the vendor lists; a trip over midnight counts by its share of the time."),
    Figure.DRIVING: _("Driving times of these trips."),
    Figure.IDLING: _("Time with the ignition on and no trip, by the vendor's list of inputs."),
    Figure.WORK: _("Metrotec's count of work, day by day; without repairs."),
    Figure.LITRES: _("Metrotec's list of refuels; of people what they paid for, by VEZMA's fuel-ups."),
    Figure.L_100KM: _(
        "Litres filled by kilometres, where there are at least 150 km; what is left in the tank is not seen."
    ),
    Figure.EXPENSES: _("VEZMA's expenses of a person, in the currency of the company. Metrotec tells none."),
    Figure.TASKS_DONE: _("Completed tasks whose work ended in the month, else whose window did."),
    Figure.TASKS_LATE: _("Of these, and of those still open, the ones that were not done by the end of their window."),
    Figure.DOCUMENTS_MISSING: _("Completed tasks that lack a document which the company's rules ask for."),
}
"""Where a figure is from, as people are told."""
HOURS = frozenset({Figure.DRIVING, Figure.IDLING, Figure.WORK})
"""These are kept in seconds."""
ADDED = tuple(each for each in Figure if each is not Figure.L_100KM)
"""What the company's figure is the sum of."""


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """One vehicle or person; None is not known, and `unknown_s` are the seconds of the month that nobody tells of."""

    key: str
    label: str
    account: str
    km: float | None = None
    driving_s: float | None = None
    idling_s: float | None = None
    work_s: float | None = None
    litres: float | None = None
    expenses: float | None = None
    tasks_done: int | None = None
    tasks_late: int | None = None
    documents_missing: int | None = None
    unknown_s: float = 0.0

    @property
    def l_100km(self) -> float | None:
        """Return the litres filled by 100 km; None where either is not known or the way too short to say it."""
        if self.litres is None or self.km is None or self.km < LEAST_KM:
            return None
        return self.litres / self.km * 100

    def value(self, figure: Figure) -> Value:
        """Return a figure as it is told: hours in place of seconds."""
        found: Value = getattr(self, figure.value)
        return found / 3600 if found is not None and figure in HOURS else found


@dataclass(frozen=True)
class CompanyMonth:
    """A month of the company's clock: its vehicles and people, and sentences on what is missing."""

    month: date
    period: Span
    zone: ZoneInfo
    units: tuple[UnitMonth, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the month as files are called: 2026-10."""
        return f"{self.month:%Y-%m}"

    def total(self) -> UnitMonth:
        """Return the sum of what is known of all."""
        sums = {each.value: known_sum(getattr(unit, each.value) for unit in self.units) for each in ADDED}
        unknown_s = sum(each.unknown_s for each in self.units)
        return UnitMonth("", pgettext("month", "Company"), "", unknown_s=unknown_s, **sums)

    def known_of(self, figure: Figure) -> int:
        """Return of how many a figure is known."""
        return sum(each.value(figure) is not None for each in self.units)


def typed_month(text: str) -> date:
    """Return the first day of a month written as 2026-10; UsageError for anything else."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m").date()  # noqa: DTZ007 - a month of any zone
    except ValueError as error:
        raise UsageError(_("{text} is no month. Write it as 2026-10.").format(text=text)) from error


def month_before(day: date) -> date:
    """Return the first day of the month before that of a day."""
    return (day.replace(day=1) - DAY).replace(day=1)


def period_of_month(month: date, zone: ZoneInfo) -> Span:
    """Return from when to when a month is on the clock of a zone."""
    return month_of(month, zone)


def unit_month(
    key: str,
    label: str,
    account: str,
    totals: Totals,
    work: WorkSum | None,
    expenses: float | None,
    litres: float | None,
    tasks: "TaskCounts | None",
) -> UnitMonth:
    """Return the month of one vehicle or person of these parts; `litres` are what was paid for."""
    return UnitMonth(
        key,
        label,
        account,
        totals.km,
        totals.driving_s,
        totals.idling_s,
        work.work_s if work else None,
        totals.litres if totals.litres is not None else litres,
        expenses,
        tasks.done if tasks else None,
        tasks.late if tasks else None,
        tasks.documents_missing if tasks else None,
        totals.unknown_s,
    )


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks of a unit were done in a month, were late, and lack a document; None where files are not known."""

    done: int = 0
    late: int = 0
    documents_missing: int | None = None


def task_counts(
    tasks: Iterable[Task], documents: Sequence[Document] | None, rules: Sequence[Rule], period: Span, now: datetime
) -> Mapping[str, TaskCounts]:
    """Return the counts of each unit by its vendor's id, those of a unit without tasks too.

    `documents` are those of the account, None where they are unknown.
    """
    filed: dict[int, set[str]] = {}
    for each in documents or ():
        if each.task is not None and each.type:
            filed.setdefault(each.task, set()).add(each.type)
    none = TaskCounts(documents_missing=None if documents is None else 0)
    counted = defaultdict[str, TaskCounts](lambda: none)
    for task in tasks:
        at = task.work_finished_at if task.status is TaskStatus.COMPLETED else None
        at = at or task.stop_at or task.start_at
        if not task.unit or at is None or not period.begins <= at.timestamp() < period.ends:
            continue
        before = counted[task.unit]
        lacks = bool(missing(task, filed.get(task.id or 0, ()), rules=rules))
        counted[task.unit] = TaskCounts(
            before.done + (task.status is TaskStatus.COMPLETED),
            before.late + _was_late(task, now),
            None if before.documents_missing is None else before.documents_missing + lacks,
        )
    return counted


def _was_late(task: Task, now: datetime) -> bool:
    """Return whether a task was not done by the end of its window; what was given up was not late."""
    if task.status is TaskStatus.COMPLETED:
        return bool(task.stop_at and task.work_finished_at and task.work_finished_at > task.stop_at)
    return task.late(now)
