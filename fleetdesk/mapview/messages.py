"""The page's messages: each is checked for type, range and size before anything uses it."""

import json
from collections.abc import Callable
from math import isfinite
from time import monotonic
from typing import Any

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext
from fleetdesk.mapview.shapes import DRAWN, MAX_CORNERS, MODES, TOOLS, DrawnShape, Ring, crossing

MAX_BYTES, MAX_KEYS = 64 * 1024, 2_000

Check = Callable[[Any], Any]


class RefusedMessage(ValueError):
    """A message breaks the rules; the text names the field, never the value."""


def number(low: float, high: float) -> Check:
    """Make a check for a finite number from low to high."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RefusedMessage("not a number")
        if not isfinite(value) or not low <= value <= high:
            raise RefusedMessage("out of range")
        return float(value)

    return check


def whole(low: int, high: int) -> Check:
    """Make a check for a whole number from low to high."""
    in_range = number(low, high)

    def check(value: Any) -> int:
        if in_range(value) != int(value):
            raise RefusedMessage("not whole")
        return int(value)

    return check


def text(longest: int) -> Check:
    """Make a check for a text of at most so many characters."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > longest:
            raise RefusedMessage("not a short text")
        return value

    return check


def one_of(choices: tuple[str, ...]) -> Check:
    """Make a check for one of the given words."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise RefusedMessage("not one of the known words")
        return value

    return check


def flag(value: Any) -> bool:
    """Check that it is true or false."""
    if not isinstance(value, bool):
        raise RefusedMessage("not true or false")
    return value


def keys(value: Any) -> tuple[str, ...]:
    """Check that it is a list of at most MAX_KEYS keys."""
    if not isinstance(value, list) or len(value) > MAX_KEYS:
        raise RefusedMessage("not a list of keys")
    return tuple(KEY(item) for item in value)


def ring(value: Any) -> Ring:
    """Check that it is a ring of [lon, lat] and close it; the page may leave out the repeated first point."""
    if not isinstance(value, list) or not 3 <= len(value) <= MAX_CORNERS:
        raise RefusedMessage("not a ring")
    points = tuple(point(item) for item in value)
    closed = points if points[0] == points[-1] else (*points, points[0])
    if len(set(closed)) < 3:
        raise RefusedMessage("no area")
    return closed


def point(value: Any) -> tuple[float, float]:
    """Check that it is a [lon, lat] pair in degrees."""
    if not isinstance(value, list) or len(value) != 2:
        raise RefusedMessage("not a point")
    return LON(value[0]), LAT(value[1])


def holes(value: Any) -> tuple[Ring, ...]:
    """Check that it is a list of rings, the holes of a shape."""
    if not isinstance(value, list) or len(value) > 100:
        raise RefusedMessage("not holes")
    return tuple(ring(item) for item in value)


LAT, LON, KEY = number(-90, 90), number(-180, 180), text(300)
_PIXEL = number(-20_000, 20_000)
_MODE = one_of(MODES)
_SHAPE = {"kind": one_of(DRAWN), "ring": ring, "mode": _MODE}

SAYINGS: dict[str, dict[str, Check]] = {
    "ready": {},
    "ack": {"seq": whole(0, 2**53), "units": whole(0, 1_000_000), "ms": number(0, 1e7)},
    "unit": {"key": KEY, "ctrl": flag, "shift": flag},
    "open": {"key": KEY},
    "over": {"key": KEY, "task": KEY},
    "picked": {"name": one_of(("place", "start")), "lat": LAT, "lon": LON},
    "task": {"task": KEY, "ctrl": flag},
    "task_open": {"task": KEY},
    "task_menu": {"task": KEY, "x": _PIXEL, "y": _PIXEL},
    "task_cluster": {"tasks": keys},
    "cluster": {"keys": keys, "ctrl": flag},
    "background": {"lat": LAT, "lon": LON},
    "context": {"lat": LAT, "lon": LON, "key": KEY, "x": _PIXEL, "y": _PIXEL},
    "box": {"south": LAT, "west": LON, "north": LAT, "east": LON, "mode": _MODE},
    "shape": _SHAPE,
    "circle": {**_SHAPE, "center": point, "radius_m": number(0.1, 2.1e7)},
    "edited": {**_SHAPE, "index": whole(0, 10_000), "holes": holes},
    "edited_circle": {**_SHAPE, "index": whole(0, 10_000), "center": point, "radius_m": number(0.1, 2.1e7)},
    "refused": {"reason": one_of(("crossing", "few", "small", "many"))},
    "tool": {"name": one_of(TOOLS)},
    "corner": {"number": whole(0, 1_000_000), "of": whole(0, 1_000_000)},
    "view": {"lat": LAT, "lon": LON, "zoom": number(0, 24)},
    "follow_ended": {},
}
"""Every message by its name, with the fields it has, all of them needed and no others."""

REASONS = {
    "crossing": _("The outline crosses itself. Move or take back a corner so that no two sides cross."),
    "few": _("An area needs at least three corners. Set another corner, or press Esc to give up."),
    "small": _("That shape is too small. Draw it larger, or zoom in first."),
    "many": ngettext(
        "That outline has too many corners. Draw it with fewer than {count}.",
        "That outline has too many corners. Draw it with fewer than {count}.",
        MAX_CORNERS,
    ).format(count=grouped(MAX_CORNERS)),
}


def read(message: str) -> tuple[str, dict[str, Any]]:
    """Return name and checked fields of one message; Refused when it is not in SAYINGS or breaks its checks."""
    if len(message) > MAX_BYTES or len(message.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise RefusedMessage("too large")
    try:
        said = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise RefusedMessage("not JSON") from error
    if not isinstance(said, dict) or not isinstance(name := said.pop("t", None), str) or name not in SAYINGS:
        raise RefusedMessage("unknown")
    fields = SAYINGS[name]
    if said.keys() != fields.keys():
        raise RefusedMessage(f"{name}: other fields than agreed")
    return name, {field: check(said[field]) for field, check in fields.items()}


def shape(fields: dict[str, Any]) -> DrawnShape:
    """Return the drawn or edited shape of checked fields; RefusedMessage("crossing") when its outline does that."""
    if crossing(fields["ring"]):
        raise RefusedMessage("crossing")
    return DrawnShape(**fields)


class Rate:
    """So many messages a second and no more, with a burst of twice that."""

    def __init__(self, per_second: float, clock: Callable[[], float] = monotonic) -> None:
        self._per_second, self._clock = per_second, clock
        self._left, self._at = per_second * 2, clock()

    def allows(self) -> bool:
        """Return whether one more message is within the rate; count it when it is."""
        now = self._clock()
        self._left = min(self._per_second * 2, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
