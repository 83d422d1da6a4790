"""Between which temperatures a cargo is to stay, and where it does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemperatureLimits:
    """What one sensor (from 1) may show in °C; None where no limit is set."""

    sensor: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A temperature in °C outside its limits, and the limit that it is beyond."""

    sensor: int
    shown: float
    limit: float

    @property
    def is_warm(self) -> bool:
        """Return whether it is too warm, not too cold."""
        return self.shown > self.limit


def breaches(shown: Sequence[float | None], limits: Iterable[TemperatureLimits]) -> tuple[Breach, ...]:
    """Return what is outside its limits; `shown` is the first sensor's first, None where there is no sensor."""
    found = (_breach(shown[each.sensor - 1], each) for each in limits if each.sensor <= len(shown))
    return tuple(each for each in found if each is not None)


def _breach(shown: float | None, limits: TemperatureLimits) -> Breach | None:
    if shown is None or _contradict(limits):
        return None
    if limits.low is not None and shown < limits.low:
        return Breach(limits.sensor, shown, limits.low)
    if limits.high is not None and shown > limits.high:
        return Breach(limits.sensor, shown, limits.high)
    return None


def _contradict(limits: TemperatureLimits) -> bool:
    """Return whether nothing could be inside, so that nothing is judged."""
    return limits.low is not None and limits.high is not None and limits.low > limits.high
