"""Parameters as each operation wants them."""

from datetime import UTC, datetime

import pytest

from fleetdesk.api.encode import encode
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.commands.ask import pairs
from fleetdesk.errors import UsageError

MOMENT = datetime(2017, 10, 24, tzinfo=UTC)


def test_history_is_asked_in_the_compact_format():
    given = {"period_start": MOMENT, "period_stop": "2017-10-31T23:59:59Z", "vehicle_id": "000AAA"}
    encoded = encode(OPERATIONS["history.trips"], given)
    assert encoded.query == [
        ("period_start", "2017-10-2400:00:00"), ("period_stop", "2017-10-3123:59:59"), ("vehicle_id", "000AAA"),
    ]  # fmt: skip


def test_repeated_times_are_spaced():
    words = ["datetime=2021-11-30 22:00:00", "datetime=2021-12-08T21:59:59Z"]
    assert encode(OPERATIONS["worktime.list"], pairs(words)).query == [
        ("datetime[]", "2021-11-30 22:00:00"), ("datetime[]", "2021-12-08 21:59:59"),
    ]  # fmt: skip


def test_an_id_cannot_leave_its_place_in_the_path():
    assert encode(OPERATIONS["positions.get"], {"object_id": "../login"}).path == "routelog/..%2Flogin"


def test_words_of_a_command_line_become_values():
    words = ["object_id=A", "lat=59.4", "lon=24.7", "start_time=2025-01-20T08:00:00Z", "stop_time=2025-01-20 17:00:00",
             "order_ref=R", "active=true", "status=2"]  # fmt: skip
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
    given = pairs(["object_id=A", "lat=1", "lon=1", "start_time=2025-01-20T08:00:00Z",
                   "stop_time=2025-01-20T09:00:00Z", "order_ref=R"])  # fmt: skip
    with pytest.raises(UsageError, match=word.split("=")[0]):
        encode(OPERATIONS["tasks.create"], {**given, **pairs([word])})
