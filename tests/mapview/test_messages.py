"""Nothing that the page says is believed before it is checked."""

import json
import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.mapview.messages import Rate, RefusedMessage, read, shape
from fleetdesk.mapview.shapes import DrawnShape, area_message, crossing

SQUARE = [[24, 58], [25, 58], [25, 59], [24, 59]]
GOOD: dict[str, dict[str, Any]] = {
    "ready": {},
    "ack": {"seq": 1, "units": 10_000, "ms": 12.5},
    "unit": {"key": "m/1", "ctrl": False, "shift": True},
    "open": {"key": "m/1"},
    "cluster": {"keys": ["m/1", "m/2"], "ctrl": True},
    "background": {"lat": 58.5, "lon": 25},
    "context": {"lat": 58.5, "lon": 25, "key": "", "x": 4, "y": 5.5},
    "box": {"south": 58, "west": 24, "north": 59, "east": 25, "mode": "add"},
    "shape": {"kind": "polygon", "ring": SQUARE, "mode": "replace"},
    "circle": {"kind": "circle", "ring": SQUARE, "mode": "add", "center": [24.5, 58.5], "radius_m": 900},
    "edited": {"kind": "polygon", "ring": SQUARE, "mode": "replace", "index": 0, "holes": [SQUARE]},
    "edited_circle": {"kind": "circle", "ring": SQUARE, "mode": "replace", "index": 1, "center": [1, 2], "radius_m": 5},
    "refused": {"reason": "crossing"},
    "tool": {"name": "lasso"},
    "view": {"lat": 58, "lon": 25, "zoom": 7.5},
    "corner": {"number": 2, "of": 5},
    "follow_ended": {},
    "picked": {"name": "start", "lat": 58.5, "lon": 25},
    "task": {"task": "m/7", "ctrl": False},
    "task_open": {"task": "m/7"},
    "task_menu": {"task": "m/7", "x": 4, "y": 5.5},
    "task_cluster": {"tasks": ["m/7", "m/8"]},
}


def said(name, **fields):
    return json.dumps({"t": name, **GOOD[name], **fields})


@pytest.mark.parametrize("name", GOOD)
def test_every_agreed_message_is_read(name):
    assert read(said(name))[0] == name


@pytest.mark.parametrize("name", GOOD)
def test_a_field_more_or_less_is_refused(name):
    with pytest.raises(RefusedMessage):
        read(said(name, extra=1))
    for field in GOOD[name]:
        with pytest.raises(RefusedMessage):
            read(json.dumps({"t": name, **{key: value for key, value in GOOD[name].items() if key != field}}))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("unit", {"key": 5}),
        ("unit", {"key": "x" * 301}),
        ("unit", {"ctrl": 1}),
        ("background", {"lat": 90.1}),
        ("background", {"lat": "58"}),
        ("background", {"lat": True}),
        ("background", {"lon": None}),
        ("background", {"lon": 1e400}),
        ("ack", {"seq": 1.5}),
        ("ack", {"seq": -1}),
        ("box", {"mode": "delete"}),
        ("box", {"mode": ["add"]}),
        ("shape", {"ring": SQUARE[:2]}),
        ("shape", {"ring": [[24, 58], [24, 58], [24, 58]]}),
        ("shape", {"ring": [[24, 58, 3], *SQUARE]}),
        ("shape", {"ring": {"0": 1}}),
        ("shape", {"ring": [[24, 158], *SQUARE]}),
        ("shape", {"kind": "select"}),
        ("circle", {"radius_m": 0}),
        ("circle", {"radius_m": 3e7}),
        ("edited", {"holes": "none"}),
        ("cluster", {"keys": ["k"] * 2001}),
        ("refused", {"reason": "<b>"}),
        ("view", {"zoom": 99}),
    ],
)
def test_wrong_types_and_ranges_are_refused(name, fields):
    with pytest.raises(RefusedMessage):
        read(said(name, **fields))


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "5", "{", '{"t": 5}', '{"t": "eval"}', '{"t": ["unit"]}', "[" * 60_000]
)
def test_what_is_no_message_is_refused(text):
    with pytest.raises(RefusedMessage):
        read(text)


def test_more_than_64_kilobytes_are_refused():
    with pytest.raises(RefusedMessage, match="large"):
        read(said("open", key="x" * 65_536))


def test_64_kilobytes_are_counted_in_bytes():
    with pytest.raises(RefusedMessage, match="large"):
        read(said("ready") + "€" * 22_000)


def test_more_than_2000_points_are_refused():
    ring = [[round(math.cos(i / 400), 4), round(math.sin(i / 400), 4)] for i in range(2001)]
    with pytest.raises(RefusedMessage, match="ring"):
        read(said("shape", ring=ring))


def test_nan_is_refused():
    with pytest.raises(RefusedMessage):
        read('{"t": "background", "lat": NaN, "lon": 1}')


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with suppress(RefusedMessage):
        read(text)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=20))
def test_any_ring_is_read_or_refused(value):
    with pytest.raises(RefusedMessage):
        read(said("shape", ring=value))


def test_a_ring_is_closed():
    assert read(said("shape"))[1]["ring"][-1] == (24, 58)


def test_a_shape_that_crosses_itself_is_refused():
    bow = [[24, 58], [25, 59], [25, 58], [24, 59]]
    with pytest.raises(RefusedMessage, match="crossing"):
        shape(read(said("shape", ring=bow))[1])


def test_a_good_shape_is_a_drawn_shape():
    drawn = shape(read(said("circle"))[1])
    assert drawn == DrawnShape(
        "circle", tuple((lon, lat) for lon, lat in [*SQUARE, SQUARE[0]]), "add", (24.5, 58.5), 900.0
    )


def test_crossing_knows_a_star_from_its_hull():
    corners = [(math.cos(2 * math.pi * i / 5), math.sin(2 * math.pi * i / 5)) for i in range(5)]
    assert not crossing([*corners, corners[0]])
    star = [corners[i] for i in (0, 2, 4, 1, 3, 0)]
    assert crossing(star)


def test_the_area_is_told_as_rings_with_circles_kept():
    circle = DrawnShape("circle", ((0, 0), (1, 0), (1, 1), (0, 0)), center=(0.5, 0.5), radius_m=3.0)
    message = area_message([[[(0, 0), (1, 0), (1, 1)]], circle])
    assert message[0] == {"rings": [[[0, 0], [1, 0], [1, 1]]]}
    assert message[1]["center"] == [0.5, 0.5]


def test_an_area_with_a_hole_in_its_numbers_is_refused():
    with pytest.raises(ValueError, match="three points"):
        area_message([[[(0, 0), (1, math.nan), (1, 1)]]])


def test_the_rate_lets_a_burst_pass_and_then_so_many_a_second():
    now = [0.0]
    rate = Rate(10, lambda: now[0])
    assert [rate.allows() for _ in range(25)] == [True] * 20 + [False] * 5
    now[0] = 1.0
    assert [rate.allows() for _ in range(12)] == [True] * 10 + [False] * 2
