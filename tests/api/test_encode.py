"""Parameters as each operation wants them."""

import json
from datetime import UTC, datetime

import pytest

from fleetdesk.api.encode import encode
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.base.errors import UsageError
from fleetdesk.commands.ask import pairs

MOMENT = datetime(2017, 10, 24, tzinfo=UTC)


def test_history_is_asked_in_the_compact_format():
    given = {"period_start": MOMENT, "period_stop": "2017-10-31T23:59:59Z", "vehicle_id": "000AAA"}
    encoded = encode(OPERATIONS["history.trips"], given)
    assert encoded.query == [
        ("period_start", "2017-10-2400:00:00"),
        ("period_stop", "2017-10-3123:59:59"),
        ("vehicle_id", "000AAA"),
    ]


def test_repeated_times_are_spaced():
    words = ["datetime=2021-11-30 22:00:00", "datetime=2021-12-08T21:59:59Z"]
    assert encode(OPERATIONS["worktime.list"], pairs(words)).query == [
        ("datetime[]", "2021-11-30 22:00:00"),
        ("datetime[]", "2021-12-08 21:59:59"),
    ]


def test_an_id_cannot_leave_its_place_in_the_path():
    assert encode(OPERATIONS["positions.get"], {"object_id": "../login"}).path == "routelog/..%2Flogin"


def test_words_of_a_command_line_become_values():
    words = [
        "object_id=A",
        "lat=59.4",
        "lon=24.7",
        "start_time=2025-01-20T08:00:00Z",
        "stop_time=2025-01-20 17:00:00",
        "order_ref=R",
        "active=true",
        "status=2",
    ]
    body = encode(OPERATIONS["tasks.create"], pairs(words)).json
    assert body["lat"] == 59.4
    assert body["start_time"] == "2025-01-20 08:00:00"
    assert body["active"] is True
    assert body["status"] == 2


def test_events_are_numbers():
    given = pairs(["object_id=A", "zoneId=93", "events=1", "events=2"])
    assert encode(OPERATIONS["vehicles.link_geozone"], given).json["events"] == [1, 2]


def test_geometry_travels_as_text():
    shape = {"type": "circle", "radius": 5}
    given = {"name": "Yard", "geometry": shape}
    assert encode(OPERATIONS["geozones.create"], given).json["geometry"] == '{"type":"circle","radius":5}'


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"object_id": "A", "odd": 1}, "no parameter odd"),
        ({}, "needs object_id"),
        ({"object_id": ""}, "needs object_id"),
    ],
)
def test_names_are_checked(given, words):
    with pytest.raises(UsageError, match=words):
        encode(OPERATIONS["positions.get"], given)


@pytest.mark.parametrize("word", ["lat=north", "start_time=soon", "active=maybe", "status=1.5"])
def test_unreadable_values_are_named(word):
    given = pairs(
        [
            "object_id=A",
            "lat=1",
            "lon=1",
            "start_time=2025-01-20T08:00:00Z",
            "stop_time=2025-01-20T09:00:00Z",
            "order_ref=R",
        ]
    )
    with pytest.raises(UsageError, match=word.split("=")[0]):
        encode(OPERATIONS["tasks.create"], {**given, **pairs([word])})


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("tasks.list", {"limit": "1" * 400}),
        ("positions.get", {"object_id": "\ud800"}),
        (
            "tasks.create",
            {"object_id": "a", "lat": 1, "lon": 2, "start_time": MOMENT, "stop_time": MOMENT, "order_ref": "\udcff"},
        ),
        ("worktime.list", {"datetime": "[NaN"}),
        ("drivers.list", {"object_id": "[" * 100_000}),
        ("geozones.create", {"name": "x", "geometry": "[" * 100_000}),
        ("vehicles.in_area", {"coordinates": [[float("nan"), 5]]}),
        ("vehicles.link_geozone", {"events": "[NaN]"}),
        ("history.track", {"vehicle_id": "a", "start_from": "0001-01-01"}),
        ("tasks.list", {"limit": {}}),
    ],
)
def test_what_no_request_can_hold_is_refused_or_sent_whole(operation, given):
    try:
        encoded = encode(OPERATIONS[operation], given)
    except UsageError:
        return
    json.dumps([encoded.path, encoded.query, encoded.json], ensure_ascii=False, allow_nan=False).encode()
