"""The columns of reports and of their rows, and what files of them hold."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.local_formats import time_of_day
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.records import Visit
from fleetdesk.domain.reports import period_words, type_words
from fleetdesk.ui.reports.rows import ReportRow, VisitRow
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import hours_of, order_of
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.status_icons import dot, icon_of
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole
MARKS = {"waiting": "○", "processing": "▸", "done": "✓"}
SINCE = _("When the vendor last changed the state; it does not tell when a report was ordered")
ENGINE = _("How long the engine ran meanwhile, as the vendor counts it")


def report_columns(zone: ZoneInfo, tokens: Callable[[], Tokens]) -> list[Column[ReportRow]]:
    """Return the columns of the list of reports, in the company's zone."""

    def sign(row: ReportRow, role: int) -> Any:
        if role != Role.DecorationRole:
            return _report_tip(row, role, zone)
        mark = "!" if row.op is not None and row.op.asks else MARKS.get(row.report.state, "?")
        return icon_of(dot(tokens().of(row.colour), 2.0, mark))

    def column(key: str, title: str, text: Callable[[ReportRow], str], width: int, **more: Any) -> Column[ReportRow]:
        more.setdefault("roles", lambda row, role: _report_tip(row, role, zone))
        return Column(key, title, text, more.pop("order", lambda row: formatting.folded(text(row))), width, **more)

    return [
        column("type", pgettext("column", "Report"), lambda row: type_words(row.report.type), 74),
        column("period", pgettext("column", "Period"), lambda row: _period(row, zone), 132,
               order=lambda row: (_seconds(row.report.started_at), _seconds(row.report.ended_at))),
        column("about", pgettext("column", "About"), lambda row: row.about, 130, rank=1, least=60),
        column("state", pgettext("column", "State"), lambda row: row.state, 136, roles=sign),
        column("since", pgettext("column", "Since"), lambda row: _clock(_since(row), zone), 88, number=True,
               order=lambda row: _seconds(_since(row)), hint=SINCE, value=_since, hidden=True),
        column("number", pgettext("column", "Number"), lambda row: str(row.report.id or ""), 70, number=True,
               order=lambda row: row.report.id, value=lambda row: row.report.id or None, hidden=True),
        column("account", pgettext("column", "Account"), lambda row: row.report.account, 80, hidden=True),
    ]  # fmt: skip


def report_exports() -> Exports[ReportRow]:
    """Return what a file of the list holds: the period as moments."""
    return Exports(
        instead={
            "period": (
                ExportColumn(pgettext("column", "From"), lambda row: row.report.started_at),
                ExportColumn(pgettext("column", "To"), lambda row: row.report.ended_at),
            )
        }
    )


