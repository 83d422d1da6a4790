"""What a unit is doing, and why we say so."""

from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.domain.motion import State, in_words, is_flat, judge
from fleetdesk.domain.units import Position, UnitKind

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def seen(ago_s, **more):
    at = NOW - timedelta(seconds=ago_s)
    return Position("m", "u", UnitKind.VEHICLE, 59.0, 25.0, fixed_at=at, **more)


@pytest.mark.parametrize(
    ("position", "state", "reason"),
    [
        (None, State.SILENT, "never heard of"),
        (seen(5, speed_kmh=52.0, heading_deg=71), State.MOVING, "moving 52 km/h, heading 071°"),
        (seen(5, speed_kmh=0.0, ignition=True), State.IDLING, "standing, ignition on"),
        (seen(5, speed_kmh=0.0, ignition=False), State.STOPPED, "parked, ignition off"),
        (seen(3 * 3600, speed_kmh=0.0, ignition=False), State.STOPPED, "parked, ignition off"),
        (seen(20 * 60, speed_kmh=60.0), State.SILENT, "moving, then silent 20 min"),
        (seen(20 * 60, speed_kmh=0.0, ignition=True), State.SILENT, "ignition on, then silent 20 min"),
        (seen(30 * 3600, speed_kmh=0.0, ignition=False), State.SILENT, "parked, ignition off, silent 30 h"),
        (seen(5, speed_kmh=0.0, ignition=True, has_fix=False), State.IDLING, "no GPS fix, still talking"),
        (seen(20 * 60, speed_kmh=60.0, power_v=10.8), State.SILENT, "battery low (10.8 V), silent 20 min"),
        (seen(20 * 60, speed_kmh=60.0, power_v=21.4), State.SILENT, "battery low (21.4 V), silent 20 min"),
    ],
)
def test_states_have_reasons(position, state, reason):
    motion = judge(position, NOW)
    assert (motion.state, motion.reason) == (state, reason)


@pytest.mark.parametrize(
    ("power_v", "flat"),
    [
        (0.0, False),
        (11.4, True),
        (12.6, False),
        (14.9, False),
        (17.0, True),
        (22.9, True),
        (24.1, False),
        (28.3, False),
    ],
)
def test_a_battery_of_12_or_24_volts_is_flat(power_v, flat):
    assert is_flat(power_v) is flat


@pytest.mark.parametrize(("ago_s", "fade"), [(0, 0), (301, 1), (3601, 2), (86_401, 3)])
def test_signs_fade_in_steps(ago_s, fade):
    assert judge(seen(ago_s, ignition=False), NOW).fade == fade


def test_a_message_from_the_future_is_from_now():
    assert judge(seen(-3600, speed_kmh=50.0), NOW).age == timedelta()


@pytest.mark.parametrize(("seconds", "words"), [(9, "9 s"), (720, "12 min"), (10_800, "3 h"), (500_000, "5 d")])
def test_spans_as_a_dispatcher_says_them(seconds, words):
    assert in_words(timedelta(seconds=seconds)) == words
