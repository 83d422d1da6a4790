"""fleetdesk places import says of each place of a file what becomes of it, and why."""

import argparse
import json
from contextlib import asynccontextmanager

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.commands import places
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Account, Folders, Settings
from tests.sync.fakes import NOW, FakeProvider

LINE = {"type": "LineString", "coordinates": [[24, 58], [25, 59]]}


class Desk(Profile):
    """Its account lists a place, a geozone and a deleted one."""

    @asynccontextmanager
    async def provider(self, name):
        made = FakeProvider(name)
        made.creations = object()  # it is not asked, for nothing is sent
        made.answers["places"] = [
            Poi("m", 1, 58.5, 25.0, "Depot"),
            Geozone("m", 2, "Gone", 58.0, 25.0, 100.0, deleted_at=NOW),
        ]
        yield made


@pytest.fixture
def desk(tmp_path):
    folders = Folders(tmp_path, tmp_path / "data", tmp_path / "cache", tmp_path / "logs")
    folders.make()
    return Desk(folders, Settings(accounts=(Account("m", "metrotec", "https://localhost"),)), Secrets(folders.settings))


def rehearsing(folder, *features):
    """The words of a dry run of a GeoJSON file with these names and shapes."""
    rows = [{"type": "Feature", "properties": {"name": name}, "geometry": shape} for name, shape in features]
    (folder / "places.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    file = str(folder / "places.geojson")
    return argparse.Namespace(file=file, account=None, dry_run=True, purpose="poi", accept_doubles=False)


def point(lat, lon):
    return {"type": "Point", "coordinates": [lon, lat]}


async def test_what_is_wrong_or_there_is_told_with_the_reason_and_wrong_ones_end_with_1(desk, tmp_path, capsys):
    rows = ("Depot", point(58.5, 25.0)), ("Gone", point(58.0, 25.0)), ("Gone", point(58.0, 25.0)), ("Road", LINE)
    assert await places.import_(desk, rehearsing(tmp_path, *rows, ("", point(58.0, 24.0)))) == 1
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "fleetdesk: 1 place is new, 0 of it a geozone; 2 there already, 2 cannot be made.",
        "fleetdesk: place 1, “Depot”: It is there already.",
        "fleetdesk: place 3, “Gone”: It stands in the file before.",
        "fleetdesk: place 4, “Road”: It is neither a point nor a shape.",
        "fleetdesk: place 5: It has no name.",
    ]
    found = json.loads(told.out)
    assert found["counts"] == {"new": 1, "double": 2, "wrong": 2}
    assert [each["becomes"] for each in found["places"]] == ["poi", "poi", "poi", None, None]
    assert found["places"][1] == {
        "number": 2, "state": "new", "becomes": "poi", "name": "Gone", "lat": 58.0, "lon": 25.0, "radius_m": None,
        "sentence": "",
    }  # fmt: skip


async def test_of_many_the_first_are_told_and_how_many_more(desk, tmp_path, capsys):
    rows = [(f"Road {number}", LINE) for number in range(25)]
    assert await places.import_(desk, rehearsing(tmp_path, *rows)) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 22
    assert told[-1] == "fleetdesk: and 5 places more; --dry-run tells them all."


async def test_a_dry_run_leaves_the_outbox_alone(desk, tmp_path):
    assert await places.import_(desk, rehearsing(tmp_path, ("New", point(58.0, 24.0)))) == 0
    assert not list(desk.folders.data.iterdir())


async def test_a_file_that_is_none_is_wrong_usage(desk, tmp_path):
    words = rehearsing(tmp_path)
    words.file = str(tmp_path / "nowhere.kml")
    with pytest.raises(UsageError, match="cannot be read"):
        await places.import_(desk, words)