def visit_columns(zone: ZoneInfo) -> list[Column[VisitRow]]:
    """Return the columns of a report's rows, in the company's zone."""

    def moment(key: str, title: str, of: Callable[[Visit], datetime | None], **more: Any) -> Column[VisitRow]:
        return Column(key, title, lambda row: _clock(of(row.visit), zone), lambda row: _seconds(of(row.visit)), 88,
                      number=True, roles=_visit_tip, value=lambda row: of(row.visit), **more)  # fmt: skip

    def words(key: str, title: str, of: Callable[[VisitRow], str], width: int, **more: Any) -> Column[VisitRow]:
        return Column(key, title, of, lambda row: formatting.folded(of(row)), width, roles=_visit_tip, **more)

    def lasting(key: str, title: str, of: Callable[[Visit], int | None], hint: str = "") -> Column[VisitRow]:
        return Column(key, title, lambda row: length(of(row.visit)), lambda row: order_of(of(row.visit)), 50,
                      number=True, roles=_visit_tip, hint=hint)  # fmt: skip

    def figure(key: str, title: str, of: Callable[[Visit], float | None], digits: int, **more: Any) -> Column[VisitRow]:
        return Column(key, title, lambda row: formatting.optional(of(row.visit), digits),
                      lambda row: order_of(of(row.visit)), 64, number=True, roles=_visit_tip,
                      value=lambda row: of(row.visit), **more)  # fmt: skip

    return [
        words("vehicle", pgettext("column", "Vehicle"), lambda row: row.label, 84, rank=1, least=56),
        words("place", pgettext("column", "Place"), lambda row: row.visit.place or "", 130, rank=2, least=70),
        moment("entered", pgettext("column", "Came"), lambda visit: visit.entered_at),
        Column("left", pgettext("column", "Left"), lambda row: _left(row.visit, zone),
               lambda row: _seconds(row.visit.left_at), 50, number=True, roles=_visit_tip,
               value=lambda row: row.visit.left_at),
        lasting("stay", pgettext("column", "Stay"), lambda visit: visit.stay_s),
        figure("km", pgettext("column", "km"), lambda visit: visit.distance_km, 2),
        lasting("engine", pgettext("column", "Engine"), lambda visit: visit.engine_s, ENGINE),
        words("order", pgettext("column", "Order"), lambda row: row.visit.order_ref or "", 90, rank=3),
        moment("arrived", pgettext("column", "Arrived"), lambda visit: visit.arrived_at,
               hint=_("When the vehicle arrived for the task"), hidden=True),
        moment("finished", pgettext("column", "Work finished"), lambda visit: visit.work_finished_at, hidden=True),
        words("details", pgettext("column", "Order details"), lambda row: row.visit.order_details or "", 120,
              rank=4, hidden=True),
        words("task", pgettext("column", "Task"), lambda row: row.visit.description or "", 120, rank=4, hidden=True),
        figure("radius", pgettext("column", "Radius, m"), lambda visit: visit.radius_m, 0, hidden=True),
        words("name", pgettext("column", "Name"), lambda row: row.visit.name or "", 100, rank=4, hidden=True),
    ]  # fmt: skip


TASK_COLUMNS = ("order", "arrived", "finished", "details", "task")
"""The columns that only a report of tasks fills."""

VISIT_EXPORTS: Exports[VisitRow] = Exports(
    instead={
        "stay": (ExportColumn(pgettext("column", "Stay, hours"), lambda row: hours_of(row.visit.stay_s)),),
        "engine": (ExportColumn(pgettext("column", "Engine, hours"), lambda row: hours_of(row.visit.engine_s)),),
    },
    always=(ExportColumn(pgettext("column", "Account"), lambda row: row.visit.account),),
)


def _period(row: ReportRow, zone: ZoneInfo) -> str:
    return period_words(row.report.started_at, row.report.ended_at, zone)


def _since(row: ReportRow) -> datetime | None:
    return row.report.state_changed_at


def _report_tip(row: ReportRow, role: int, zone: ZoneInfo) -> Any:
    if role != Role.ToolTipRole:
        return None
    what = _("It stands in the outbox until the server has it.") if row.op is not None else ""
    since = _("since {time}").format(time=_clock(_since(row), zone)) if _since(row) else ""
    state = joined([each for each in (row.state, since) if each])
    told = (row.words(zone), state, what, formatting.of_account(row.report.account))
    return formatting.hover(joined([each for each in told if each], "\n"))


def _visit_tip(row: VisitRow, role: int) -> Any:
    if role != Role.ToolTipRole:
        return None
    visit = row.visit
    told = (row.label, visit.name, visit.place, visit.order_ref, visit.order_details, visit.description)
    return formatting.hover(joined([each for each in told if each], "\n"))


def _left(visit: Visit, zone: ZoneInfo) -> str:
    """Return when a visit ended, without the day where it is that of its begin."""
    came, left = visit.entered_at, visit.left_at
    if came is not None and left is not None and came.astimezone(zone).date() == left.astimezone(zone).date():
        return time_of_day(left.astimezone(zone))
    return _clock(left, zone)


def _clock(moment: datetime | None, zone: ZoneInfo) -> str:
    return formatting.clock(moment, zone) if moment else ""


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def length(seconds: float | None) -> str:
    """Return seconds as hours and minutes; empty for None."""
    return "" if seconds is None else formatting.hours(round(seconds / 60))
