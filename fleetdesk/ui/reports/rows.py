"""What the reports dock lists: reports of servers and those on their way there, and the visits of one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.outbox import Op, state_words
from fleetdesk.domain.reports import BY_CATEGORY, BY_VEHICLE, DONE, period_words, state_of, type_words
from fleetdesk.domain.statuses import Colour

NamesOf = Callable[[str, str, str], str]
"""What a vehicle, a group or a place of an account is called: account, the vendor's word of which it is, its id."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report as the list shows it; `op` is the write that orders it, where the server has not taken it yet."""

    key: str
    report: Report
    about: str
    state: str
    colour: Colour
    op: Op | None = None

    @property
    def is_done(self) -> bool:
        """Return whether its rows can be asked for."""
        return self.op is None and self.report.state == DONE

    def words(self, zone: ZoneInfo) -> str:
        """Return type, subject and period in one line."""
        report = self.report
        period = period_words(report.started_at, report.ended_at, zone)
        told = (type_words(report.type), self.about, period)
        return joined((readable(each, NAME) for each in told if each), " · ")


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit of a report; `label` is what its vehicle is called."""

    number: str
    label: str
    visit: Visit


def report_rows(reports: Iterable[Report], waiting: Iterable[Op], names_of: NamesOf) -> dict[str, ReportRow]:
    """Return the rows of the list by their keys."""
    rows = {}
    for report in reports:
        key, (state, colour) = report_key(report), state_of(report)
        rows[key] = ReportRow(key, report, about_words(report, names_of), state, colour)
    for op in waiting:
        key, report = f"{op.account}/{op.task}", report_of(op)
        colour = Colour.STOPPED if op.asks else Colour.SILENT
        rows[key] = ReportRow(key, report, about_words(report, names_of), state_words(op), colour, op)
    return rows


def report_key(report: Report) -> str:
    """Return what names a report of a server in the list."""
    return f"{report.account}/{report.id}"


def report_of(op: Op) -> Report:
    """Return the report that a write orders; its number is 0."""
    told = op.fields
    return Report(
        op.account,
        0,
        "waiting",
        type=_text(told.get("type")),
        type_id=number if isinstance(number := told.get("type_id"), int) else None,
        group=_text(told.get("group")),
        group_id=_text(told.get("group_id")),
        started_at=_moment(told.get("start_at")),
        ended_at=_moment(told.get("stop_at")),
    )


def about_words(report: Report, names_of: NamesOf) -> str:
    """Say of whom a report is, and of which place alone where it is of one."""
    only = report.type_name or ""
    if not only and report.type_id is not None:
        only = names_of(report.account, report.type or "", str(report.type_id))
    whom = whom_words(report.group or "", report.group_name or _name(report, names_of))
    return _("{whom}, only {place}").format(whom=whom, place=readable(only, NAME)) if only else whom


def whom_words(group: str, name: str) -> str:
    """Say of whom a report is: one vehicle, a group, or all of them where there is no name."""
    if group == BY_CATEGORY:
        shown = readable(name, NAME)
        return _("group {name}").format(name=shown) if name else pgettext("report", "all groups")
    return readable(name, NAME) if name else pgettext("report", "all vehicles")


def _name(report: Report, names_of: NamesOf) -> str:
    return names_of(report.account, report.group or BY_VEHICLE, report.group_id) if report.group_id else ""


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value) if isinstance(value, str) else None
