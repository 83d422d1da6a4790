"""Tables of strangers: read in a process of their own, and refused where they are more than a table is."""

import asyncio
import random
import sys

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.sheets import separated
from fleetdesk.sheets.asking import read_apart
from fleetdesk.sheets.carrying import packed, unpacked
from fleetdesk.sheets.encodings import EncodingWanted
from fleetdesk.sheets.reading import read
from fleetdesk.sheets.sheet import MAX_CELL, MAX_CELLS
from tests.documents.left import count_anew, peak_mb, processes
from tests.reader.doors import gone
from tests.sheets.made import workbook

ROWS = 'Auto;Viide;Märkused\n819AAK;A-1;"Küsi\nJürilt"\n819AAK;A-2;\n'


def write(folder, content, name="orders.csv"):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / name


async def test_a_table_is_the_same_from_its_own_process(tmp_path):
    for content in (ROWS, 'a;b;c\n1;2;"Ring\n3;4;5\n6;7;"x"\n', "a,b\n" + "1,2\n" * 1000, ROWS.encode("cp1257")):
        path = write(tmp_path, content)
        here, there = read(path), await read_apart(path)
        assert there == here
        marks = [[(each.doubts, each.faults) for _, each in sheet.rows] for sheet in (here, there)]
        assert marks[0] == marks[1]
    assert (await read_apart(path, encoding="cp1252", heading_line=1)).encoding == "cp1252"


async def test_its_refusals_are_the_same(tmp_path):
    with pytest.raises(EncodingWanted, match="Choose an encoding"):
        await read_apart(write(tmp_path, "a;b\nx;ä\n".encode("cp1252")))
    with pytest.raises(UsageError, match="is a folder"):
        await read_apart(tmp_path)
    with pytest.raises(UsageError, match="no encoding"):
        await read_apart(write(tmp_path, ROWS), encoding="x")


async def test_nothing_is_left_of_one_that_takes_too_long_or_is_given_up(tmp_path, door):
    before, path = processes(), write(tmp_path, ROWS)
    command, knocked = door
    with pytest.raises(UsageError, match=r"orders\.csv could not be read: it took longer than 0\.2 s\."):
        await read_apart(path, deadline_s=0.2, command=(*command[:2], "import time; time.sleep(600)"))
    asked = asyncio.ensure_future(read_apart(path, command=command))
    caller = await knocked.get()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await gone(caller)
    assert processes() <= before


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted by /proc here")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"," * 20_000_000, "line 1 has more than 1,000,000 characters"),
        (b"Auto;Viide\n" + b"T\xe4he;\xf5\n" * 2_000_000, "250,000 rows"),
        (";".join(map(str, range(140_000))).encode() + b"\n1\n", "256 columns"),
        (b'"' * 20_000_000, "1,000,000 characters"),
        (b"\n" * 20_000_000, "holds no text"),
    ],
    ids=["commas", "latin", "columns", "marks", "ends"],
)
async def test_a_large_file_takes_no_memory_of_this_process(tmp_path, content, sentence):
    path = write(tmp_path, content)
    del content
    count_anew()
    before = peak_mb()
    with pytest.raises(UsageError, match=sentence):
        await read_apart(path)
    assert peak_mb() - before < 10


def test_a_line_has_an_end(tmp_path):
    line = "x" * 999_000
    assert len(separated.DELIMITERS) == 4
    with pytest.raises(UsageError, match=r"line 3 .*more than 1,000,000"):
        read(write(tmp_path, f"a;b\n1;2\n{line};{line}\n"))


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_always_did(tmp_path, mark):
    path = write(tmp_path, mark.join(["a;b", "1;2", "", "3;4"]))
    assert read(path).rows == [(2, ("1", "2")), (4, ("3", "4"))]


def test_cells_are_bounded(tmp_path):
    assert read(write(tmp_path, f"a;b\n{'x' * MAX_CELL};2\n")).rows
    with pytest.raises(UsageError, match=r"row 2, .*more than 32,767 characters"):
        read(write(tmp_path, f"a;b\n{'x' * (MAX_CELL + 1)};2\n"))
    rows = MAX_CELLS // 200 + 1
    with pytest.raises(UsageError, match="more than 2,000,000 cells"):
        read(write(tmp_path, f"{'a;' * 200}\n" + ("1;" * 199 + "1\n") * rows))


