"""The columns of both lists of the work time dock, and what files of them hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.records import WorkPeriod
from fleetdesk.domain.statuses import Colour
from fleetdesk.domain.work_time import KIND_WORDS, WorkKind, WorkSum
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import hours_of, order_of
from fleetdesk.ui.widgets.rows import Column

COLOURS = {WorkKind.WORK: Colour.PROGRESS, WorkKind.REPAIR: Colour.LATE, WorkKind.OWN_REPAIR: Colour.IDLING}
STATUS_WORDS = {
    "work": KIND_WORDS[WorkKind.WORK],
    "repair": KIND_WORDS[WorkKind.REPAIR],
    "own_repair": KIND_WORDS[WorkKind.OWN_REPAIR],
}
"""The vendor's words for what a period is."""
RIDES = _("Rides as the vendor counts them, day by day")


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period of work or repair; `number` is its key in the list, `now` ends one that is still open."""

    number: str
    label: str
    period: WorkPeriod
    now: datetime

    @property
    def seconds(self) -> float | None:
        """Return how long it took, or takes by now; None where its begin is not known."""
        if self.period.started_at is None:
            return None
        return max(((self.period.ended_at or self.now) - self.period.started_at).total_seconds(), 0.0)


def sum_columns() -> list[Column[WorkSum]]:
    """Return the columns of sums; the heading of the first says what they are by."""

    def seconds(kind: WorkKind) -> Column[WorkSum]:
        return _lasting(kind.value, KIND_WORDS[kind], lambda row: getattr(row, kind.value))

    return [
        Column("name", pgettext("column", "By"), lambda row: row.name, lambda row: row.order, 150, roles=_tip, rank=1,
               least=70),
        Column("bar", pgettext("column", "Share"), lambda row: "", lambda row: row.all_s or -1, 130, roles=_tip,
               hint=_("Work, repair and own repair beside the longest of the list"), value=lambda row: row.all_s,
               rank=2, least=40),
        *map(seconds, WorkKind),
        Column("rides", pgettext("column", "Rides"), lambda row: formatting.optional(row.rides),
               lambda row: -1 if row.rides is None else row.rides, 60, number=True, roles=_tip, hint=RIDES,
               value=lambda row: row.rides),
        Column("units", pgettext("column", "Vehicles"), lambda row: formatting.optional(row.units),
               lambda row: row.units, 70, number=True, roles=_tip, value=lambda row: row.units),
        Column("days", pgettext("column", "Days"), lambda row: formatting.optional(row.days), lambda row: row.days, 60,
               number=True, roles=_tip, hint=_("Of so many days something is known"), value=lambda row: row.days),
        Column("account", pgettext("column", "Account"), lambda row: row.account, lambda row: row.account, 80,
               roles=_tip, hidden=True),
    ]  # fmt: skip


def _lasting(key: str, title: str, of: Callable[[WorkSum], int | None]) -> Column[WorkSum]:
    """Return a column of hours and minutes."""
    return Column(key, title, lambda row: _hours(of(row)), lambda row: order_of(of(row)), 80, number=True, roles=_tip)


SUM_EXPORTS: Exports[WorkSum] = Exports(
    instead={
        "bar": (ExportColumn(pgettext("column", "Together, hours"), lambda row: hours_of(row.all_s)),),
        "work_s": (ExportColumn(pgettext("column", "Work, hours"), lambda row: hours_of(row.work_s)),),
        "repair_s": (ExportColumn(pgettext("column", "Repair, hours"), lambda row: hours_of(row.repair_s)),),
        "own_repair_s": (
            ExportColumn(pgettext("column", "Own repair, hours"), lambda row: hours_of(row.own_repair_s)),
        ),
    }
)


def period_columns(zone: ZoneInfo) -> list[Column[PeriodRow]]:
    """Return the columns of the periods of one vehicle, in the company's zone."""

    def moment(key: str, title: str, of: Callable[[WorkPeriod], datetime | None]) -> Column[PeriodRow]:
        return Column(key, title, lambda row: formatting.clock(at, zone) if (at := of(row.period)) else "",
                      lambda row: at.timestamp() if (at := of(row.period)) else 0.0, 110, number=True,
                      value=lambda row: of(row.period))  # fmt: skip

    return [
        moment("begins", pgettext("column", "From"), lambda period: period.started_at),
        moment("ends", pgettext("column", "To"), lambda period: period.ended_at),
        Column("length", pgettext("column", "Length"), lambda row: _hours(row.seconds),
               lambda row: order_of(row.seconds), 70, number=True),
        Column("kind", pgettext("column", "Kind"), lambda row: kind_words(row.period),
               lambda row: kind_words(row.period), 90),
        Column("driver", pgettext("column", "Driver"), lambda row: row.period.driver_name or "",
               lambda row: formatting.folded(row.period.driver_name or ""), 140, rank=1, least=60),
    ]  # fmt: skip


PERIOD_EXPORTS: Exports[PeriodRow] = Exports(
    instead={"length": (ExportColumn(pgettext("column", "Length, hours"), lambda row: hours_of(row.seconds)),)},
    always=(
        ExportColumn(pgettext("column", "Vehicle"), lambda row: row.label),
        ExportColumn(pgettext("column", "Account"), lambda row: row.period.account),
    ),
)


def kind_words(period: WorkPeriod) -> str:
    """Return what a period is; the vendor's own word where it is another one."""
    return STATUS_WORDS.get(period.status or "", period.status or "")


def parts_of(row: WorkSum) -> list[tuple[WorkKind, int]]:
    """Return the known seconds of each kind that are not 0, in the order in which a bar shows them."""
    return [(kind, seconds) for kind in WorkKind if (seconds := getattr(row, kind.value))]


def _tip(row: WorkSum, role: int) -> Any:
    if role != Qt.ItemDataRole.ToolTipRole:
        return None
    told = (
        _("{kind}: {time}").format(kind=KIND_WORDS[kind], time=_hours(getattr(row, kind.value)) or _("unknown"))
        for kind in WorkKind
    )
    return formatting.hover(joined((row.name, *told, formatting.of_account(row.account)), "\n"))


def _hours(seconds: float | None) -> str:
    return "" if seconds is None else formatting.hours(round(seconds / 60))
