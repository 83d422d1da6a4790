"""A month as a workbook: the company, where its figures are from, and a sheet for each vehicle or person."""

from pathlib import Path

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.month import FIGURE_WORDS, SOURCES, CompanyMonth, Figure, UnitMonth, Value
from fleetdesk.sheets.grid import Cell, Grid
from fleetdesk.sheets.whole import write_export
from fleetdesk.sheets.workbook_out import fill_sheets

DECIMALS = 3


def write_month(path: Path, month: CompanyMonth) -> None:
    """Write the workbook; FleetError where its place does not take it. Blocks: call it in a thread."""
    grids = [company_grid(month), sources_grid(month), *(unit_grid(month, each) for each in month.units)]
    write_export(path, lambda file: fill_sheets(file, grids))


def company_grid(month: CompanyMonth) -> Grid:
    """Return all vehicles and people in rows, with their sum below."""
    headings = [_("Name"), _("Account"), *FIGURE_WORDS.values(), _("Hours that nobody tells of")]
    rows = [_row(each) for each in (*month.units, month.total())]
    title = _("Company {month}").format(month=month.name)
    return Grid(title, headings, rows, month.zone)


def _row(unit: UnitMonth) -> list[Cell]:
    values = [_number(unit.value(each)) for each in Figure]
    return [unit.label, unit.account, *values, _number(unit.unknown_s / 3600)]


def sources_grid(month: CompanyMonth) -> Grid:
    """Return where each figure is from and of how many it is known, the period, and what is missing."""
    rows: list[list[Cell]] = [
        [_("From"), "", moment(month.period.begins), ""],
        [_("To"), "", moment(month.period.ends), ""],
    ]
    for figure in Figure:
        known = _("known of {known} of {count}").format(known=month.known_of(figure), count=len(month.units))
        rows.append([FIGURE_WORDS[figure], known, None, SOURCES[figure]])
    rows += [[_("Missing"), "", None, each] for each in month.troubles]
    headings = [_("Figure"), _("Known"), pgettext("column", "When"), _("Where it is from")]
    return Grid(_("Sources"), headings, rows, month.zone)


def unit_grid(month: CompanyMonth, unit: UnitMonth) -> Grid:
    """Return the page of one vehicle or person: each figure with where it is from."""
    rows: list[list[Cell]] = [
        [FIGURE_WORDS[figure], _number(value), SOURCES[figure] if value is not None else _("not known")]
        for figure in Figure
        for value in (unit.value(figure),)
    ]
    rows.append([_("Hours that nobody tells of"), _number(unit.unknown_s / 3600), ""])
    return Grid(unit.label, [_("Figure"), month.name, _("Where it is from")], rows, month.zone)


def _number(value: Value) -> Cell:
    return round(value, DECIMALS) if value is not None else None
