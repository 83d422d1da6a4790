"""Every odd way in which the two vendors write a value."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.api import scalars

TALLINN = ZoneInfo("Europe/Tallinn")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (12, 12),
        ("12", 12),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("", None),
        ("-", None),
        (None, None),
        ("357°", 357),
        (float("nan"), None),
        (float("inf"), None),
        (2**70, None),
        (17246981848, 17246981848),
        ([], None),
    ],
)
def test_number(given, wanted):
    assert scalars.number(given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"), [("357°", 357), (357, 357), (360, 0), ("0°", 0), ("", None), (None, None)]
)
def test_degrees(given, wanted):
    assert scalars.degrees(given) == wanted


@pytest.mark.parametrize(
    "given",
    [
        "2022-03-15 21:25:00",
        "2022-03-15T21:25:00Z",
        "2022-03-1521:25:00",
        "15.03.2022 21:25",
        "2022-03-15T23:25:00+02:00",
        "2022-03-15T21:25:00.000Z",
    ],
)
def test_every_way_to_write_a_time(given):
    assert scalars.utc(given) == datetime(2022, 3, 15, 21, 25, tzinfo=UTC)


@pytest.mark.parametrize("given", ["", None, "2022-13-01 00:00:00", "soon", 5, "2001-01-01T00:00:00Z"])
def test_no_time(given):
    assert scalars.utc(given) is None


def test_a_local_arrival_is_recognised_by_the_fix():
    fixed = scalars.utc("2019-08-30 08:56:09")
    wanted = datetime(2019, 8, 30, 8, 56, 15, tzinfo=UTC)
    assert scalars.arrival("2019-08-30 11:56:15", fixed, TALLINN) == wanted
    assert scalars.arrival("2019-08-30T08:56:15Z", fixed, TALLINN) == wanted


@pytest.mark.parametrize(("given", "wanted"), [("00:05:02", 302), (302, 302), ("302", 302), ("", None)])
def test_duration(given, wanted):
    assert scalars.duration(given) == wanted


def test_speed_in_tenths_and_metres():
    assert scalars.kmh_from_tenths(455) == 45.5
    assert scalars.km_from_m(1600) == 1.6


def test_text_can_always_be_stored():
    assert scalars.text(json.loads('"\\ud800x"')).encode("utf-8")


@given(JSON)
def test_nothing_makes_a_reader_fail(value):
    readers = (
        scalars.number,
        scalars.integer,
        scalars.text,
        scalars.flag,
        scalars.unset,
        scalars.degrees,
        scalars.utc,
        scalars.duration,
        scalars.latitude,
        scalars.longitude,
        scalars.texts,
    )
    for read in readers:
        read(value)
