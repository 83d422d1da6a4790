"""Whereabouts come from the local map, once it is read, and each place is looked up once."""

import pytest

from fleetdesk.sync.whereabouts import Whereabouts
from tests.sync.fakes import position


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
