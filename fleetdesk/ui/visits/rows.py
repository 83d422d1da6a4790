"""The rows of "Who was here": the visits of all units, and how they are said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fleetdesk.base.local_formats import grouped, number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.count_words import count_vehicles
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.visits import Edge, UnitVisits, Visit, is_still_inside
from fleetdesk.domain.keys import account_of
from fleetdesk.ui.widgets import formatting

NEAR_EDGE_S = 900.0
"""Who is inside so shortly after the period began was inside when it began; and so at its end."""
HECTARE_M2, SQUARE_KM_M2 = 10_000.0, 1_000_000.0


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit; `number` is its key in the list, `nth` of `count` its place among those of its unit."""

    number: str
    unit: str
    label: str
    account: str
    visit: Visit
    nth: int
    count: int
    unit_s: float
    remark: str
    still: bool

    @property
    def begins(self) -> datetime:
        """Return when it began, or the first moment at which the unit is known to have been inside, in UTC."""
        return moment(self.visit.stay.begins)

    @property
    def ends(self) -> datetime:
        """Return when it ended, or the last moment at which the unit is known to have been inside, in UTC."""
        return moment(self.visit.stay.ends)


def rows_of(found: Iterable[UnitVisits], labels: Mapping[str, str], period: Span, now: datetime) -> dict[str, VisitRow]:
    """Return the visits by their numbers, in the order of their beginnings."""
    each = [(visit, unit, nth) for unit in found for nth, visit in enumerate(unit.visits, 1)]
    each.sort(key=lambda one: (one[0].stay.begins, one[1].key))
    rows = {}
    for place, (visit, unit, nth) in enumerate(each):
        name = f"{place:06d}"
        in_all = sum(one.stay.seconds for one in unit.visits)
        still = is_still_inside(visit, now.timestamp())
        told = _remark(visit, period, still=still)
        label = labels.get(unit.key, unit.key)
        rows[name] = VisitRow(
            name, unit.key, label, account_of(unit.key), visit, nth, len(unit.visits), in_all, told, still
        )
    return rows


def _remark(visit: Visit, period: Span, *, still: bool) -> str:
    """Return in words what of a visit is not known."""
    stay, told = visit.stay, []
    if visit.came is Edge.GAP:
        told.append(_("not seen to come"))
    elif visit.came is Edge.INSIDE:
        early = stay.begins - period.begins <= NEAR_EDGE_S
        told.append(_("there when the period began") if early else _("nothing known before"))
    if visit.left is Edge.GAP:
        told.append(_("not seen to leave"))
    elif visit.left is Edge.INSIDE and not still:
        late = period.ends - stay.ends <= NEAR_EDGE_S
        told.append(_("there when the period ended") if late else _("nothing known after"))
    if stay.unknown_s >= 60:
        told.append(_("way unknown for {time} of it").format(time=formatting.length(stay.unknown_s)))
    return joined(told, ", ")


def came_words(row: VisitRow, time: str) -> str:
    """Return when it came, with the word "before" where nobody saw that."""
    return time if row.visit.came is Edge.SEEN else pgettext("visit", "before {time}").format(time=time)


def left_words(row: VisitRow, time: str) -> str:
    """Return when it left, with a word where nobody saw that."""
    if row.visit.left is Edge.SEEN:
        return time
    if row.still:
        return pgettext("visit", "still inside, {time}").format(time=time)
    return pgettext("visit", "after {time}").format(time=time)


def nth_words(row: VisitRow) -> str:
    """Return which visit of its vehicle it is: "2 of 5"."""
    return pgettext("visit", "{number} of {count}").format(number=grouped(row.nth), count=grouped(row.count))


def totals_words(rows: Mapping[str, VisitRow], first: str, last: str) -> str:
    """Return how many were there, how often and how long in all; `first` and `last` are the times of these."""
    if not rows:
        return ""
    each = rows.values()
    visits = ngettext("{count} visit", "{count} visits", len(rows)).format(count=grouped(len(rows)))
    still = sum(row.still for row in each)
    parts = [
        count_vehicles(len({row.unit for row in each})),
        visits,
        _("{time} hours in all").format(time=formatting.length(sum(row.visit.stay.seconds for row in each))),
        _("first {first}, last {last}").format(first=first, last=last),
    ]
    if still:
        parts.append(_("{count} still inside").format(count=grouped(still)))
    return joined(parts, " · ")


def known_words(found: Sequence[UnitVisits]) -> str:
    """Return of how many vehicles and days the answer knows; a day is one of UTC."""
    if not found:
        return ""
    days, of = sum(each.known for each in found), sum(each.days for each in found)
    pointless = sum(each.known == each.days and not each.points for each in found)
    told = _("By the tracks on this computer of {known} of {count} vehicles, {days} of {of} days.").format(
        known=grouped(sum(each.known > 0 for each in found)),
        count=grouped(len(found)),
        days=grouped(days),
        of=grouped(of),
    )
    silent = ngettext(
        "{count} vehicle sent no place in the period.", "{count} vehicles sent no place in the period.", pointless
    )
    return joined((told, silent.format(count=grouped(pointless))), " ") if pointless else told


def size_words(area: Area) -> str:
    """Return where an area is and how large: "58.38012, 26.72235 · 240 × 180 m · 4.1 ha"."""
    lat, lon = area.middle
    wide, tall = area.size_m
    size = _("{wide} × {tall} m").format(wide=grouped(round(wide)), tall=grouped(round(tall)))
    return joined((f"{lat:.5f}, {lon:.5f}", size, _ground(area.square_m)), " · ")


def _ground(square_m: float) -> str:
    if square_m >= SQUARE_KM_M2:
        return pgettext("area", "{figure} km²").format(figure=number(square_m / SQUARE_KM_M2, 1))
    if square_m >= HECTARE_M2:
        return pgettext("area", "{figure} ha").format(figure=number(square_m / HECTARE_M2, 1))
    return pgettext("area", "{figure} m²").format(figure=number(square_m))
