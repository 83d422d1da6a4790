"""Coordinates in the notations that people copy from anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.coordinates import bounds_of, far_from, looks_swapped, parse_angle, parse_place, place_doubt

TALLINN = (59.437, 24.754)
DIR = "https://www.google.com/maps/dir"
LINKS = [
    "https://maps.google.com/?q=59%C2%B026'13.2%22N+24%C2%B045'14.4%22E",
    "https://www.google.ee/maps/place/59%C2%B026'13.2%22N+24%C2%B045'14.4%22E/@59.1,24.1,17z",
    f"{DIR}/Tartu/Tallinn/@58.9,25.3,9z/data=!4m14!4m13!1m5!1m1!1s0x0:0x1!2m2!1d26.7!2d58.3!1m5!1m1!1s0!2m2!1d24.754!2d59.437",
    f"{DIR}/58.3,26.7/58.9,25.6/59.437,24.754/@58.9,25.3,9z",
    f"{DIR}//59.437,24.754/@58.9,25.3,9z",
    f"{DIR}/Tartu/59.437,24.754/@58.9,25.3,9z/data=!4m2!4m1!3e0",
    "https://maps.google.com/?saddr=A&daddr=B+to:59.437,24.754",
    "https://www.google.com/maps/place/D/@59.1,24.1,17z/data=!3m6!8m2!3d59.1!4d24.1!3m4!1s0!8m2!3d59.437!4d24.754",
    "comgooglemaps://?q=59.437,24.754&center=59.1,24.1",
    "google.navigation:q=59.437,24.754",
    "maps.google.com/maps?q=loc:59.437,24.754&ll=59.1,24.1",
    "Depot https://maps.google.com/?q=59.437,24.754",
    "https://www.openstreetmap.org/query?lat=59.437&lon=24.754#map=15/59.40/24.70",
    "https://www.openstreetmap.org/directions?engine=car&route=58.3,26.7;59.437,24.754#map=9/58.9/25.6",
    "https://www.openstreetmap.org/directions?from=58.3,26.7&to=59.437,24.754#map=9/58.9/25.6",
    "https://www.openstreetmap.org/export/embed.html?bbox=24,59,25,60&marker=59.437,24.754",
    "https://yandex.ru/maps/?ll=24.1%2C59.1&pt=24.754%2C59.437%2Cpm2rdm&z=12",
    "https://yandex.ru/maps/?ll=24.1,59.1&whatshere[point]=24.754,59.437&whatshere[zoom]=15",
    "https://yandex.com/maps/?rtext=58.3,26.7~59.437,24.754&rtt=auto",
    "https://ya.ru/maps/?ll=24.754,59.437&z=3",
    "https://yandex.ee/maps/?ll=24.1%2C59.1&text=59.437%2C24.754",
    "yandexnavi://build_route_on_map?lat_to=59.437&lon_to=24.754",
    "https://www.bing.com/maps?sp=point.59.437_24.754_Depot&cp=59.1~24.1&lvl=12",
    "https://www.bing.com/maps?rtp=pos.58.3_26.7_A~pos.59.437_24.754_B&cp=59.1~24.1",
    "https://waze.com/ul?q=Depot&ll=59.437,24.754&z=10",
    "waze://?ll=59.437,24.754",
    "https://www.waze.com/live-map/directions?to=ll.59.437%2C24.754&from=ll.58.3%2C26.7",
    "https://mapy.cz/zakladni?x=24.1&y=59.1&z=12&source=coor&id=24.754%2C59.437",
    "https://mapy.com/en/zakladni?source=coor&id=24.754,59.437&x=24.1&y=59.1",
    "https://mapy.cz/zakladni?q=59.437N,%2024.754E",
    "https://mapy.com/fnc/v1/showmap?center=24.754,59.437&marker=true",
    "https://mapy.com/fnc/v1/route?end=24.754,59.437",
    "https://en.mapy.cz/turisticka?x=24.754&y=59.437&z=12",
    "https://maps.apple.com/?ll=59.1,24.1&q=59.437,24.754",
    "https://maps.apple.com/?ll=59.437,24.754&q=Depot&z=10",
    "https://maps.apple.com/?saddr=58.3,26.7&daddr=59.437,24.754&sll=59.1,24.1",
    "https://maps.apple.com/place?coordinate=59.437,24.754&name=Depot&center=59.1,24.1",
    "https://share.here.com/l/59.437,24.754,Depot",
    "https://wego.here.com/directions/drive/A:58.3,26.7/B:59.437,24.754",
    "https://example.org/show?lat=59.437&lng=24.754",
]
ESTONIA = (57.5, 22.0, 59.8, 28.0)


@pytest.mark.parametrize(
    "text",
    ["59.437, 24.754", "59.437,24.754", "59.437 24.754", "59,437 24,754", "59,437; 24,754", "59,437,24,754",
     "(59.437, 24.754)", "59.437/24.754", "59.437\t24.754", "N59 26.22 E24 45.24", "59°26'13.2\"N 24°45'14.4\"E",
     "59°26′13.2″N, 24°45′14.4″E", "N 59° 26,22' E 24° 45,24'", "24.754E 59.437N", "E24.754 N59.437",
     "59.437°N 24.754°E", "59.437° N / 24.754° E", "N 59.437 | E 24.754", "59,437 N; 24,754 E",
     "Lat.: 59,437 Lon.: 24,754", "Lon 24.754, Lat 59.437",
     "Laius: 59,437; pikkus: 24,754", "широта 59.437 долгота 24.754",
     "latitude=59.437&longitude=24.754", "Breite 59,437° Länge 24,754°",
     "\u202a59.437, 24.754\u202c", "\ufeff59.437,\u200b24.754", "59.437\u2009N\u00a024.754\u2009E",
     "59°26'13.2\" с.ш. 24°45'14.4\" в.д.", "GPS: 59.437, 24.754", "Koordinaadid: N59.437 E24.754",
     "zem. šírka 59,437 zem. dĺžka 24,754", "59.437；24.754", "59:26:13.2N 24:45:14.4E",
     "59°26'13.2''N 24°45'14.4''E", "59.437,\n24.754",
     "59° 26.22' 24° 45.24'", "59.437n, 24.754e", "lat: 59.437, lon: 24.754", '{"lat": 59.437, "lng": 24.754}',
     "geo:59.437,24.754", "geo:59.437,24.754;u=35", "geo:0,0?q=59.437,24.754(Depot)",
     "https://www.google.com/maps/@59.437,24.754,15z", "https://maps.google.com/?q=59.437,24.754",
     "https://www.google.com/maps/place/A/@59.1,24.1,17z/data=!3m1!4b1!4m6!8m2!3d59.437!4d24.754",
     "https://www.google.com/maps/search/?api=1&query=59.437%2C24.754",
     "https://www.google.com/maps/search/59.437,+24.754", "https://www.google.com/maps/dir/?api=1&destination=59.437,24.754",
     "https://www.openstreetmap.org/?mlat=59.437&mlon=24.754#map=15/59.1/24.1",
     "https://www.openstreetmap.org/#map=15/59.437/24.754", "https://www.waze.com/ul?ll=59.437%2C24.754&navigate=yes",
     "https://www.waze.com/live-map/directions?to=ll.59.437%2C24.754", "https://maps.apple.com/?ll=59.437,24.754",
     "https://yandex.com/maps/?pt=24.754,59.437&z=12", "https://www.bing.com/maps?cp=59.437~24.754",
     *LINKS],
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
     ("geo:0,0?q=Tamme+1,Tallinn", "names an address"), ("geo:0,0", "holds no"),
     ("https://www.google.com/maps/place/Depot/@59.4,24.7,17z", "view that it shows is no place"),
     ("https://www.google.com/maps/search/fuel/@59.4,24.7,14z", "no place"),
     ("https://maps.google.com/?q=Depot&ll=59,24", "no place"),
     (f"{DIR}/Tallinn/Tartu/@58.9,25.3,9z", "no place"), (f"{DIR}/59.4,24.7/Tartu/@58.9,25.3,9z/data=!3e0", "no place"),
     (f"{DIR}/?api=1&destination=Tartu&origin=59.4,24.7", "no place"),
     ("https://www.openstreetmap.org/node/12#map=15/59.4/24.7", "no place"),
     ("https://yandex.com/maps/org/depot/12/?ll=24.7,59.4&z=17", "no place"),
     ("https://yandex.com/maps/?ll=24.7,59.4&pt=24.1,59.1~24.2,59.2", "no place"),
     ("https://yandex.com/maps/?rtext=59.4,24.7~&ll=24.7,59.4", "no place"),
     ("https://www.bing.com/maps?osid=abc&cp=59.4~24.7", "no place"),
     ("https://mapy.com/cs/turisticka?vlastni-body&ut=A&uc=9abc&x=24.7&y=59.4", "no place"),
     ("https://www.bing.com/maps?q=depot&cp=59.4~24.7", "no place"),
     ("https://www.bing.com/maps?rtp=pos.59.4_24.7~adr.Tartu&cp=59.4~24.7", "no place"),
     ("https://mapy.cz/zakladni?source=addr&id=12&x=24.7&y=59.4", "no place"),
     ("https://mapy.cz/zakladni?planovani-trasy&rc=9abc&x=24.7&y=59.4", "no place"),
     ("https://maps.apple.com/?daddr=Tartu&ll=59.4,24.7", "no place"), ("https://www.waze.com/ul?q=Tartu", "no place"),
     ("https://example.org/?ll=59.4,24.7", "cannot tell which of 59.4 and 24.7"),
     ("https://2gis.ru/geo/24.7,59.4", "cannot tell which"), ("https://maps.app.goo.gl/abc?g_st=ic", "holds no"),
     ("x" * 5000, "no coordinates"), ("=59.4+1", "no coordinates|no two")],
)  # fmt: skip
def test_what_is_no_place_is_told(text, sentence):
    with pytest.raises(UsageError, match=sentence):
        parse_place(text)


@pytest.mark.parametrize(
    "text",
    ["https://www.google.com/maps/@59.437,24.754,15z", "https://www.openstreetmap.org/#map=15/59.437/24.754",
     "https://yandex.com/maps/?ll=24.754%2C59.437&z=12", "https://www.bing.com/maps?cp=59.437~24.754",
     "https://mapy.cz/zakladni?x=24.754&y=59.437&z=12", "https://maps.apple.com/?ll=59.437,24.754&z=12",
     "https://maps.google.com/?ll=59.437,24.754", "https://wego.here.com/?map=59.437,24.754,15,normal"],
)  # fmt: skip
def test_the_middle_of_a_view_is_a_place_with_a_doubt(text):
    assert parse_place(text) == TALLINN
    assert "middle of the view" in place_doubt(text)


def test_a_pin_is_no_doubt_and_an_unknown_map_is_one():
    for text in ("59.437, 24.754", "https://maps.google.com/?q=59.437,24.754", "geo:59.437,24.754"):
        assert place_doubt(text) == ""
    assert "does not know the map" in place_doubt("https://example.org/show?lat=59.437&lng=24.754")


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
    assert parse_place(f"https://yandex.com/maps/?pt={lon:.6f},{lat:.6f}") == there
    assert parse_place(f"https://mapy.cz/zakladni?source=coor&id={lon:.6f}%2C{lat:.6f}&x=1&y=2") == there


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
