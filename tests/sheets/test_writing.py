"""What is exported can be opened anywhere, and nothing in it runs."""

import csv
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.sheets.grid import Grid
from fleetdesk.sheets.harmless import TRIGGERS, harmless, storable
from fleetdesk.sheets.reading import read
from fleetdesk.sheets.writing import write

TALLINN = ZoneInfo("Europe/Tallinn")
TEXTS = st.text(st.characters(exclude_categories=()), max_size=30)
NASTY = st.builds(lambda start, rest: start + rest, st.sampled_from(sorted(TRIGGERS)), TEXTS) | TEXTS
SPECIAL = [
    "'",
    "''",
    "'=",
    "'-12-A",
    "''=1",
    "_x000D_",
    "_x005F_",
    "_x0041_",
    "\r\n",
    "\r",
    "\n",
    '"',
    '""',
    ";",
    "\t",
    "#DIV/0!",
    "=1+1",
    "-5.3",
    "'-5.3",
    "00123",
    " x ",
    "\u200b",
    "\ufeff",
    "\x1f",
]
MARKED = st.lists(st.sampled_from(SPECIAL) | NASTY, max_size=4).map("".join)


def grid(*rows, headings=("A", "B")):
    return Grid("Tasks", headings, rows, TALLINN)


def cells(path):
    """As a spreadsheet parses the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=5))
def test_no_cell_of_a_csv_begins_a_formula(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("x") / "out.csv"
    write(path, grid(*rows, headings=("=A", "+B")))
    for cell in (cell for row in cells(path) for cell in row):
        number = cell.lstrip("+-").replace(",", ".", 1).replace(".", "", 1).isdigit()
        assert cell[:1] not in TRIGGERS or not cell or number


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=5))
def test_a_csv_comes_back_as_it_went(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("x") / "out.csv"
    write(path, grid(*rows))
    assert cells(path)[1:] == [[harmless(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("-5.3", "-5.3"),
        ("+7", "+7"),
        ("=1", "'=1"),
        ("-1+1", "'-1+1"),
        ("+372 5555", "'+372 5555"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\0=1", "'=1"),
        ("a=1", "a=1"),
        ("", ""),
        ("-", "'-"),
    ],
)
def test_only_what_could_run_is_marked(text, told):
    assert harmless(text) == told


def test_numbers_and_moments_stay_what_they_are(tmp_path):
    rows = [("=1+1", -5.3, datetime(2026, 11, 26, 6, tzinfo=UTC)), ("http://x.example", 7, None)]
    write(tmp_path / "out.xlsx", grid(*rows, headings=("Ref", "Km", "Start")))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    first, second, third = book.active[2]
    assert [each.value for each in book.active[1]] == ["Ref", "Km", "Start (Europe/Tallinn)"]
    assert (first.value, first.data_type) == ("=1+1", "s")
    assert (second.value, third.value) == (-5.3, datetime(2026, 11, 26, 8))
    assert book.active[1][0].font.bold
    assert book.active["A3"].hyperlink is None


def test_the_workbook_itself_says_that_a_formula_is_text(tmp_path):
    import zipfile

    write(tmp_path / "out.xlsx", grid(("=1+1", "@SUM(A1)")))
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count('t="s"') == 4


def test_an_hour_that_comes_twice_is_told_with_its_offset(tmp_path):
    moments = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    write(tmp_path / "out.csv", grid(moments))
    assert cells(tmp_path / "out.csv")[1] == ["2026-10-25 03:30:00+03:00", "2026-10-25 03:30:00+02:00"]


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(NASTY.filter(str.strip), NASTY), min_size=1, max_size=4))
def test_any_text_can_be_written_to_a_workbook(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("x") / "out.xlsx"
    write(path, grid(*rows))
    assert path.stat().st_size > 1000


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(st.just("x"), MARKED, st.just("y")), min_size=1, max_size=4),
    kind=st.sampled_from([".csv", ".xlsx"]),
)
def test_whatever_is_exported_is_read_back_the_same(tmp_path_factory, rows, kind):
    path = tmp_path_factory.mktemp("x") / f"out{kind}"
    write(path, grid(*rows, headings=("A", "=B", "C")))
    sheet = read(path)
    assert sheet.headings == ("A", "=B", "C")
    assert [tuple(cells) for _, cells in sheet.rows] == [tuple(map(storable, row)) for row in rows]


def test_ours_is_read_again(tmp_path):
    for name in ("out.csv", "out.xlsx"):
        write(tmp_path / name, grid(("Šokolaadi 3; hoov", 59.5), ("a\nb", 7)))
        assert [row for _, row in read(tmp_path / name).rows] == [("Šokolaadi 3; hoov", "59.5"), ("a\nb", "7")]


def test_a_failure_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(AttributeError):
        write(path, grid((object(), 1)))
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(FleetError, match="cannot be written"):
        write(tmp_path / "nowhere" / "out.csv", grid(("a", 1)))
    with pytest.raises(UsageError, match="neither"):
        write(tmp_path / "out.pdf", grid(("a", 1)))
