"""fleetdesk address: what the desk knows first, then the chosen service; exit codes as documented."""

import argparse
import json

import pytest

from fleetdesk.base.errors import NotSignedIn, Unreachable, UsageError
from fleetdesk.commands import address
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.geocoding.presets import preset_named
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Addresses, Folders, Settings
from fleetdesk.storage.gazetteer.file import GazetteerFile
from tests.geocoding.conftest import photon as photon  # a fixture

KASE = KnownPlace("Kase 118, Keila", 59.3, 24.4, PlaceSource.TASK)
HOUSE = "Narva maantee 5, 10117 Tallinn"


@pytest.fixture
def desk(tmp_path):
    folders = Folders(tmp_path, tmp_path / "data", tmp_path / "cache", tmp_path / "logs")
    folders.make()
    return Profile(folders, Settings(), Secrets(folders.settings))


@pytest.fixture
def knowing(desk):
    """A desk that knows an address."""
    file = GazetteerFile(desk.folders.data / "gazetteer.db")
    file.load()
    file.put("tasks m", [("m/1", KASE)])
    file.close()
    return desk


def chosen(desk, photon):
    desk.settings = Settings(addresses=Addresses("photon", photon.url))
    return desk


def finding(*text):
    return argparse.Namespace(text=list(text))


def of(lat, lon):
    return argparse.Namespace(lat=lat, lon=lon)


async def test_what_the_desk_knows_is_told_without_asking_anybody(knowing, photon, capsys):
    assert await address.find(knowing, finding("kase", "118")) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["address"], row["lat"], row["source"]) == ("Kase 118, Keila", 59.3, "task")
    assert photon.queries == []


async def test_the_chosen_service_comes_after_it_and_is_named(knowing, photon, capsys):
    assert await address.find(chosen(knowing, photon), finding("kase")) == 0
    out, err = capsys.readouterr()
    rows = json.loads(out)
    assert [row["source"] for row in rows] == ["task", "service", "service", "service"]
    assert (rows[1]["address"], rows[1]["exactness"]) == (HOUSE, "exact")
    assert rows[1]["service"] == preset_named("photon").name
    assert "© OpenStreetMap contributors" in err


async def test_an_address_that_nobody_knows_is_said(desk, capsys):
    assert await address.find(desk, finding("qwrtz")) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert "No place is known for this address." in err
    assert not (desk.folders.data / "gazetteer.db").exists()


async def test_a_failing_service_is_said_beside_what_the_desk_knows(knowing, photon, capsys):
    photon.status = 500
    assert await address.find(chosen(knowing, photon), finding("kase")) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 1
    assert "fault of its own (500)" in err


@pytest.mark.parametrize(("status", "error", "code"), [(500, Unreachable, 5), (403, NotSignedIn, 3)])
async def test_a_failing_service_alone_is_the_end(desk, photon, status, error, code):
    photon.status = status
    with pytest.raises(error) as raised:
        await address.find(chosen(desk, photon), finding("kase"))
    assert raised.value.exit_code == code


async def test_an_address_near_a_place_is_told_with_its_distance(knowing, photon, capsys):
    assert await address.of(chosen(knowing, photon), of("59.3001", "24.4")) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["address"], row["distance_m"]) == ("Kase 118, Keila", 11)
    assert photon.queries == []


async def test_the_service_is_asked_where_the_desk_knows_none_near(knowing, photon, capsys):
    assert await address.of(chosen(knowing, photon), of("59.4375", "24.7576")) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["address"], row["source"]) == (HOUSE, "service")


async def test_a_place_that_is_none_is_wrong_usage(desk):
    with pytest.raises(UsageError):
        await address.of(desk, of("north", "east"))
