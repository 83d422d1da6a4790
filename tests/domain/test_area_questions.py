"""What a server is asked about: the shape that was drawn, in parts short enough for an address."""

import functools
import math
import random

import pytest
import shapely

from fleetdesk.domain.area_questions import MOST_OF_ALL, MOST_POINTS, MOST_REQUESTS, TOLERANCE, questions
from fleetdesk.domain.asked_area import ids_by_rings
from fleetdesk.domain.geo import Area
from tests.day_seed import cases_of_the_day

SQUARE = [(24.0, 58.0), (26.0, 58.0), (26.0, 59.0), (24.0, 59.0)]


def star(corners, deep=0.3, radius=1.0, seed=1):
    """A ragged shape, every other corner of which goes in."""
    dice, turn = random.Random(seed), 2 * math.pi / corners
    far = [radius * (1 - deep * (index % 2) * dice.random()) for index in range(corners)]
    return [(25 + r * math.cos(i * turn), 58 + r * math.sin(i * turn) / 2) for i, r in enumerate(far)]


def corridor(bends, wide=0.002):
    """A road of many bends with a little to each side."""
    road = shapely.LineString([(24 + index * 0.01, 58 + 0.02 * math.sin(index * 1.3)) for index in range(bends)])
    return list(road.buffer(wide).exterior.coords)


SHAPES = {
    "square": SQUARE,
    "circle": star(1500, 0),
    "coast": star(1500, 0.05),
    "ragged": star(1500),
    "corridor": corridor(120),
    "long corridor": corridor(900),
    "tiny": [(25 + (x - 25) / 500, 58 + (y - 58) / 500) for x, y in star(240, 0.2)],
}


HARD = ("coast", "ragged", "long corridor")  # more than 40 requests can ask about, which is said


def asked_shape(asked):
    return shapely.union_all([shapely.Polygon(outer, holes) for outer, holes in asked.parts])


@functools.cache
def asked_about(name):
    """The questions about one of the shapes, which may take seconds."""
    return questions(Area.of(SHAPES[name]))


@pytest.mark.parametrize("name", cases_of_the_day(list(SHAPES), 1))
def test_the_server_is_asked_about_the_shape_that_was_drawn(name):
    area, asked = Area.of(SHAPES[name]), asked_about(name)
    off = asked_shape(asked).symmetric_difference(area.shape).area / area.shape.area
    assert all(len(ring) <= MOST_POINTS + 1 for outer, holes in asked.parts for ring in (outer, *holes))
    assert asked.requests <= MOST_REQUESTS
    assert off == pytest.approx(asked.off, abs=1e-4)
    assert off <= (TOLERANCE + 1e-4 if name not in HARD else 0.2)
    assert bool(asked.remark) == (asked.off >= 1e-6)


def test_a_short_shape_is_asked_about_as_it_is():
    asked = questions(Area.of(SQUARE))
    assert (asked.parts, asked.off, asked.remark) == (Area.of(SQUARE).parts, 0, "")


def test_holes_and_many_parts_are_asked_about_too():
    holed = Area.of_part(star(700, 0.1), [star(300, 0.1, 0.3), [(25.4, 58.1), (25.5, 58.1), (25.5, 58.2)]])
    far = [Area.of([(x, 50), (x + 0.5, 50), (x + 0.5, 51)]) for x in range(50)]
    area = holed
    for each in far:
        area = area.plus(each)
    asked = questions(area)
    assert asked_shape(asked).symmetric_difference(area.shape).area / area.shape.area < 0.02
    assert asked.requests >= 53


def test_nobody_is_lost_where_a_shape_is_cut():
    area, asked = Area.of(SHAPES["corridor"]), asked_about("corridor")
    dice, places = random.Random(4), []
    while len(places) < 2000:
        places.append((dice.uniform(24, 25.2), dice.uniform(57.97, 58.03)))
    answers = [
        ([str(n) for n, is_in in enumerate(Area.of(outer).contains(places)) if is_in], []) for outer, _ in asked.parts
    ]
    ours = {str(n) for n, is_in in enumerate(area.contains(places)) if is_in}
    assert len(ours ^ set(ids_by_rings(answers))) <= 2 + 0.01 * len(ours)
    assert len(asked.parts) > 1


def specks(count, wide=0.01):
    """An area of so many squares, all alike."""
    boxes = [
        shapely.box(20 + n % 100 * 0.05, 50 + n // 100 * 0.05, 20 + n % 100 * 0.05 + wide, 50.01 + n // 100 * 0.05)
        for n in range(count)
    ]
    return Area(shapely.MultiPolygon(boxes))


def test_very_many_parts_are_not_as_many_requests():
    for count in (MOST_OF_ALL + 1, 5000):
        asked = questions(specks(count))
        assert (asked.parts, asked.requests, asked.remark) == ((), 0, "")
        assert f"{count:,} parts and holes" in asked.why_not
        assert "our own positions" in asked.why_not
    whole = questions(specks(MOST_OF_ALL))
    assert (whole.requests, whole.why_not) == (MOST_OF_ALL, "")


def test_very_many_holes_are_not_as_many_requests():
    holed = shapely.box(19, 49, 30, 56).difference(specks(3000).shape)
    assert "3,001 parts and holes" in questions(Area(holed)).why_not


def test_specks_that_hardly_count_are_left_out_and_said():
    land = shapely.box(10, 40, 14, 44)
    asked = questions(Area(shapely.MultiPolygon([land, *specks(2000, 1e-5).shape.geoms])))
    assert asked.requests <= MOST_OF_ALL
    assert asked.why_not == ""
    assert 0 < asked.off <= TOLERANCE
    assert "differs in" in asked.remark
