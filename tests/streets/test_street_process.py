"""What the process of street names writes, line by line."""

import io
import json

import pytest

from fleetdesk.streets.street_process import tell_streets
from tests.streets.maps import NAMED, make_mbtiles, make_pmtiles, town_tiles


def told(file):
    lines = io.StringIO()
    tell_streets(str(file), lines)
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.mark.parametrize("make", [make_pmtiles, make_mbtiles])
@pytest.mark.parametrize("schema", NAMED)
def test_each_street_is_a_line_and_the_totals_are_the_last(tmp_path, make, schema):
    *rows, totals = told(make(tmp_path / "a.map", town_tiles(schema)))
    assert sorted(row[:2] for row in rows) == [["Kase tänav", "Elva"], ["Pikk", "Elva"]]
    assert totals == {"tiles": 2, "rows": 2}


def test_a_file_that_is_no_map_is_one_sentence(tmp_path):
    file = tmp_path / "a.map"
    file.write_bytes(b"no map")
    [said] = told(file)
    assert list(said) == ["trouble"]
