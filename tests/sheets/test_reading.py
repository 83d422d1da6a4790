"""Tables as they come: encodings, separators, workbooks, and everything that only looks like one."""

import os
from datetime import date, datetime, time

import openpyxl
import pytest

from fleetdesk.errors import UsageError
from fleetdesk.sheets.reading import read

ESTONIAN = "viide;aadress;märkused\nA-1;Õismäe tee 1, Tallinn;Võti on üleval, küsi Jürilt\nA-2;Šokolaadi 3;Žanna\n"
SLOVAK = "objednávka;adresa;poznámka\nA-1;Štúrova 5, Ľubotice;Čítať pred príchodom, kľúč je uložený\n"


def write(folder, content, name="orders.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def workbook(folder, rows, name="orders.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1257"])
def test_estonian_is_read_in_any_usual_encoding(tmp_path, encoding):
    sheet = read(write(tmp_path, ESTONIAN, encoding=encoding))
    assert sheet.headings == ("viide", "aadress", "märkused")
    assert sheet.rows[1] == (3, ("A-2", "Šokolaadi 3", "Žanna"))
    assert sheet.encoding == encoding


def test_slovak_is_guessed(tmp_path):
    sheet = read(write(tmp_path, SLOVAK, encoding="cp1250"))
    assert (sheet.encoding, sheet.rows[0][1][1]) == ("cp1250", "Štúrova 5, Ľubotice")


def test_a_guess_can_be_overruled(tmp_path):
    path = write(tmp_path, "a;b\nõ;2\n", encoding="iso8859_4")
    assert read(path, encoding="iso-8859-4").rows[0][1] == ("õ", "2")
    with pytest.raises(UsageError, match="no encoding"):
        read(path, encoding="klingon")
    with pytest.raises(UsageError, match="not written in UTF-8"):
        read(path, encoding="utf-8")


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_separator_is_guessed(tmp_path, mark):
    rows = [["ref", "address", "lat"], ["A-1", '"Tamme 1, Tartu; hoov"', "59.4"], ["A-2", '"a\nb"', "59.5"]]
    sheet = read(write(tmp_path, "\n".join(mark.join(row) for row in rows)))
    assert sheet.delimiter == mark
    assert sheet.rows == [(2, ("A-1", "Tamme 1, Tartu; hoov", "59.4")), (3, ("A-2", "a\nb", "59.5"))]


def test_a_separator_can_be_told_by_the_file_or_the_user(tmp_path):
    assert read(write(tmp_path, "sep=|\na;b|c\n1;2|3\n")).rows == [(2, ("1;2", "3"))]
    assert read(write(tmp_path, "a;b,c\n1;2,3\n"), delimiter=",").headings == ("a;b", "c")


def test_empty_rows_are_left_out_and_still_counted(tmp_path):
    assert [number for number, _ in read(write(tmp_path, "\na;b\n;\n1;2\n\n3;4\n")).rows] == [4, 6]


def test_cells_of_a_workbook_become_what_people_write(tmp_path):
    rows = [["a", "b", "c", "d", "e", "f", "g"],
            [12.0, 59.437, datetime(2026, 11, 26, 8), time(8, 30), True, None, date(2026, 11, 26)]]  # fmt: skip
    sheet = read(workbook(tmp_path, rows))
    told = ("12", "59.437", "2026-11-26 08:00:00", "08:30:00", "true", "", "2026-11-26 00:00:00")
    assert sheet.rows == [(2, told)]
    assert sheet.sheets == ("Sheet",)


def test_a_formula_is_its_own_text(tmp_path):
    assert read(workbook(tmp_path, [["a", "b"], ["=1+1", '=HYPERLINK("http://example.com")']])).rows[0][1] == (
        "=1+1", '=HYPERLINK("http://example.com")',
    )  # fmt: skip


def test_a_sheet_can_be_chosen(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["x"])
    other = book.create_sheet("Tomorrow")
    other.append(["b"])
    other.append(["y"])
    book.save(tmp_path / "two.xlsx")
    assert read(tmp_path / "two.xlsx", sheet="Tomorrow").headings == ("b",)
    with pytest.raises(UsageError, match="has no sheet Monday"):
        read(tmp_path / "two.xlsx", sheet="Monday")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n;;\n", "holds no text"),
        (b"a;b\n", "no rows"),
        (b"1;2\n3;4\n", "begins with values"),
        (b"a;b\nx\0y;1\n", "no text"),
        ("a;b\n1;2\n".encode("utf-16-le"), "no text"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04 cut off", "damaged"),
        (("a;" * 400 + "b\n1\n").encode(), "256 columns"),
        (b"a;b\n" + b"1;2\n" * 100_001, "100,000 rows"),
        (b'a;b\n"' + b"x" * 200_000, "quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, content, sentence):
    with pytest.raises(UsageError, match=sentence):
        read(write(tmp_path, content))


def test_a_folder_a_pipe_and_nothing_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for name, sentence in ((".", "is a folder"), ("pipe.csv", "no ordinary file"), ("no.csv", "No such file")):
        with pytest.raises(UsageError, match=sentence):
            read(tmp_path / name)


def test_a_gigabyte_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(UsageError, match="1000 MB"):
        read(tmp_path / "big.csv")
