"""The area of a stranger's file: read in a process of its own, with the same sentences."""

import json
import os

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.commands import area_file
from fleetdesk.commands.area_file import area, read_area
from fleetdesk.domain.geo import Area

SQUARE = {"type": "Polygon", "coordinates": [[[24, 58], [26, 58], [26, 59], [24, 59], [24, 58]]]}
LINE = {"type": "LineString", "coordinates": [[25, 58], [26, 58]]}
BOTH = {"type": "GeometryCollection", "geometries": [SQUARE, LINE]}


def put(folder, document):
    (folder / "area.geojson").write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    return folder / "area.geojson"


async def test_an_area_is_the_same_from_its_own_process(tmp_path):
    found = await read_area(put(tmp_path, BOTH))
    assert found.shape.equals_exact(Area.from_geojson(BOTH).shape, 0)
    assert found.remarks == ("Left out, for only polygons are areas: 1 line.",)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (LINE, "holds no polygon"),
        (b"[" * 1_000_000, "is no JSON"),
        (b'{"type":"GeometryCollection","geometries":[' * 100_000, "is no JSON"),
        (b"{}x", "is no JSON"),
        (b"\xff\xfe\xff", "is no JSON"),
        (b"9" * 10_000, "is no JSON"),
        (b"[]", "no GeoJSON"),
    ],
)
async def test_what_holds_none_is_a_sentence(tmp_path, document, words):
    with pytest.raises(UsageError, match=words):
        await read_area(put(tmp_path, document))


@pytest.mark.parametrize("name", ["pipe", "zero", "none", "folder"])
async def test_what_is_no_file_is_refused_in_words(tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=name):
        await read_area(tmp_path / name)


def test_corners_and_bytes_are_bounded(tmp_path, monkeypatch):
    path = put(tmp_path, SQUARE)
    monkeypatch.setattr(area_file, "MOST_CORNERS", 4)
    with pytest.raises(UsageError, match="has 5 corners; at most 4"):
        area({"path": str(path)})
    monkeypatch.setattr(area_file, "LARGEST_BYTES", 50)
    with pytest.raises(UsageError, match="at most 1 kB are read"):
        area({"path": str(path)})
