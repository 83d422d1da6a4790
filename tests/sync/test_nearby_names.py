"""Places are called by known addresses and streets: looked up once, some at a time, and anew when more is known."""

from dataclasses import replace

import pytest

from fleetdesk.base import resources
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.origins import Origin
from fleetdesk.sync import nearby_names
from fleetdesk.sync.nearby_names import NearbyName, NearbyNames
from tests.sync.test_gazetteer import TASK, World

HOUSE = (58.5, 25.0)
"""Where TASK is."""


class Streets:
    """A street everywhere, by the file that is chosen; counts what it is asked."""

    def __init__(self, file):
        self.file, self.asked, self.closed = file, [], False

    def at(self, lat, lon):
        self.asked.append((lat, lon))
        return f"Kase of {self.file}"

    def close(self):
        self.closed = True


class Desk(World):
    def __init__(self, folder):
        super().__init__(folder)
        self.opened, self.told = [], []
        self.names = NearbyNames(self.gazetteer, self.file, self._open, self.background)
        self.names.changed.connect(lambda: self.told.append(1))

    def _open(self, file):
        self.opened.append(Streets(file))
        return self.opened[-1]

    async def name(self, lat, lon):
        self.names.of(lat, lon)
        await self.idle()
        return self.names.of(lat, lon)


@pytest.fixture
async def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "towns", list)
    made = Desk(tmp_path)
    await made.load()
    yield made
    await made.background.close()
    await made.names.close()
    await made.gazetteer.close()
    assert made.failed == []


def north(metres, place=HOUSE):
    return place[0] + metres / 111_195, place[1]


async def test_an_address_is_told_within_30_m_and_not_beyond(desk):
    await desk.take(TASK)
    assert (await desk.name(*north(24))).address == "Tamme 1, Elva"
    assert (await desk.name(*north(37))).address == ""


async def test_of_two_addresses_the_nearer_one_is_told(desk):
    other = replace(TASK, id=8, address="Tamme 3, Elva", lat=north(20)[0])
    await desk.take(TASK, other)
    assert [(await desk.name(*north(metres))).address for metres in (2, 18)] == ["Tamme 1, Elva", "Tamme 3, Elva"]


@pytest.mark.parametrize("source", [PlaceSource.AREA, PlaceSource.GEOZONE, PlaceSource.STREET, PlaceSource.TOWN])
async def test_the_middle_of_something_large_is_no_address(desk, source):
    place: Origin = ("a", KnownPlace("Elva", *HOUSE, source))
    desk.file.put("test", [place])
    assert await desk.name(*HOUSE) == NearbyName()


async def test_an_answer_comes_later_is_told_and_is_then_there_at_once(desk):
    desk.names.use("a.pmtiles")
    assert desk.names.of(*HOUSE) is None
    before = len(desk.told)
    await desk.idle()
    assert desk.names.of(*HOUSE) == NearbyName("", "Kase of a.pmtiles")
    assert len(desk.told) == before + 1


async def test_a_place_is_looked_up_once_and_some_metres_are_the_same_place(desk):
    desk.names.use("a.pmtiles")
    for metres in (0, 2, -2, 0):
        await desk.name(*north(metres))
    assert len(desk.opened[0].asked) == 1


async def test_another_map_file_names_the_streets_and_the_one_before_is_left(desk):
    desk.names.use("a.pmtiles")
    assert (await desk.name(*HOUSE)).street == "Kase of a.pmtiles"
    desk.names.use("b.pmtiles")
    assert (await desk.name(*HOUSE)).street == "Kase of b.pmtiles"
    desk.names.use("")
    assert (await desk.name(*HOUSE)).street == ""
    assert [each.closed for each in desk.opened] == [True, True]


async def test_an_address_that_becomes_known_is_told(desk):
    assert await desk.name(*HOUSE) == NearbyName()
    told = len(desk.told)
    await desk.take(TASK)
    assert len(desk.told) > told
    assert (await desk.name(*HOUSE)).address == "Tamme 1, Elva"


async def test_of_more_places_than_wait_those_asked_for_last_are_looked_up(desk, monkeypatch):
    monkeypatch.setattr(nearby_names, "MOST_WAITING", 50)
    desk.names.use("a.pmtiles")
    places = [north(each * 50) for each in range(1000)]
    for each in places:
        desk.names.of(*each)
    await desk.idle()
    assert len(desk.opened[0].asked) == 50
    assert desk.names.of(*places[-1]) is not None
    assert desk.names.of(*places[0]) is None


async def test_a_file_waits_for_all_of_its_places(desk, monkeypatch):
    monkeypatch.setattr(nearby_names, "MOST_WAITING", 50)
    desk.names.use("a.pmtiles")
    places = [north(each * 50) for each in range(300)]
    await desk.names.look_up(places)
    assert all(desk.names.of(*each) for each in places)
    assert not desk.background.running


async def test_memory_has_an_end(desk, monkeypatch):
    monkeypatch.setattr(nearby_names, "REMEMBERED", 10)
    places = [north(each * 50) for each in range(60)]
    await desk.names.look_up(places)
    assert [desk.names.of(*each) is not None for each in places].count(True) == 10
    await desk.idle()  # what was forgotten is looked up again


async def test_addresses_that_cannot_be_read_stop_nothing(desk):
    desk.names.use("a.pmtiles")
    await desk.gazetteer.close()
    assert await desk.name(*HOUSE) == NearbyName("", "Kase of a.pmtiles")
