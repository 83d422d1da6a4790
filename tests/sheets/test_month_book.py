"""The workbook of a month: a sheet of the company, of the sources, of each vehicle; any name is a sheet's name."""

import openpyxl
import pytest

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.month import CompanyMonth, Figure, UnitMonth
from fleetdesk.sheets.month_book import company_grid, write_month
from tests.domain.test_month import OCTOBER, PERIOD, ZONE

HOSTILE = ["=1+1", "<b>A</b>", "a/b\\c[d]:*?", "History", "x" * 60, "x" * 60 + "y", "", "'quoted'", "A", "a"]


def month(*labels):
    units = tuple(UnitMonth(f"m/{n}", label, "m", 100.0 * n, 7200.0) for n, label in enumerate(labels))
    return CompanyMonth(OCTOBER, PERIOD, ZONE, units, ("m: The network is away.",))


def rows(sheet):
    return list(sheet.iter_rows(values_only=True))


def test_the_company_has_a_row_each_and_the_sum(tmp_path):
    path = tmp_path / "month.xlsx"
    write_month(path, month("A", "B", "C"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Company 2026-10", "Sources", "A", "B", "C"]
    heading, *told, total = rows(book["Company 2026-10"])
    place = heading.index("Kilometres")
    assert [row[place] for row in (*told, total)] == [0, 100, 200, 300]
    assert total[heading.index("Driving, hours")] == 6
    assert total[heading.index("Expenses")] is None


def test_the_sources_say_of_how_many_a_figure_is_known_and_what_is_missing(tmp_path):
    path = tmp_path / "month.xlsx"
    write_month(path, month("A", "B"))
    told = {row[0]: row for row in rows(openpyxl.load_workbook(path)["Sources"])}
    assert told["Kilometres"][1] == "known of 2 of 2"
    assert told["Expenses"][1] == "known of 0 of 2"
    assert told["Missing"][3] == "m: The network is away."


def test_what_is_not_known_is_empty_and_said(tmp_path):
    path = tmp_path / "month.xlsx"
    write_month(path, month("A"))
    told = {row[0]: row for row in rows(openpyxl.load_workbook(path)["A"])}
    assert told["Idling, hours"][1:] == (None, "not known")
    assert told["Driving, hours"][1] == 2


def test_any_name_becomes_a_sheet_of_its_own(tmp_path):
    path = tmp_path / "month.xlsx"
    write_month(path, month(*HOSTILE))
    names = openpyxl.load_workbook(path).sheetnames
    assert len({each.casefold() for each in names}) == len(HOSTILE) + 2
    assert all(0 < len(each) <= 31 for each in names)


def test_a_folder_that_is_away_is_said(tmp_path):
    with pytest.raises(FleetError):
        write_month(tmp_path / "gone" / "month.xlsx", month("A"))


def test_every_figure_has_a_column():
    assert len(company_grid(month("A")).headings) == len(Figure) + 3
