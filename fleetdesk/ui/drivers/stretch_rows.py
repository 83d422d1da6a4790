"""The rows of what a driver did: one activity each, with what a rest counts as; columns, hover and file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.local_formats import number, time_of_day
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import day_of
from fleetdesk.domain.driving_rules.pauses import WORDS, rests
from fleetdesk.domain.driving_rules.stretches import Doing, Stretch
from fleetdesk.domain.driving_rules.words import DOINGS
from fleetdesk.domain.history.periods import moment
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import hours_of, length
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.status_icons import dot, icon_of
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class StretchRow:
    """One activity; `key` is its key in the list, `counts_as` what a rest is by its length, empty for nothing."""

    key: str
    stretch: Stretch
    counts_as: str = ""


def stretch_rows(covered: Iterable[Stretch]) -> dict[str, StretchRow]:
    """Return the rows by their keys, in order of time.

    A rest over several vehicles counts as one, and says at its first row what it counts as.
    """
    told = tuple(covered)
    kinds = {rest.begins: WORDS[kind] for rest, kind in rests(told)}
    rows = {}
    for place, each in enumerate(told):
        key = f"{place:06d}"
        rows[key] = StretchRow(key, each, kinds.get(each.begins, "") if each.doing is Doing.REST else "")
    return rows


def stretch_hover(row: StretchRow, zone: ZoneInfo) -> str:
    """Return an activity in words for a hover: what, from when to when, how long, where."""
    each = row.stretch
    times = (formatting.both_clocks(moment(at), zone) for at in (each.begins, each.ends))
    what = joined((DOINGS[each.doing].word, length(each.length_s), row.counts_as), " · ")
    km = _("{km} km").format(km=number(each.km, 1)) if each.km else ""
    return formatting.hover(joined((what, *times, joined((each.unit, km), " · ")), "\n"))


def end_words(each: Stretch, zone: ZoneInfo) -> str:
    """Return when an activity ends: the time, with the day where that is another than at its beginning."""
    same_day = day_of(each.begins, zone) == day_of(each.ends, zone)
    return time_of_day(moment(each.ends).astimezone(zone)) if same_day else formatting.clock(moment(each.ends), zone)


def columns(tokens: Callable[[], Tokens], zone: ZoneInfo) -> list[Column[StretchRow]]:
    """Return the columns; `tokens` returns the theme's colours as they are now."""

    def icon(row: StretchRow, role: int) -> Any:
        look = DOINGS[row.stretch.doing]
        if role == Role.DecorationRole:
            return icon_of(dot(tokens().of(look.colour), 2.0, look.mark))
        return tip(row, role)

    def tip(row: StretchRow, role: int) -> Any:
        return stretch_hover(row, zone) if role == Role.ToolTipRole else None

    def clock(at: float) -> str:
        return formatting.clock(moment(at), zone)

    return [
        Column("doing", pgettext("column", "Activity"), lambda row: DOINGS[row.stretch.doing].word,
               lambda row: row.stretch.doing.value, 96, roles=icon),
        Column("from", pgettext("column", "From"), lambda row: clock(row.stretch.begins),
               lambda row: row.stretch.begins, 90, number=True, roles=tip,
               value=lambda row: moment(row.stretch.begins)),
        Column("to", pgettext("column", "To"), lambda row: end_words(row.stretch, zone),
               lambda row: row.stretch.ends, 90, number=True, roles=tip, value=lambda row: moment(row.stretch.ends)),
        Column("long", pgettext("column", "Duration"), lambda row: length(row.stretch.length_s),
               lambda row: row.stretch.length_s, 66, number=True, roles=tip,
               value=lambda row: hours_of(row.stretch.length_s)),
        Column("counts", pgettext("column", "Counts as"), lambda row: row.counts_as, lambda row: row.counts_as, 130,
               roles=tip, rank=1, least=70),
        Column("unit", pgettext("column", "Vehicle"), lambda row: row.stretch.unit or "",
               lambda row: formatting.folded(row.stretch.unit or ""), 84, roles=tip, rank=2, least=60),
        Column("km", pgettext("column", "km"), lambda row: formatting.optional(row.stretch.km or None, 1),
               lambda row: row.stretch.km or 0.0, 56, number=True, roles=tip, value=lambda row: row.stretch.km),
    ]  # fmt: skip


EXPORTS: Exports[StretchRow] = Exports(
    instead={"long": (ExportColumn(pgettext("column", "Hours"), lambda row: hours_of(row.stretch.length_s)),)}
)
