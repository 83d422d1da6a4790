"""What tasks, templates, areas and vendors' lists know becomes known places; what has no place or name does not."""

import json

import pytest

from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.origins import of_areas, of_listed, of_tasks, of_templates
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.domain.tasks import Start, Task


def test_a_task_gives_its_place_and_its_start():
    task = Task("m", 7, lat=58.5, lon=25.0, address=" Tamme 1 ", start=Start(59.0, 24.0, "Ladu"))
    assert list(of_tasks([task])) == [
        ("m/7", KnownPlace("Tamme 1", 58.5, 25.0, PlaceSource.TASK)),
        ("m/7 start", KnownPlace("Ladu", 59.0, 24.0, PlaceSource.TASK)),
    ]


@pytest.mark.parametrize(
    ("address", "lat", "lon"),
    [("Tamme 1", None, 25.0), ("", 58.5, 25.0), (None, 58.5, 25.0), ("—", 58.5, 25.0), ("Tamme 1", 0.0, 0.0)],
)
def test_what_has_no_words_or_no_place_is_none(address, lat, lon):
    assert list(of_tasks([Task("m", 7, lat=lat, lon=lon, address=address)])) == []


def test_what_vendors_list_is_known_by_name_and_address():
    listed: list[Poi | Place | Geozone] = [
        Poi("m", 5, 58.5, 25.0, "Selver", address="Tamme 1"),
        Place("v", 6, "Depoo", "Depoo", 59.0, 24.0),
    ]
    zone = Geozone("m", 7, "Sadam", 59.4, 24.7)
    assert [(each.label, each.source) for _key, each in of_listed([*listed, zone])] == [
        ("Selver, Tamme 1", PlaceSource.POI),
        ("Depoo", PlaceSource.VISITED),
        ("Sadam", PlaceSource.GEOZONE),
    ]


def test_templates_and_areas_are_read_and_damaged_ones_are_left_out():
    template = json.dumps({"address": "Tamme 1", "lat": 58.5, "lon": 25.0})
    square = {"type": "Polygon", "coordinates": [[[24, 58], [26, 58], [26, 60], [24, 60], [24, 58]]]}
    bad = {"damaged": "{", "a list": "[1]", "of texts": json.dumps({"address": 1, "lat": "a", "lon": True})}
    assert [each.label for _key, each in of_templates({"Iga päev": template, **bad})] == ["Tamme 1"]
    assert [(each.label, each.lat, each.lon) for _key, each in of_areas({"Sadam": json.dumps(square), **bad})] == [
        ("Sadam", 59.0, 25.0)
    ]
