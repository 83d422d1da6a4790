"""What a driver did, in the words of the page: sums, rules, and the vendor's own totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.drivers import TachoTotals
from fleetdesk.domain.driving_rules.stretches import Doing, seconds_by_doing
from fleetdesk.domain.driving_rules.words import DOINGS, hours_words, rule_words
from fleetdesk.domain.history.periods import moment
from fleetdesk.sync.drivers.driving import FoundDriving
from fleetdesk.ui.drivers.stretch_rows import StretchRow, stretch_rows
from fleetdesk.ui.widgets import formatting


@dataclass(frozen=True)
class Times:
    """What the page shows; `rules` are each rule's name and words, and whether it is broken."""

    rows: Mapping[str, StretchRow]
    period: Span
    sums: Mapping[Doing, str]
    rules: Sequence[tuple[str, str, bool]]
    as_of: str = ""
    vendors: str = ""
    troubles: tuple[str, ...] = ()


def times_of(found: FoundDriving, zone: ZoneInfo) -> Times:
    """Return what was found in words; work for a thread."""
    sums = {each: hours_words(seconds) for each, seconds in seconds_by_doing(found.covered).items()}
    as_of = ""
    if found.counts is not None:
        time = formatting.clock(moment(found.counts.as_of), zone)
        as_of = _("rules as of {time}").format(time=time)
    rows, rules, vendors = stretch_rows(found.covered), rule_words(found.counts), vendors_words(found.totals)
    return Times(rows, found.period, sums, rules, as_of, vendors, found.troubles)


def vendors_words(totals: TachoTotals | None) -> str:
    """Return the totals as the vendor adds them up, in a sentence; empty where it told none."""
    if totals is None:
        return ""
    told = ((Doing.DRIVE, totals.drive_s), (Doing.WORK, totals.work_s), (Doing.AVAILABLE, totals.available_s),
            (Doing.REST, totals.rest_s))  # fmt: skip
    parts = [joined((DOINGS[doing].word, hours_words(seconds)), " ") for doing, seconds in told if seconds is not None]
    km = _("{km} km").format(km=number(totals.distance_km, 1)) if totals.distance_km is not None else ""
    words = joined((*parts, km))
    return _("The vendor adds up: {totals}.").format(totals=words) if words else ""
