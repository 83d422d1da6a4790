"""Tables as they come: encodings, separators, workbooks, and everything that only looks like one."""

import os
from datetime import date, datetime, time

import openpyxl
import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.sheets.encodings import EncodingWanted
from fleetdesk.sheets.reading import read

ESTONIAN = "viide;aadress;märkused\nA-1;Õismäe tee 1, Tallinn;Võti on üleval, küsi Jürilt\nA-2;Šokolaadi 3;Žanna\n"
SLOVAK = "objednávka;adresa;poznámka\nA-1;Štúrova 5, Ľubotice;Čítať pred príchodom, kľúč je uložený\n"
READ = [
    ("Tähe 1, Tõrva, Šokolaadi 3", "cp1257"),
    ("Tähe 1, Tõrva, Šokolaadi 3", "cp1252"),
    ("Tähe 1, Tõrva", "cp775"),
    ("Tähe 1, Tõrva, Šokolaadi 3", "iso8859_13"),
    ("Tähe 1, Tõrva, Šokolaadi 3", "iso8859_15"),
    ("Tõrva", "cp1257"),
    ("ул. Ленина 5, Нарва", "cp1251"),
    ("Хутор-Яма, Центральная 7", "koi8_r"),
    ("Хутор-Яма, Центральная", "cp866"),
    ("Київ, вул. Хрещатик 5, Їжака", "koi8_u"),
    ("Центральная 7", "iso8859_5"),
    ("Центральная 7", "mac_cyrillic"),
    ("Nitra, Považská Bystrica, Štefánikova", "cp1250"),
    ("Štúrova 5, Ľubotice", "cp852"),
    ("Plzeň, Náměstí", "cp1250"),
    ("Łódź, ul. Piękna 3", "cp1250"),
    ("Šilutės pl. 3, Panevėžys", "cp1257"),
    ("Rīga, Brīvības iela", "cp1257"),
    ("München, Straße 5", "cp1252"),
    ("Malmö", "cp850"),
    ("Győr, Fő út", "cp1250"),
    ("León", "mac_roman"),
    ("Conceição, São", "cp1252"),
    ("Αθήνα, Οδός Ερμού", "cp1253"),
    ("20 € – 5 §", "cp1252"),
    ("Şişli, Beyoğlu Çarşı", "cp1254"),
]
ASKED = [
    ("東京都", "shift_jis"),
    ("北京市", "gb18030"),
    ("שלום", "cp1255"),
    ("مرحبا", "cp1256"),
    ("Vőcs", "cp1250"),
    ("Räsa 3", "cp1257"),
    ("Rõsa 3", "cp775"),
    ("Bière", "cp1252"),
    ("شارع الملك", "cp1256"),
    ("НАРВА", "koi8_r"),
    ("õ", "cp1257"),
]


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
    rows = [
        ["a", "b", "c", "d", "e", "f", "g"],
        [12.0, 59.437, datetime(2026, 11, 26, 8), time(8, 30), True, None, date(2026, 11, 26)],
    ]
    sheet = read(workbook(tmp_path, rows))
    told = ("12", "59.437", "2026-11-26 08:00:00", "08:30:00", "true", "", "2026-11-26 00:00:00")
    assert sheet.rows == [(2, told)]
    assert sheet.sheets == ("Sheet",)


