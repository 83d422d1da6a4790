"""The month on paper: the company with all vehicles and people, then each of them, and where figures are from."""

from collections.abc import Sequence

from fleetdesk.base.local_formats import date_and_time, grouped
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.month import FIGURE_WORDS, SOURCES, CompanyMonth, Figure, UnitMonth
from fleetdesk.ui.month.columns import figure_words
from fleetdesk.ui.widgets.paper import SMALL, Paper

LISTED = (Figure.KM, Figure.DRIVING, Figure.IDLING, Figure.LITRES, Figure.L_100KM, Figure.EXPENSES, Figure.TASKS_DONE)
SHARES = (2.2, 1.0, 1.0, 1.0, 1.0, 1.0, 1.1, 0.9)
UNKNOWN = pgettext("figure", "not known")


def title_of(month: CompanyMonth) -> str:
    """Return the heading of the first page."""
    return _("The month {month}").format(month=month.name)


def print_month(month: CompanyMonth, paper: Paper) -> None:
    """Write the company, the list, and each vehicle or person below it."""
    paper.heading(title_of(month))
    paper.facts(company_facts(month))
    headings = [pgettext("column", "Name"), *(FIGURE_WORDS[each] for each in LISTED)]
    rows = [[unit.label, *(figure_words(unit, each) for each in LISTED)] for unit in month.units]
    if rows:
        paper.table(headings, rows, SHARES)
    for unit in month.units:
        paper.paragraph(unit.label, bold=True)
        paper.facts(_facts(unit))
    paper.paragraph(_("Where figures are from"), bold=True)
    paper.facts([(FIGURE_WORDS[each], SOURCES[each]) for each in Figure])
    for trouble in month.troubles:
        paper.paragraph(trouble, SMALL)


def company_facts(month: CompanyMonth) -> list[tuple[str, str]]:
    """Return the period and the company's figures, each with of how many it is known."""
    begins, ends = (moment(each).astimezone(month.zone) for each in (month.period.begins, month.period.ends))
    period = _("{begins} to {ends}, {zone}").format(
        begins=date_and_time(begins), ends=date_and_time(ends), zone=month.zone.key
    )
    total, count = month.total(), grouped(len(month.units))
    told = [
        (
            FIGURE_WORDS[each],
            _("{figure} (known of {known} of {count})").format(
                figure=figure_words(total, each) or UNKNOWN, known=grouped(month.known_of(each)), count=count
            ),
        )
        for each in Figure
    ]
    return [(pgettext("fact", "Period"), period), *told]


def _facts(unit: UnitMonth) -> Sequence[tuple[str, str]]:
    return [(FIGURE_WORDS[each], figure_words(unit, each) or UNKNOWN) for each in Figure]
