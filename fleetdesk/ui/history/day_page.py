"""The history on paper: the strip, the figures, every part, and who drove, of the units that are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from fleetdesk.base.local_formats import date, date_and_time, grouped, number, time_of_day
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.part_words import PARTS
from fleetdesk.domain.history.parts import PartKind
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.time_axis import tick_words, ticks
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.keys import split_key
from fleetdesk.ui.history.rows import HistoryRow, totals_words, what
from fleetdesk.ui.history.strip_bar import TALL_PART, USUAL_PART
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.foreign_text import draw
from fleetdesk.ui.widgets.paper import SMALL, Paper
from fleetdesk.ui.widgets.theme import LIGHT

STRIP_PART, LEGEND_PART, MARKS = 0.045, 0.014, 8
SHARES = (1.3, 2.1, 2.1, 1.2, 0.9, 4.0)
LIMITS = _(
    "“Unknown” stands where nobody knows: no vendor tells it, or nothing was received. Private trips show when they "
    "were and how long, and nothing else."
)


@dataclass(frozen=True)
class DayPage:
    """What is printed: the units that are shown, with what they are called, and their rows."""

    views: Sequence[UnitView]
    labels: Mapping[str, str]
    rows: Mapping[str, HistoryRow]
    troubles: str
    zone: ZoneInfo
    printed_at: datetime

    def rows_of(self, key: str) -> list[HistoryRow]:
        """Return the rows of one unit, in the order of time."""
        return [row for row in self.rows.values() if row.unit == key]


def title_of(page: DayPage) -> str:
    """Return the heading: "History of 242KDN, 27.11.2026", or how many units there are."""
    if len(page.views) == 1:
        name = page.labels.get(page.views[0].key, page.views[0].key)
    else:
        count = ngettext("{count} vehicle", "{count} vehicles", len(page.views))
        name = count.format(count=grouped(len(page.views)))
    return _("History of {name}, {period}").format(name=name, period=_period(page))


def print_day(page: DayPage, paper: Paper) -> None:
    """Write the page, one unit after the other."""
    paper.heading(title_of(page))
    paper.drawing(LEGEND_PART, paint_legend)
    for view in page.views:
        _print_unit(page, view, paper)
    facts = [
        (_("Missing"), page.troubles),
        (_("Times"), page.zone.key),
        (_("Printed"), _time(page.printed_at, page.zone)),
    ]
    paper.facts([(name, words) for name, words in facts if words])
    paper.paragraph(LIMITS, SMALL)


def _print_unit(page: DayPage, view: UnitView, paper: Paper) -> None:
    rows = page.rows_of(view.key)
    if len(page.views) > 1:
        paper.paragraph(page.labels.get(view.key, view.key), 11, bold=True)
    paper.drawing(STRIP_PART, lambda painter, place: paint_strip(painter, place, rows, view.period, page.zone))
    paper.facts([(_("In all"), totals_words(view.totals)), *_drivers(view)])
    pairs = zip(rows, (None, *rows), strict=False)
    paper.table(_headings(), [_cells(row, before, page.zone) for row, before in pairs], SHARES)


def _drivers(view: UnitView) -> list[tuple[str, str]]:
    """Return who drove, as the vendor's trips of the period name them."""
    begins, ends = view.period.begins, view.period.ends
    told = [(each.started_at, each.driver) for each in view.trips or () if each.started_at and not each.private]
    names = [name for at, name in told if name and begins <= at.timestamp() < ends and name != split_key(view.key)[1]]
    return [(pgettext("history", "Drivers"), joined(dict.fromkeys(names), ", ") or _("not named by the vendor"))]


def paint_strip(painter: QPainter, place: QRectF, rows: Sequence[HistoryRow], period: Span, zone: ZoneInfo) -> None:
    """Paint the parts of a unit in their colours along the period, with the hours below."""
    line = painter.fontMetrics().height()
    lane = place.adjusted(0, 0, 0, -line * 1.2)
    scale = lane.width() / max(period.ends - period.begins, 1.0)
    painter.fillRect(lane, QColor(LIGHT.field))
    for row in rows:
        left = lane.left() + (row.part.begins - period.begins) * scale
        wide = min(max((row.part.ends - row.part.begins) * scale, 1.0), lane.right() - left)
        tall = lane.height() * TALL_PART.get(row.part.kind, USUAL_PART)
        painter.fillRect(QRectF(left, lane.bottom() - tall, wide, tall), _colour_of(row.part.kind))
    painter.setPen(QColor(LIGHT.dim))
    for at in ticks(period, zone, MARKS):
        x = lane.left() + (at - period.begins) * scale
        painter.fillRect(QRectF(x, lane.top(), line / 20, lane.height() + line * 0.3), QColor(LIGHT.dim))
        room = QRectF(x + line / 5, lane.bottom() + line * 0.1, place.right() - x, line)
        draw(painter, room, Qt.AlignmentFlag.AlignLeft, tick_words(at, zone))


def _colour_of(kind: PartKind) -> QColor:
    return QColor(LIGHT.of(PARTS[kind].colour))


def paint_legend(painter: QPainter, place: QRectF) -> None:
    """Paint what the colours of the strip mean, on one line."""
    line, left = painter.fontMetrics().height(), place.left()
    for kind, look in PARTS.items():
        side = line * 0.7
        painter.fillRect(QRectF(left, place.top() + (line - side) / 2, side, side), _colour_of(kind))
        wide = painter.fontMetrics().horizontalAdvance(look.word) + line
        painter.setPen(QColor(LIGHT.dim))
        draw(painter, QRectF(left + line, place.top(), wide, line), Qt.AlignmentFlag.AlignLeft, look.word)
        left += line + wide


def _headings() -> tuple[str, ...]:
    return (
        pgettext("column", "Kind"),
        pgettext("column", "From"),
        pgettext("column", "To"),
        pgettext("column", "Duration"),
        pgettext("column", "km"),
        pgettext("column", "What happened"),
    )


def _cells(row: HistoryRow, before: HistoryRow | None, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the cells of a row; a day is told where it is another than the one that was told last."""
    km = "" if row.part.km is None else number(row.part.km, 1)
    begins, ends = row.begins.astimezone(zone), row.ends.astimezone(zone)
    is_new = before is None or before.begins.astimezone(zone).date() != begins.date()
    came = _time(begins, zone) if is_new else time_of_day(begins)
    left = time_of_day(ends) if ends.date() == begins.date() else _time(ends, zone)
    return PARTS[row.part.kind].word, came, left, formatting.length(row.part.seconds), km, what(row)


def _period(page: DayPage) -> str:
    """Return the day, or the first and the last one of the period."""
    period = page.views[0].period if page.views else Span(0.0, 0.0)
    first, last = (
        date(moment(at).astimezone(page.zone)) for at in (period.begins, max(period.ends - 1, period.begins))
    )
    return first if first == last else f"{first} – {last}"


def _time(at: datetime, zone: ZoneInfo) -> str:
    return date_and_time(at.astimezone(zone))