def test_a_formula_without_a_result_is_its_own_text_and_a_fault(tmp_path):
    ((_, cells),) = read(workbook(tmp_path, [["a", "b"], ["=1+1", '=HYPERLINK("http://example.com")']])).rows
    assert [place for place, sentence in cells.faults if "has no result" in sentence] == [0, 1]
    assert cells == ("=1+1", '=HYPERLINK("http://example.com")')


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
        (b"<html><body><table><tr><td>a</table>", "is a web page"),
        ("\ufeff\n<!DOCTYPE html>\n<table>".encode(), "is a web page"),
        (b"<meta charset=utf-8><table><tr><td>a;b\n", "is a web page"),
        ("<html><table><tr><td>a".encode("utf-16"), "is a web page"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
            b'xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "SpreadsheetML 2003",
        ),
        (b'<?xml version="1.0"?><orders><order/></orders>', "is XML"),
        (b'[{"vehicle": "819AAK"}]', "is JSON"),
        (b'{"rows": [1, 2]}', "is JSON"),
        (b'{"rows": [{"a": 1', "is JSON"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "MHTML"),
        (b"ID;PWXL;N;E\nC;Y1;X1;K1\n", "SYLK"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "of an old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 60, "of an old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04 cut off", "damaged"),
        (("a;" * 400 + "b\n1\n").encode(), "256 columns"),
        (b"a;b\n" + b"1;2\n" * 250_001, "250,000 rows"),
        (b'a;b\n"' + b"x" * 200_000, "quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, content, sentence):
    with pytest.raises(UsageError, match=sentence):
        read(write(tmp_path, content))


def test_a_guess_wants_one_reading_that_makes_sense(tmp_path):
    for text, encoding in READ:
        sheet = read(write(tmp_path, f"Vehicle;Address\nX;{text}\n", encoding=encoding))
        assert sheet.rows[0][1][1] == text, (text, encoding, sheet.encoding)
    for text, encoding in ASKED:
        with pytest.raises(EncodingWanted, match="Choose an encoding"):
            read(write(tmp_path, f"Vehicle;Address\nX;{text}\n", encoding=encoding))


def test_one_line_that_is_no_utf8_is_named(tmp_path):
    content = "a;b\nTõrva;1\nPõlva;2\n".encode() + "Mõisa;3\n".encode("cp1257")
    with pytest.raises(EncodingWanted, match="UTF-8 except for line 4"):
        read(write(tmp_path, content))
    assert read(write(tmp_path, content), encoding="cp1257").rows[2][1][0] == "Mõisa"


def test_a_mark_that_is_never_closed_is_told_with_its_line(tmp_path):
    with pytest.raises(UsageError, match=r"opened in line 2 is never closed.*\(2 lines\)"):
        read(write(tmp_path, 'a;b;c\n1;2;"Ring\n3;4;5\n6;7;8'))
    assert read(write(tmp_path, 'a;b;c\n1;2;"Ring\nTwice"')).rows[0][1] == ("1", "2", "Ring\nTwice")


def test_a_row_that_swallows_rows_is_at_fault(tmp_path):
    rows = read(write(tmp_path, 'a;b;c\n1;2;"Ring\n3;4;5\n6;7;"Ring twice"\n8;9;x\n')).rows
    assert "swallows 2 lines of the file that look like rows" in rows[0][1].faults[0][1]
    assert rows[1][1].faults == ()


def test_marks_that_are_not_in_pairs_are_a_doubt(tmp_path):
    rows = read(write(tmp_path, 'a;b\n1;"Kaup "Eesti" OÜ"\n2;"so ""it"" goes"\n3;12" pipe\n4;"x" \n5;\u00a0"y"\n')).rows
    assert ["pairs" in str(cells.doubts) for _, cells in rows] == [True, False, False, False, True]
    assert [cells[1].strip() for _, cells in rows[1:4]] == ['so "it" goes', '12" pipe', "x"]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_blanks_before_a_mark_are_none_of_the_cell(tmp_path, mark):
    content = mark.join(["a", ' "R-2"', "  c\n"]) + mark.join(["1", f' "x{mark} y" ', ' "z"'])
    sheet = read(write(tmp_path, content))
    assert (sheet.headings, sheet.rows[0][1]) == (("a", "R-2", "c"), ("1", f"x{mark} y ", "z"))


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_the_heading_is_found_below_a_title(tmp_path, mark):
    rows = [["Weekly plan 48"], [], ["Vehicle", "Order", "Start", "Stop"], ["819AAK", "R-1", "8:00", "9:00"]]
    content = "\n".join(mark.join(row) for row in rows)
    sheet = read(write(tmp_path, content))
    assert (sheet.heading_line, sheet.headings[0], sheet.rows[0][0]) == (3, "Vehicle", 4)
    assert read(write(tmp_path, content), heading_line=1).headings == ("Weekly plan 48",)
    with pytest.raises(UsageError, match="no text in line 2"):
        read(write(tmp_path, content), heading_line=2)
    with pytest.raises(UsageError, match="no text in line 99"):
        read(write(tmp_path, content), heading_line=99)


def test_headings_that_nobody_knows_are_found_below_titles(tmp_path):
    rows = ["Weekly plan;of transport", "Prepared by;Mari", "Rig;No.;Pick;Drop;Spot", "819AAK;R-1;8:00;9:00;Tartu"]
    sheet = read(write(tmp_path, "\n".join([*rows, *rows[3:] * 3])))
    assert (sheet.heading_line, sheet.headings[0], len(sheet.rows)) == (3, "Rig", 4)


def test_a_row_that_reads_like_headings_takes_no_other_row_away(tmp_path):
    sheet = read(write(tmp_path, "Who;What;When\nvehicle;order;start\n819AAK;R-1;8:00\n"))
    assert (sheet.heading_line, len(sheet.rows)) == (1, 2)


def test_a_folder_a_pipe_and_nothing_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for name, sentence in ((".", "is a folder"), ("pipe.csv", "a device or a pipe"), ("no.csv", "There is no file")):
        with pytest.raises(UsageError, match=sentence):
            read(tmp_path / name)


def test_a_gigabyte_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(UsageError, match="1,000 MB"):
        read(tmp_path / "big.csv")
