"""The streets of the chosen map file are known addresses, those of no other file are, and a bad file stops nothing."""

import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from fleetdesk.base import resources
from fleetdesk.domain.gazetteer.doubts import doubt
from fleetdesk.domain.gazetteer.known_place import PlaceSource
from fleetdesk.storage import database
from fleetdesk.streets.street_reading import StreetReading
from fleetdesk.sync.map_streets import STREETS, MapStreets
from tests.streets.maps import NAMED, PNG, make_mbtiles, make_pmtiles, named_tile, town_tiles
from tests.sync.test_gazetteer import TASK, World
from tests.waiting import until

ENDLESS = (sys.executable, "-c", "import time; time.sleep(999)")


class Desk(World):
    """A gazetteer with the streets of map files, which are counted as they are read."""

    def __init__(self, folder):
        super().__init__(folder)
        self.folder, self.read, self.command = folder, [], ()
        self.streets = MapStreets(self.gazetteer, self.file, self.background, self._open, lambda: self.now)

    def _open(self, file):
        self.read.append(Path(file).name)
        return StreetReading(file, *self.command)

    async def use(self, file):
        self.streets.use(str(file))
        await self.idle()

    def map_of(self, name, street, make=make_pmtiles):
        tile = named_tile("protomaps", [(street, "residential", [(0, 9), (99, 9)])])
        return make(self.folder / name, {(14, 9394, 4915): tile})


@pytest.fixture
async def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "towns", list)
    made = Desk(tmp_path)
    yield made
    await made.background.close()
    await made.gazetteer.close()
    assert made.failed == []


@pytest.mark.parametrize("make", [make_pmtiles, make_mbtiles])
@pytest.mark.parametrize("schema", NAMED)
async def test_a_street_is_found_by_its_name_and_town(desk, tmp_path, make, schema):
    await desk.load()
    await desk.use(make(tmp_path / "a.map", town_tiles(schema)))
    (found,) = await desk.gazetteer.find("elva kase", None, 5)
    assert (found.place.label, found.place.source) == ("Kase tänav, Elva", PlaceSource.STREET)
    assert (found.place.lat, found.place.lon) == pytest.approx((58.222, 26.428), abs=0.002)


async def test_a_number_that_was_typed_finds_the_street_and_is_said_to_be_missing(desk, tmp_path):
    await desk.load()
    await desk.use(make_pmtiles(tmp_path / "a.pmtiles", town_tiles("protomaps")))
    found = await desk.gazetteer.find("Kase 5, Elva", None, 5)
    assert (found[0].place.label, found[0].number_differs) == ("Kase tänav, Elva", True)
    assert doubt("Kase 5, Elva", found[0].place, found) == "The place is that of “Kase tänav, Elva”, not of number 5."


async def test_where_a_task_was_at_that_street_the_task_is_trusted(desk):
    await desk.load()
    await desk.use(desk.map_of("a.pmtiles", "Tamme"))
    (street,) = await desk.gazetteer.find("tamme", None, 5)
    await desk.take(replace(TASK, address="Tamme", lat=street.place.lat + 0.002, lon=street.place.lon))
    found = await desk.gazetteer.find("tamme", None, 5)
    assert [each.place.source for each in found] == [PlaceSource.TASK]


async def test_a_file_is_read_once_and_again_when_it_has_changed(desk):
    await desk.load()
    file = desk.map_of("a.pmtiles", "Kase")
    for _ in range(2):
        await desk.use(file)
    assert (await desk.labels("kase"), desk.read) == (["Kase"], ["a.pmtiles"])
    await desk.use(desk.map_of("a.pmtiles", "Tamme tee"))
    assert (await desk.labels("kase"), await desk.labels("tamme")) == ([], ["Tamme tee"])


async def test_another_file_replaces_the_streets_and_none_removes_them(desk):
    await desk.load()
    await desk.use(desk.map_of("a.pmtiles", "Kase"))
    await desk.use(desk.map_of("b.mbtiles", "Tamme", make_mbtiles))
    assert (await desk.labels("kase"), await desk.labels("tamme")) == ([], ["Tamme"])
    await desk.use("")
    assert (await desk.labels("tamme"), desk.file.owners(STREETS)) == ([], [])


async def test_a_file_chosen_before_the_gazetteer_is_open_is_read_when_it_is(desk):
    await desk.use(desk.map_of("a.pmtiles", "Kase"))
    assert desk.read == []
    await desk.load()
    assert await desk.labels("kase") == ["Kase"]


async def test_a_file_that_is_chosen_while_another_is_read_takes_its_turn(desk):
    await desk.load()
    desk.command = (ENDLESS,)
    desk.streets.use(str(desk.map_of("a.pmtiles", "Kase")))
    await until(lambda: desk.read)
    desk.command = ()
    await desk.use(desk.map_of("b.pmtiles", "Tamme"))
    assert (await desk.labels("tamme"), desk.read) == (["Tamme"], ["a.pmtiles", "b.pmtiles"])


async def test_the_end_of_the_desk_ends_the_reading(desk):
    await desk.load()
    desk.command = (ENDLESS,)
    desk.streets.use(str(desk.map_of("a.pmtiles", "Kase")))
    await until(lambda: desk.read)
    await desk.background.close()
    assert not desk.background.running


@pytest.mark.parametrize("content", [None, b"Dear customer"])
async def test_a_file_that_is_gone_or_bad_is_a_line_of_the_log(desk, tmp_path, content):
    await desk.load()
    file = tmp_path / "a.pmtiles"
    if content:
        file.write_bytes(content)
    with capture_logs() as lines:
        await desk.use(file)
    assert [each["event"] for each in lines] == ["streets not known"]
    assert "a.pmtiles" not in str(lines)


async def test_a_disk_that_takes_nothing_has_the_file_read_again(desk, monkeypatch):
    monkeypatch.setattr(database, "BUSY_S", 0.1)
    await desk.load()
    file = desk.map_of("a.pmtiles", "Kase")
    lock = sqlite3.connect(desk.file.path)
    lock.execute("BEGIN EXCLUSIVE")
    await desk.use(file)
    lock.rollback()
    lock.close()
    assert await desk.labels("kase") == []
    await desk.use(file)
    assert await desk.labels("kase") == ["Kase"]


async def test_a_map_of_images_has_no_streets_and_is_not_read_again(desk, tmp_path):
    await desk.load()
    file = make_mbtiles(tmp_path / "a.mbtiles", {(14, 9394, 4915): PNG})
    for _ in range(2):
        await desk.use(file)
    assert desk.read == ["a.mbtiles"]
