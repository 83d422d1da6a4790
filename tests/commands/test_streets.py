"""fleetdesk streets keep: a country's streets in a file, from a server that gives ranges, and a sentence else."""

import argparse
import json

import pytest

from fleetdesk.base import resources
from fleetdesk.base.errors import UsageError
from fleetdesk.commands import streets
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Folders, Settings
from fleetdesk.streets.extract import keeping, remote
from tests.streets.extract.test_keeping import AREA, DEEPEST, Published, named_tile, places
from tests.streets.maps import make_pmtiles


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "DEEPEST", DEEPEST)
    monkeypatch.setattr(remote, "FIRST_REST_S", 0.001)
    monkeypatch.setattr(resources, "countries", lambda: {"Estonia": AREA})
    tiles = {(zoom, x, y): named_tile(zoom, x, y) for zoom in (7, 8, 9) for x, y in places(zoom)}
    started = Published(make_pmtiles(tmp_path / "world.pmtiles", tiles).read_bytes())
    yield started
    started.close()


@pytest.fixture
def desk(tmp_path):
    folders = Folders(tmp_path, tmp_path / "data", tmp_path / "cache", tmp_path / "logs")
    folders.make()
    return Profile(folders, Settings(), Secrets(folders.settings))


def words(server, **more):
    asked = {"country": "Estonia", "source": server.address, "to": None, "use": False}
    return argparse.Namespace(**(asked | more))


async def test_the_file_lies_among_the_users_data_and_is_told_as_json(server, desk, capsys):
    assert await streets.keep(desk, words(server)) == 0
    out, err = capsys.readouterr()
    file = desk.folders.data / "streets" / "Estonia.pmtiles"
    told = json.loads(out)
    assert (told["file"], told["bytes"]) == (str(file), file.stat().st_size)
    assert err.startswith("fleetdesk: The streets of Estonia take ")
    assert "100 % is fetched." in err


async def test_it_is_shown_on_the_map_where_that_is_asked_for(server, desk, tmp_path):
    await streets.keep(desk, words(server, to=str(tmp_path / "mine.pmtiles"), use=True))
    assert desk.settings.tiles.source == str(tmp_path / "mine.pmtiles")


async def test_an_unknown_country_is_told_with_the_known_ones(server, desk):
    with pytest.raises(UsageError, match=r"Atlantis is none of the countries: Estonia\."):
        await streets.keep(desk, words(server, country="Atlantis"))
    assert server.hits == []


async def test_a_server_that_gives_no_parts_is_a_sentence(server, desk):
    server.spoil = lambda number, handler: (handler.answer(200, b"whole"), True)[1]
    with pytest.raises(UsageError, match="no parts of a map"):
        await streets.keep(desk, words(server))
