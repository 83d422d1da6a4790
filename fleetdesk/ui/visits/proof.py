"""The page that proves visits: the place, the period, who was there, where that is known from, and its limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date_and_time
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.visits import UnitVisits
from fleetdesk.ui.visits.rows import VisitRow, came_words, known_words, left_words, nth_words, size_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.paper import SMALL, Paper

MOST_CORNERS = 24
SHARES = (1.6, 1.9, 2.1, 0.9, 0.8, 2.4)
METHOD = _(
    "By the places that the vehicles' receivers sent to their vendor, as the vendor told them. Between two places the "
    "way is taken to be straight and the speed the same: a time at the border is as exact as the places are close "
    "together. Who is outside for two minutes at most has not left. After 5 minutes without a place nobody knows the "
    "way, and that is said. Private trips and people are never among the tracks."
)


@dataclass(frozen=True)
class Proof:
    """What is on the page."""

    name: str
    area: Area
    period: Span
    found: Sequence[UnitVisits]
    rows: Mapping[str, VisitRow]
    totals: str
    troubles: Sequence[str]
    zone: ZoneInfo
    printed_at: datetime


def title_of(name: str) -> str:
    """Return the heading of the page."""
    return _("Who was here: {place}").format(place=name) if name else _("Who was here")


def print_proof(proof: Proof, paper: Paper) -> None:
    """Write the page."""
    paper.heading(title_of(proof.name))
    paper.facts(facts_of(proof))
    rows = list(proof.rows.values())
    if rows:
        paper.table(_headings(), [_cells(row, proof.zone) for row in rows], SHARES)
    paper.paragraph(METHOD, SMALL)


def facts_of(proof: Proof) -> list[tuple[str, str]]:
    """Return what the page says above its table, each with its name."""
    facts = [
        (_("Area"), size_words(proof.area)),
        (_("Corners"), _corners(proof.area)),
        (_("Period"), _period(proof)),
        (_("Result"), proof.totals or _("No visit is known.")),
        (_("Known"), known_words(proof.found)),
        (_("Missing"), joined(proof.troubles, " ")),
        (_("Printed"), f"{_time(proof.printed_at, proof.zone)} {proof.zone.key}"),
    ]
    return [(name, words) for name, words in facts if words]


def _corners(area: Area) -> str:
    """Return latitude and longitude of the corners of the outer rings; empty where there are too many to read."""
    rings = [outer[:-1] for outer, _holes in area.parts]
    if sum(map(len, rings)) > MOST_CORNERS:
        return ""
    return joined((joined((f"{lat:.5f}, {lon:.5f}" for lon, lat in ring), "; ") for ring in rings), " | ")


def _period(proof: Proof) -> str:
    begins, ends = (_time(moment(each), proof.zone) for each in (proof.period.begins, proof.period.ends))
    return _("{begins} to {ends}, {zone}").format(begins=begins, ends=ends, zone=proof.zone.key)


def _time(at: datetime, zone: ZoneInfo) -> str:
    return date_and_time(at.astimezone(zone))


def _headings() -> tuple[str, ...]:
    return (
        pgettext("column", "Vehicle"),
        pgettext("column", "In"),
        pgettext("column", "Out"),
        pgettext("column", "How long"),
        pgettext("column", "Visit"),
        pgettext("column", "What is not known"),
    )


def _cells(row: VisitRow, zone: ZoneInfo) -> tuple[str, ...]:
    came, left = came_words(row, _time(row.begins, zone)), left_words(row, _time(row.ends, zone))
    return row.label, came, left, formatting.length(row.visit.stay.seconds), nth_words(row), row.remark
