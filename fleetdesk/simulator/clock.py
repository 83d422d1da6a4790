"""The world's clock, which may be shifted, stopped or run at another speed."""

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86400
_MIN_SECOND = 0
_MAX_SECOND = 253402300799


class WorldClock:
    """World time = its anchor + speed * time passed since the anchor was set."""

    def __init__(self, start: float | None = None) -> None:
        self._anchor_world = time.time() if start is None else start
        self._anchor_real = time.monotonic()
        self.speed = 1.0

    def now(self) -> float:
        """Return the world's time in seconds since 1970, UTC."""
        return self._anchor_world + (time.monotonic() - self._anchor_real) * self.speed

    def set(self, world: float | None = None, speed: float | None = None) -> None:
        """Move the clock to a world time and/or give it a speed; speed 0 freezes it."""
        at = self.now() if world is None else world
        self._anchor_world, self._anchor_real = at, time.monotonic()
        self.speed = self.speed if speed is None else speed


def _moment(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=min(max(int(seconds), _MIN_SECOND), _MAX_SECOND))


@lru_cache(maxsize=4096)
def _day_text(day: int) -> str:
    return _moment(day * DAY).strftime("%Y-%m-%d")


def _clock_text(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def spaced(seconds: float) -> str:
    """Return a naive UTC time as YYYY-MM-DD HH:MM:SS, Metrotec's usual spelling."""
    day, second = divmod(int(seconds), DAY)
    return f"{_day_text(day)} {_clock_text(second)}"


def zulu(seconds: float) -> str:
    """Return a time as YYYY-MM-DDTHH:MM:SSZ."""
    day, second = divmod(int(seconds), DAY)
    return f"{_day_text(day)}T{_clock_text(second)}Z"


def zulu_fine(seconds: float, millis: int) -> str:
    """Return a time with milliseconds, trailing zeros dropped as VEZMA's examples drop them."""
    tail = f"{millis % 1000:03d}".rstrip("0")
    return zulu(seconds)[:-1] + (f".{tail}" if tail else "") + "Z"


@lru_cache(maxsize=4096)
def _offset_at_hour(hour: int, zone: str) -> int:
    offset = _moment(hour * 3600).astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def local_offset(seconds: float, zone: str = "Europe/Tallinn") -> int:
    """Return the seconds by which the zone is ahead of UTC at that time."""
    return _offset_at_hour(int(seconds) // 3600, zone)


def dotted_minute(seconds: float, zone: str = "Europe/Tallinn") -> str:
    """Return local time as DD.MM.YYYY HH:MM (docs/vendors/metrotec.md#times, next_refill_time)."""
    return _moment(seconds + local_offset(seconds, zone)).strftime("%d.%m.%Y %H:%M")


def parse_time(text: str) -> float:
    """Return seconds since 1970 of a naive UTC time, spaced or compact; ValueError if it is neither."""
    form = "%Y-%m-%d %H:%M:%S" if len(text) == 19 else "%Y-%m-%d%H:%M:%S"
    return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()


def parse_iso(text: str) -> float:
    """Return seconds since 1970 of an ISO 8601 time; one without a zone is taken as UTC."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
