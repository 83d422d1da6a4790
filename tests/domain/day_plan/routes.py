"""Tasks on one road along which a kilometre takes a minute."""

from dataclasses import dataclass
from datetime import timedelta

from fleetdesk.domain.day_plan.driving_time import DrivingTime
from fleetdesk.domain.day_plan.visits import Departure
from fleetdesk.domain.tasks import Start, Task, TaskStatus
from tests.sync.fakes import NOW


@dataclass(frozen=True)
class Straight:
    km: float

    @property
    def minutes(self):
        return self.km


def way(one, other):
    """A degree of longitude is a hundred kilometres."""
    return Straight(round(abs(one[0] - other[0]) * 100, 6))


def at_km(km, number=None, *, opens=None, closes=None, start_km=None, status=TaskStatus.CREATED):
    """A task that many kilometres along the road; its window in minutes from now."""
    return Task(
        "m",
        km if number is None else number,
        unit="123ABC",
        status=status,
        lat=58.0,
        lon=km / 100,
        start=None if start_km is None else Start(58.0, start_km / 100),
        start_at=None if opens is None else NOW + timedelta(minutes=opens),
        stop_at=None if closes is None else NOW + timedelta(minutes=closes),
    )


def departure(km=0, work=10, driving=None):
    """A vehicle that is free now."""
    return Departure((km / 100, 58.0), NOW, driving or DrivingTime(), timedelta(minutes=work))


def minutes(moment):
    """The minutes from now."""
    return (moment - NOW) / timedelta(minutes=1)
