"""Areas out of GeoJSON documents: every wrapping, and a sentence on each thing that is left out."""

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.geo import Area

ONE = {"type": "Polygon", "coordinates": [[[24, 58], [26, 58], [26, 59], [24, 59], [24, 58]]]}
TWO = {"type": "Polygon", "coordinates": [[[10, 50, 7.5], [11, 50, 7.5], [11, 51, 7.5], [10, 50, 7.5]]]}
SLIVER = [[[24.1, 59.1], [24.1000001, 59.1], [24.1, 59.1000001], [24.1, 59.1]]]
CROSSED = [[[24, 58], [26, 59], [26, 58], [24, 59], [24, 58]]]
POINT, LINE = {"type": "Point", "coordinates": [25, 58]}, {"type": "LineString", "coordinates": [[25, 58], [26, 58]]}


def collection(*geometries):
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def features(*geometries):
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": each} for each in geometries]}


def many(*polygons):
    return {"type": "MultiPolygon", "coordinates": list(polygons)}


@pytest.mark.parametrize(
    "document",
    [
        collection(ONE, TWO),
        collection(collection(ONE), collection(collection(TWO))),
        features(collection(ONE, TWO), None),
        features(collection(ONE), TWO),
        collection(many(ONE["coordinates"], TWO["coordinates"])),
        {"type": "Feature", "geometry": collection(many(ONE["coordinates"]), TWO)},
    ],
)
def test_polygons_are_found_wherever_they_stand(document):
    area = Area.from_geojson(document)
    assert area.contains([(25, 58.5), (10.8, 50.2), (20, 20)]) == [True, True, False]
    assert area.remarks == ()


def test_points_and_lines_beside_them_are_counted_and_said():
    area = Area.from_geojson(features(POINT, collection(ONE, LINE, POINT), {"type": "MultiPoint", "coordinates": []}))
    assert area.remarks == ("Left out, for only polygons are areas: 3 points and 1 line.",)


@pytest.mark.parametrize("bad", [SLIVER, CROSSED, [[["a"]]], [], [[[200, 58], [201, 58], [201, 59]]], None, 7])
def test_one_bad_part_costs_that_part_and_is_named(bad):
    area = Area.from_geojson(many(ONE["coordinates"], bad, TWO["coordinates"]))
    assert area.contains([(25, 58.5), (10.8, 50.2)]) == [True, True]
    (remark,) = area.remarks
    assert remark.startswith("Part 2 of 3 was left out: ")


def test_where_no_part_is_left_each_fault_is_said():
    with pytest.raises(UsageError, match=r"No part.*Part 1 of 2.*one line|different.*Part 2 of 2.*crosses itself"):
        Area.from_geojson(many(SLIVER, CROSSED))
    with pytest.raises(UsageError, match=r"no polygon.*2 points"):
        Area.from_geojson(collection(POINT, POINT))


def test_many_bad_parts_are_counted():
    area = Area.from_geojson(many(ONE["coordinates"], *[SLIVER] * 9))
    assert len(area.remarks) == 4
    assert area.remarks[-1] == "Parts left out besides: 6."


def test_a_document_nested_a_thousand_times_is_read():
    document = ONE
    for _ in range(5000):
        document = collection(document)
    assert Area.from_geojson(document).contains([(25, 58.5)]) == [True]


def test_a_hole_is_no_part_of_it():
    hole = [[24.5, 58.4], [25.5, 58.4], [25.5, 58.6], [24.5, 58.6], [24.5, 58.4]]
    area = Area.from_geojson({"type": "Polygon", "coordinates": [*ONE["coordinates"], hole]})
    assert area.contains([(25, 58.5), (24.2, 58.2)]) == [False, True]