def test_a_heading_is_cut_to_what_can_be_one(tmp_path):
    headings = read(write(tmp_path, f"vehicle;{'order ' * 1000};start\n1;2;3\n")).headings
    assert [len(each) for each in headings] == [7, 300, 5]
    assert headings[1].endswith("…")


def test_mutated_tables_are_read_or_refused_in_words(tmp_path):
    """What is read is the same when it has been carried."""
    dice, read_ones, refused = random.Random("tables"), 0, []
    book = workbook(tmp_path / "a.xlsx", ["vehicle", "order", "819AAK"], rows=[(0, 1), (2, 2)]).read_bytes()
    pieces = (b";", b",", b'"', b"\n", b"\r", b"\0", b"\xff", b"\xed\xa0\x80", b"sep=", b"&#0;", b"]]>", b"\x1e", b"[")
    for whole in (book, ROWS.encode(), ROWS.encode("utf-16"), ROWS.encode("cp1257")) * 150:
        data = bytearray(whole)
        for _ in range(dice.choice((1, 2, 5))):
            at = dice.randrange(len(data) + 1)
            data[at : at + dice.choice((0, 1, 2))] = dice.choice(pieces)
        try:
            sheet = read(write(tmp_path, bytes(data)))
        except UsageError as error:
            refused.append(str(error))
            continue
        read_ones += 1
        assert unpacked(memoryview(packed(sheet, "a"))) == sheet
    assert read_ones
    assert refused
    assert all(each.endswith((".", "…")) for each in refused)


def test_columns_are_counted_before_they_are_looked_at(tmp_path, monkeypatch):
    looked = []

    def guess(cells):
        looked.append(len(cells))
        return {}

    monkeypatch.setattr("fleetdesk.sheets.assembling.guess", guess)
    with pytest.raises(UsageError, match="256 columns"):
        read(write(tmp_path, "a;b\n" + ";".join(map(str, range(100_000))) + "\n"))
    assert max(looked, default=0) <= 256


@pytest.fixture
def few_cells(monkeypatch):
    """Bound what a workbook may hold so that one with more is made in no time."""
    for module in ("sheet_rows", "shared_texts"):
        monkeypatch.setattr(f"fleetdesk.sheets.{module}.MAX_CELLS", 20_000)
    return 20_000


def test_shared_texts_of_a_workbook_are_counted(tmp_path, few_cells):
    few = workbook(tmp_path / "few.xlsx", ["vehicle", "order"], rows=[(0, 1), (1, 0)])
    assert read(few).headings == ("vehicle", "order")
    with pytest.raises(UsageError, match="more than 20,000 texts"):
        read(workbook(tmp_path / "many.xlsx", [], texts="<si/>" * (few_cells + 1)))


@pytest.mark.parametrize("cell", ["<c/>", "<c r='A1'/>"])
def test_cells_of_a_workbook_are_counted_before_they_are_read(tmp_path, few_cells, cell):
    with pytest.raises(UsageError, match="more than 20,000 cells"):
        read(workbook(tmp_path / "many.xlsx", ["a"], cells=cell * (few_cells + 1)))


def test_shared_texts_are_read_as_they_were(tmp_path):
    rich = "<si><r><t>819</t></r><r><rPr><b/></rPr><t>AAK</t></r><rPh sb='0' eb='1'><t>kana</t></rPh></si>"
    plain = "<si><t xml:space='preserve'> A-1 </t></si><si/><si><t>x_x000a_y</t></si>"
    path = workbook(
        tmp_path / "rich.xlsx",
        [],
        texts="<si><t>vehicle</t></si><si><t>order</t></si>" + rich + plain,
        rows=[(0, 1), (2, 3), (2, 5), (4, 2)],
    )
    assert [cells for _, cells in read(path).rows] == [("819AAK", " A-1 "), ("819AAK", "x\ny"), ("", "819AAK")]


def test_shared_texts_take_no_longer_each_than_a_line_of_text(tmp_path):
    """Counted in calls of Python, not in time: openpyxl makes a dozen objects of each."""
    path = workbook(tmp_path / "many.xlsx", ["vehicle", *map(str, range(20_000))], rows=[(0,), (1,)])
    calls = 0

    def count(frame, event, arg):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        read(path)
    finally:
        sys.setprofile(None)
    assert calls < 20 * 20_000
