"""Whereabouts come from the local map once it is read; better ones from addresses and streets, as they are found."""

import pytest

from fleetdesk.sync.whereabouts import Whereabouts
from tests.sync.fakes import position
from tests.sync.test_gazetteer import TASK
from tests.sync.test_nearby_names import Desk


async def test_before_the_towns_are_read_there_are_no_words_and_then_there_are(qapp):
    told, heard = Whereabouts(), []
    told.changed.connect(lambda: heard.append(told.of(position("1", lat=58.19, lon=26.37))))
    assert told.of(position("1", lat=58.19, lon=26.37)) == ""
    await told.load()
    assert heard == ["5 km SW of Elva"]


async def test_only_what_moves_is_on_its_way(qapp):
    told = Whereabouts()
    await told.load()
    going = position("1", lat=58.19, lon=26.37, heading_deg=41, speed_kmh=80.0)
    assert told.of(going) == "5 km SW of Elva, on the way to Tartu"
    assert told.of(position("1", lat=58.19, lon=26.37, heading_deg=41, speed_kmh=0.0)) == "5 km SW of Elva"


@pytest.mark.parametrize("nowhere", [None, position("1", lat=None, lon=None)])
async def test_without_a_place_there_are_no_words(qapp, nowhere):
    assert Whereabouts().of(nowhere) == ""


class Telling(Desk):
    def __init__(self, folder):
        super().__init__(folder)
        self.whereabouts = Whereabouts(self.names)


@pytest.fixture
async def desk(qapp, tmp_path):
    """A desk with the towns, a street everywhere, and an address at 58.5, 25.0."""
    made = Telling(tmp_path)
    await made.load()
    await made.take(TASK)
    made.names.use("a")
    await made.whereabouts.load()
    yield made
    await made.background.close()
    await made.names.close()
    await made.gazetteer.close()


AHEAD = {"heading_deg": 41, "speed_kmh": 80.0}


async def test_towns_are_said_at_once_and_the_street_when_it_is_found(desk):
    heard = []
    going = position("1", lat=58.19, lon=26.37, **AHEAD)
    assert desk.whereabouts.of(going) == "5 km SW of Elva, on the way to Tartu"
    desk.whereabouts.changed.connect(lambda: heard.append(desk.whereabouts.of(going)))
    await desk.idle()
    assert heard == ["Kase of a, 5 km SW of Elva, on the way to Tartu"]


async def test_what_stands_is_at_an_address_and_what_moves_is_on_a_street(desk):
    both = [position("1", speed_kmh=kmh) for kmh in (0.0, 50.0)]
    await desk.whereabouts.look_up(both)
    stands, moves = map(desk.whereabouts.of, both)
    assert stands.startswith("Tamme 1, Elva, ")
    assert moves.startswith("Kase of a, ")


async def test_a_unit_keeps_its_words_until_those_of_its_next_place_are_found(desk):
    first, near, far = (position("1", lat=lat, lon=26.37, **AHEAD) for lat in (58.19, 58.195, 58.3))
    await desk.whereabouts.look_up([first])
    said = desk.whereabouts.of(first)
    assert desk.whereabouts.of(near) == said
    assert "Kase" not in desk.whereabouts.of(far)
    await desk.idle()
    assert desk.whereabouts.of(near) != said


async def test_units_without_a_place_have_nothing_looked_up(desk):
    await desk.whereabouts.look_up([None, position("1", lat=None, lon=None)])
    assert desk.opened == []
