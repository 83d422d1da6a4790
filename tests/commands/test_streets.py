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
from tests.streets.extract.published import AREA, published_world


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "countries", lambda: {"Estonia": AREA})
    with published_world(tmp_path, monkeypatch) as started:
        yield started


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
