"""A table of the desk as a file."""

import asyncio
import csv
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt

from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.table_export import Exporter


@dataclass
class Item:
    name: str
    km: float


def columns():
    return [
        Column("icon", "", lambda item: "moving", lambda item: item.name, hint="State: what it does"),
        Column("name", "Name", lambda item: item.name, lambda item: item.name),
        Column("km", "Km", lambda item: f"{item.km:.1f}", lambda item: item.km, number=True),
        Column(
            "left",
            "Left",
            lambda item: f"{item.km:.0f} km",
            lambda item: item.km,
            number=True,
            value=lambda item: item.km,
        ),
        Column("secret", "Secret", lambda item: "hidden", lambda item: item.name),
    ]


class ListeningExporter(Exporter):
    """An exporter beside a table and a folder, and what it said."""

    def __init__(self, long_work, table, model, folder):
        super().__init__(long_work, ZoneInfo("Europe/Tallinn"))
        self.table, self.model, self.folder, self.said = table, model, folder, []
        self.done.connect(self.said.append)
        self.failed.connect(self.said.append)


@pytest.fixture
async def desk(qapp, qtbot, tmp_path):
    model = RowsModel(columns())
    table = Table(model, "Trucks", "name")
    qtbot.addWidget(table)
    background, notices = Background(lambda name, error: None), Notices()
    qtbot.addWidget(notices)
    made = ListeningExporter(LongWork(background, notices), table, model, tmp_path)
    model.show_items({f"{number:05d}": Item(f"=truck {number}", number / 10) for number in range(1200)})
    yield made
    await background.close()


def cells(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


async def test_what_is_shown_is_written_as_it_is_shown(desk):
    desk.table.setColumnHidden(4, True)
    desk.table.horizontalHeader().moveSection(1, 3)
    desk.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    desk.model.filter(lambda item: item.km < 100)
    path = desk.folder / "out.csv"
    await desk.start(desk.table, "Trucks", path)
    told = cells(path)
    assert told[:2] == [["State", "Km", "Left", "Name"], ["moving", "99.9", "99.9", "'=truck 999"]]
    assert len(told) == 1001
    assert desk.said == ["1000 rows are in out.csv."]


async def test_a_name_without_an_ending_is_a_workbook(desk):
    await desk.start(desk.table, "Trucks", desk.folder / "out")
    assert (desk.folder / "out.xlsx").read_bytes()[:2] == b"PK"


async def test_what_cannot_be_written_is_a_sentence(desk):
    await desk.start(desk.table, "Trucks", desk.folder / "nowhere" / "out.csv")
    desk.model.filter(lambda item: False)
    await desk.start(desk.table, "Trucks", desk.folder / "out.csv")
    assert "cannot be written" in desk.said[0]
    assert "no rows to export" in desk.said[1]


async def test_rows_that_go_meanwhile_are_left_out(desk):
    work = desk.start(desk.table, "Trucks", desk.folder / "out.csv")
    desk.model.show_items({"00000": Item("last", 1)})
    await work
    assert len(cells(desk.folder / "out.csv")) <= 2


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
async def test_a_cancelled_export_leaves_no_file(desk, name):
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Slow(Item):
        """An item whose row is still being written when the export is cancelled."""

        @property
        def name(self):
            loop.call_soon_threadsafe(begun.set)
            return "slow"

        @name.setter
        def name(self, value):
            pass

    desk.model.show_items({str(number): Slow("", 1) for number in range(1200)})
    work = desk.start(desk.table, "Trucks", desk.folder / name)
    await begun.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert list(desk.folder.iterdir()) == []
    assert desk.said == []


async def test_everything_known_is_written_where_it_is_wished(desk):
    desk.table.setColumnHidden(4, True)
    desk.model.filter(lambda item: item.km < 0.1)
    path = desk.folder / "all.csv"
    await desk.start(desk.table, "Trucks", path, everything=True)
    assert cells(path)[0] == ["State", "Name", "Km", "Left", "Secret"]
