"""The rows of the history: the parts of one unit or several, and how they are said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.part_words import PARTS
from fleetdesk.domain.history.parts import Part, PartKind
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.keys import account_of
from fleetdesk.ui.widgets import formatting

UNKNOWN = pgettext("figure", "unknown")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One part of one unit; `number` is its key in the list, `unit` the unit's key, `label` what that is called."""

    number: str
    unit: str
    label: str
    account: str
    part: Part

    @property
    def begins(self) -> datetime:
        """Return when it began, in UTC."""
        return moment(self.part.begins)

    @property
    def ends(self) -> datetime:
        """Return when it ended, in UTC."""
        return moment(self.part.ends)


def rows_of(views: Iterable[UnitView], labels: Mapping[str, str]) -> dict[str, HistoryRow]:
    """Return the rows of these units by their numbers, in the order of time."""
    found = [(part, view.key) for view in views for part in view.parts]
    found.sort(key=lambda each: (each[0].begins, each[1]))
    rows = {}
    for place, (part, key) in enumerate(found):
        name = f"{place:06d}"
        rows[name] = HistoryRow(name, key, labels.get(key, key), account_of(key), part)
    return rows


def what(row: HistoryRow) -> str:
    """Return in words what a unit did."""
    part = row.part
    return joined(filter(None, (_what(part), part.purpose, part.note)), " · ")


def _what(part: Part) -> str:
    if part.kind is PartKind.TRIP:
        return _trip(part)
    place = formatting.place(part.start) if part.start else ""
    if part.kind is PartKind.INPUT:
        return _("Input {numbers} on").format(numbers=", ".join(map(str, part.inputs)))
    if part.kind is PartKind.REFUEL:
        filled = UNKNOWN if part.litres is None else _("{litres} L").format(litres=number(part.litres))
        return joined(filter(None, (_("Refuelled {filled}").format(filled=filled), place)), " · ")
    if part.kind is PartKind.UNKNOWN:
        return _("Unknown: nothing was received")
    if part.kind is PartKind.IDLING:
        return _("Idling: standing with ignition on")
    return _("Stop: {place}").format(place=place) if place else PARTS[part.kind].word


def _trip(part: Part) -> str:
    if part.private:
        return _("Private trip")
    start, end = (formatting.place(each) if each else "" for each in (part.start, part.end))
    if part.under_way:
        return _("Under way from {place}").format(place=start) if start else _("Under way")
    if part.by_track:
        return _("Trip, by its track alone")
    if start and end:
        return _("{start} → {end}").format(start=start, end=end)
    return start or end or PARTS[part.kind].word


def totals_words(totals: Totals) -> str:
    """Return figures as one line, "unknown" in the place of one that nobody knows."""
    parts = [
        _("{figure} km").format(figure=figure(totals.km, 1)),
        _("driving {time}").format(time=_time(totals.driving_s)),
        _("idling {time}").format(time=_time(totals.idling_s)),
        _("standing {time}").format(time=_time(totals.standing_s)),
        _("refuelled {figure} L").format(figure=figure(totals.litres)),
        _("highest {figure} km/h").format(figure=figure(totals.top_kmh)),
        _("trips {figure}").format(figure=figure(totals.trips)),
        _("stops {figure}").format(figure=figure(totals.stops)),
    ]
    if totals.unknown_s >= 60:
        parts.append(_("nothing known for {time}").format(time=formatting.length(totals.unknown_s)))
    return joined(parts, " · ")


def figure(value: float | None, digits: int = 0) -> str:
    """Return a figure with so many decimals; "unknown" where nobody knows it."""
    return UNKNOWN if value is None else number(value, digits)


def _time(seconds: float | None) -> str:
    return UNKNOWN if seconds is None else formatting.length(seconds)


def hover(row: HistoryRow, zone: ZoneInfo) -> str:
    """Return what a row says when it is pointed at: both times in the zone and in UTC, and whose they are."""
    lines = (
        f"{row.label}: {what(row)}",
        formatting.both_clocks(row.begins, zone),
        formatting.both_clocks(row.ends, zone),
        formatting.of_account(row.account),
    )
    return formatting.hover("\n".join(lines))
