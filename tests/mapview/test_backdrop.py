"""The map without a network: few points where nobody drives, every point where they do, towns in order of size."""

import importlib.util
import math
import struct
from itertools import islice
from pathlib import Path

import pytest

from fleetdesk.base import resources

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def backdrop():
    spec = importlib.util.spec_from_file_location("fleetdesk_backdrop", ROOT / "packaging" / "backdrop.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drawn():
    """The lines of land, borders and lakes in degrees, read as the page reads them."""
    data = resources.path("map", "assets", "outlines.bin").read_bytes()
    counts = struct.unpack_from("<3I", data)
    sizes = struct.unpack_from(f"<{sum(counts)}I", data, 12)
    floats = iter(struct.unpack_from(f"<{sum(counts) * 4 + sum(sizes) * 2}f", data, 12 + 4 * sum(counts)))
    boxes = [tuple(islice(floats, 4)) for _ in sizes]
    lines = [list(batched_pairs(islice(floats, 2 * size))) for size in sizes]
    assert all(
        (*map(min, zip(*line, strict=True)), *map(max, zip(*line, strict=True))) == box
        for line, box in zip(lines, boxes, strict=True)
    )
    degrees = iter(
        [
            [(360 * (x - 0.5), math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))) for x, y in line]
            for line in lines
        ]
    )
    return {
        kind: list(islice(degrees, count)) for kind, count in zip(("land", "borders", "lakes"), counts, strict=True)
    }


@pytest.fixture(scope="module")
def towns():
    return resources.towns()


def batched_pairs(numbers):
    numbers = iter(numbers)
    return zip(numbers, numbers, strict=True)


def inside(ring, lon, lat):
    found = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            found = not found
    return found


def test_a_straight_line_keeps_its_ends_only(backdrop):
    line = [(float(i), 2.0 * i) for i in range(50)]
    assert backdrop.simplify(line, 0.01) == [line[0], line[-1]]


def test_a_corner_further_off_than_the_tolerance_stays(backdrop):
    line = [(0.0, 0.0), (1.0, 0.55), (2.0, 1.0), (3.0, 0.0)]
    assert backdrop.simplify(line, 0.2) == [line[0], line[2], line[3]]
    assert backdrop.simplify(line, 0) == line


@pytest.mark.parametrize(
    ("lon", "lat", "land"),
    [(25.7, 58.9, True), (19.5, 48.7, True), (24.0, 59.8, False), (20.0, 57.5, False), (-30.0, 45.0, False)],
)
def test_land_is_land_and_sea_is_sea(drawn, lon, lat, land):
    assert (sum(inside(ring, lon, lat) for ring in drawn["land"]) % 2 == 1) is land


@pytest.mark.parametrize(("lon", "lat"), [(27.45, 58.7), (26.05, 58.25), (17.7, 46.82), (31.5, 60.8)])
def test_the_great_lakes_are_there(drawn, lon, lat):
    assert any(inside(ring, lon, lat) for ring in drawn["lakes"])


def test_towns_come_in_order_of_rank_and_size_is_told_by_rank(towns):
    ranks = [rank for _name, _lon, _lat, rank in towns]
    assert ranks == sorted(ranks)
    known = {name: rank for name, _lon, _lat, rank in reversed(towns)}
    assert known["Tallinn"] == 0
    assert known["Tallinn"] < known["Tartu"] < known["Keila"]


def test_borders_are_lines_between_lands(drawn):
    places = [place for line in drawn["borders"] for place in line]
    assert any(abs(lon - 26.05) < 0.1 and abs(lat - 57.78) < 0.1 for lon, lat in places)
