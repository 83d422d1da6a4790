"""Workbooks as the programs of others write them: what the sheet shows is what is read."""

import re
import zipfile
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.sheets.reading import read

HEADING = ["Vehicle", "Order", "Start", "Stop"]


def workbook(path, *rows, change=lambda sheet: None, **more):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    for name, value in more.items():
        setattr(book, name, value)
    book.save(path)
    return path


def repacked(path, change, rename=lambda name: name):
    """The workbook again, each part as `change(name, content)` makes it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(rename(name), change(name, content))
    return path


def cell(tmp_path, value, code="General"):
    """The text of a cell with this value and number format."""
    return read(
        workbook(tmp_path / "a.xlsx", ["a"], [value], change=lambda sheet: setattr(sheet["A2"], "number_format", code))
    ).rows[0][1][0]


@pytest.mark.parametrize(
    ("value", "code", "told"),
    [
        (123, "00000", "00123"),
        (123456, "00000", "123456"),
        (123, '"ORD-"0000', "ORD-0123"),
        (12345, "000-000", "012-345"),
        (7, "0", "7"),
        (1234567, "#,##0", "1234567"),
        (12.5, "0.00", "12.50"),
        (59.4371, "0.00", "59.4371"),
        (12, '0" km"', "12"),
        (7, "[$-409]0000", "0007"),
        (7, "000;-000;0", "007"),
        (-7, "000", "-7"),
        (0.5, "0%", "50%"),
        (0.125, "0.00%", "12.5%"),
        (1234567890123456, "General", "1234567890123456"),
        (1.234567890123456e15, "General", "1234567890123456"),
        (4006381333931, "0.00E+00", "4006381333931"),
        (1.23456789012346e20, "General", "123456789012346000000"),
        (1.23456789012346e20, "0", "123456789012346000000"),
        (0.00001, "General", "0.00001"),
        (12.0, "General", "12"),
        (123, "@", "123"),
        (42, "00\\/00", "00/42"),
        (3.5, "# ?/?", "3.5"),
        ("0012", "General", "0012"),
        (True, "General", "true"),
    ],
)
def test_a_number_is_read_as_the_sheet_shows_it(tmp_path, value, code, told):
    assert cell(tmp_path, value, code) == told


@pytest.mark.parametrize(
    ("value", "code", "told"),
    [
        (1.25, "hh:mm", "30:00:00"),
        (1.25, "[h]:mm", "30:00:00"),
        (1.25, "[hh]:mm:ss", "30:00:00"),
        (0.25, "hh:mm", "06:00:00"),
        (0.25, "[h]:mm", "06:00:00"),
        (timedelta(hours=26), "[h]:mm:ss", "26:00:00"),
        (time(8, 30), "h:mm", "08:30:00"),
        (46717.333333333, "dd.mm.yyyy hh:mm", "2027-11-26 08:00:00"),
        (46717, "dd/mm/yyyy", "2027-11-26 00:00:00"),
        (46717.333333333, "h:mm AM/PM", "2027-11-26 08:00:00"),
        (46717, "[$-425]d. mmmm yyyy", "2027-11-26 00:00:00"),
        (datetime(2027, 11, 26, 8), "yyyy-mm-dd h:mm", "2027-11-26 08:00:00"),
    ],
)
def test_a_time_is_read_as_the_sheet_shows_it(tmp_path, value, code, told):
    assert cell(tmp_path, value, code) == told


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path):
    from openpyxl.utils.datetime import MAC_EPOCH

    code = "dd.mm.yyyy"
    path = workbook(
        tmp_path / "a.xlsx",
        ["a"],
        [45255],
        epoch=MAC_EPOCH,
        change=lambda sheet: setattr(sheet["A2"], "number_format", code),
    )
    assert read(path).rows[0][1] == ("2027-11-26 00:00:00",)


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#VALUE!"])
def test_an_error_is_read_as_it_is_shown(tmp_path, error):
    def change(sheet):
        sheet["A2"].data_type = "e"

    path = workbook(tmp_path / "a.xlsx", ["a"], [error], change=change)
    assert read(path).rows[0][1] == (error,)


def with_results(path, results):
    """The workbook with these results beside its formulas, as a spreadsheet saves them."""

    def change(name, content):
        if not name.startswith("xl/worksheets"):
            return content
        for result in results:
            content = re.sub(rb"<v\s*/>|<v></v>", b"<v>" + result + b"</v>", content, count=1)
        return content

    return repacked(path, change)


def test_the_result_of_a_formula_is_used(tmp_path):
    path = workbook(tmp_path / "a.xlsx", HEADING, ["x", "=1+1", "=A1", "=B1"])
    (_, cells) = read(with_results(path, [b"2", b"46717"])).rows[0]
    assert cells[:3] == ("x", "2", "46717")
    assert [place for place, _ in cells.faults] == [3]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path):
    def change(name, content):
        return content.replace(b'<c r="B2">', b'<c r="B2" t="str">') if "worksheets" in name else content

    (_, cells) = read(repacked(workbook(tmp_path / "a.xlsx", HEADING, ["x", "=A1", "y"]), change)).rows[0]
    assert (cells, cells.faults) == (("x", "", "y"), ())


def test_escapes_of_the_format_are_no_text(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["a"], ["Tamme 1_x000D_\nTallinn _x005F_x0041_ _x0041_ _x26AB_"])
    assert read(path).rows[0][1] == ("Tamme 1\r\nTallinn _x0041_ A ⚫",)


def test_a_hidden_row_is_a_doubt(tmp_path):
    def change(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.auto_filter.ref = "A1:A4"

    rows = read(workbook(tmp_path / "a.xlsx", ["a"], ["x"], ["y"], ["z"], change=change)).rows
    assert [bool(cells.doubts) for _, cells in rows] == [False, True, False]


def test_a_strict_workbook_is_read(tmp_path):
    def change(name, content):
        return content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    path = repacked(workbook(tmp_path / "a.xlsx", HEADING, ["x", "R-1", datetime(2027, 11, 26, 8)]), change)
    assert read(path).rows[0][1] == ("x", "R-1", "2027-11-26 08:00:00")


@pytest.mark.parametrize(
    "rename", [str.upper, lambda name: name.replace("/", "\\"), lambda name: f"/{name}", str.title]
)
def test_parts_are_found_by_any_spelling_of_their_names(tmp_path, rename):
    path = workbook(tmp_path / "a.xlsx", HEADING, ["x", "R-1"])
    assert read(repacked(path, lambda _, content: content, rename)).rows[0][1] == ("x", "R-1")


def test_the_sheet_with_the_table_is_found(tmp_path):
    book = openpyxl.Workbook()
    for title, rows in (("Notes", [["Read me"], ["please"]]), ("Plan", [["Week 48"], HEADING, ["x", "R-1"]])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    sheet = read(tmp_path / "a.xlsx")
    assert (sheet.sheet, sheet.sheets, sheet.heading_line) == ("Plan", ("Sheet", "Notes", "Plan"), 2)
    assert read(tmp_path / "a.xlsx", sheet=" notes").sheet == "Notes"
    with pytest.raises(UsageError, match="sheet Sheet, holds no text"):
        read(tmp_path / "a.xlsx", sheet="Sheet")


def test_sheets_without_any_table_are_named(tmp_path):
    book = openpyxl.Workbook()
    book.create_sheet("Other")
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UsageError, match="no table in its sheets Sheet, Other"):
        read(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"xl/workbook.bin": b"x", "[Content_Types].xml": b"<x/>"}, "binary workbook (.xlsb)"),
        ({"XL\\WORKBOOK.BIN": b"x"}, "binary workbook (.xlsb)"),
        (
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"},
            "OpenDocument sheet (.ods)",
        ),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument document"),
        ({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}, "document of Word"),
        ({"ppt/presentation.xml": b"<x/>"}, "is a presentation"),
        ({"Index/Document.iwa": b"x"}, "sheet of Numbers"),
        ({"orders.csv": b"a;b"}, "is an archive"),
    ],
)
def test_an_archive_of_another_kind_is_named(tmp_path, parts, sentence):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(UsageError, match=re.escape(sentence)):
        read(tmp_path / "a.xlsx")
