"""Coordinates in the notations that people copy from anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.domain.coordinates import bounds_of, far_from, looks_swapped, parse_angle, parse_place
from fleetdesk.errors import UsageError

TALLINN = (59.437, 24.754)
ESTONIA = (57.5, 22.0, 59.8, 28.0)


@pytest.mark.parametrize(
    "text",
    ["59.437, 24.754", "59.437,24.754", "59.437 24.754", "59,437 24,754", "59,437; 24,754", "59,437,24,754",
     "(59.437, 24.754)", "59.437/24.754", "59.437\t24.754", "N59 26.22 E24 45.24", "59°26'13.2\"N 24°45'14.4\"E",
     "59°26′13.2″N, 24°45′14.4″E", "N 59° 26,22' E 24° 45,24'", "24.754E 59.437N", "E24.754 N59.437",
     "59.437°N 24.754°E",
     "59° 26.22' 24° 45.24'", "59.437n, 24.754e", "lat: 59.437, lon: 24.754", '{"lat": 59.437, "lng": 24.754}',
     "geo:59.437,24.754", "geo:59.437,24.754;u=35", "geo:0,0?q=59.437,24.754(Depot)",
     "https://www.google.com/maps/@59.437,24.754,15z", "https://maps.google.com/?q=59.437,24.754",
     "https://www.google.com/maps/place/A/@59.1,24.1,17z/data=!3m1!4b1!4m6!8m2!3d59.437!4d24.754",
     "https://www.google.com/maps/search/?api=1&query=59.437%2C24.754",
     "https://www.google.com/maps/search/59.437,+24.754", "https://www.google.com/maps/dir/?api=1&destination=59.437,24.754",
     "https://www.openstreetmap.org/?mlat=59.437&mlon=24.754#map=15/59.1/24.1",
     "https://www.openstreetmap.org/#map=15/59.437/24.754", "https://www.waze.com/ul?ll=59.437%2C24.754&navigate=yes",
     "https://www.waze.com/live-map/directions?to=ll.59.437%2C24.754", "https://maps.apple.com/?ll=59.437,24.754",
     "https://yandex.com/maps/?pt=24.754,59.437&z=12", "https://www.bing.com/maps?cp=59.437~24.754"],
)  # fmt: skip
def test_every_notation(text):
    assert parse_place(text) == pytest.approx(TALLINN, abs=1e-6)


def test_the_south_and_the_west_are_negative():
    assert parse_place("S33 27 W70 40.5") == pytest.approx((-33.45, -70.675))
    assert parse_place("-33.45, -70.675") == (-33.45, -70.675)
    assert parse_place("−33.45 −70.675") == (-33.45, -70.675)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "no coordinates"), ("Tamme 1, Tallinn", "no coordinates|no two"), ("59.437", "no coordinates"),
     ("59,24", "no coordinates"), ("124.7, 59.4", "swapped"), ("59.4, 204.7", "Longitude 204.7"),
     ("N59 70 E24 10", "part of 60"), ("N59 N24", "no two"), ("https://maps.app.goo.gl/x", "holds no coordinates"),
     ("https://[x/@59.4,24.7", "holds no"), ("59.4, 24.7, 1.0", "no coordinates"), ("N59.5 26 E24 1", "no coordinate"),
     ("x" * 5000, "no coordinates"), ("=59.4+1", "no coordinates|no two")],
)  # fmt: skip
def test_what_is_no_place_is_told(text, sentence):
    with pytest.raises(UsageError, match=sentence):
        parse_place(text)


def test_one_coordinate_alone():
    assert parse_angle("59,437", "NS") == parse_angle("59°26'13.2\"N", "NS") == pytest.approx(59.437)
    with pytest.raises(UsageError, match="is a longitude"):
        parse_angle("24.754E", "NS")


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_whatever_is_written_is_read_back(lat, lon):
    there = pytest.approx((lat, lon), abs=1e-5)
    assert parse_place(f"{lat:.6f}, {lon:.6f}") == there
    assert parse_place(f"{lat:.6f} {lon:.6f}".replace(".", ",")) == there
    assert parse_place(f"{'NS'[lat < 0]}{abs(lat):.6f} {'EW'[lon < 0]}{abs(lon):.6f}") == there
    assert parse_place(f"https://www.google.com/maps/@{lat:.6f},{lon:.6f},15z") == there


@given(st.text(max_size=60) | st.text("0123456789.,;- NSEW°'\"", max_size=40))
def test_any_text_is_a_place_or_a_sentence(text):
    refused, lat, lon = "", 0.0, 0.0
    try:
        lat, lon = parse_place(text)
    except UsageError as error:
        refused = str(error)
    assert refused.endswith(".") or not refused
    assert abs(lat) <= 90
    assert abs(lon) <= 180


def test_swapped_and_far_are_told_apart():
    assert looks_swapped(24.754, 59.437, ESTONIA)
    assert not looks_swapped(*TALLINN, ESTONIA)
    assert not looks_swapped(48.1, 17.1, ESTONIA)
    assert far_from(48.1, 17.1, ESTONIA)
    assert not far_from(60.2, 24.9, ESTONIA)
    assert not far_from(48.1, 17.1, None)


def test_bounds_leave_out_what_cannot_be_a_place():
    fleet = [(58.0 + number / 200, 25.0) for number in range(200)]
    assert bounds_of([*fleet, (0.0, 0.0), (None, None), (-33.0, 151.0)])[0] >= 58.0
    assert bounds_of([(None, 1.0)]) is None
