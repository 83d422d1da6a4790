"""A working day in a few minutes: a clock that goes as fast as the desk can follow, and a fleet that drives by it."""

import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position, Unit, UnitKind

BEGINS = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ACCOUNT = "Metrotec"
STEP_S = 10
LISTED_EVERY = 3
"""Tasks are listed with every third list of positions, as the desk asks for them."""


class Day:
    """What the server has at each moment of the day; `now` is the desk's clock too."""

    def __init__(self, vehicles, tasks, seed):
        dice = self._dice = random.Random(seed)
        self.now, self.steps = BEGINS, 0
        self.units = [Unit(ACCOUNT, f"{n:05d}", f"Vehicle {n}", f"{n:05d}KDN") for n in range(vehicles)]
        self._places = [(dice.uniform(57.7, 59.4), dice.uniform(22.5, 27.5), dice.uniform(0, 360)) for _ in self.units]
        self.tasks = [self._task(number) for number in range(tasks)]
        self.positions = []

    def clock(self):
        """The time of the day."""
        return self.now

    def step(self):
        """Ten seconds later: half of the fleet has driven on, the other half is heard of where it stands."""
        self.steps += 1
        self.now += timedelta(seconds=STEP_S)
        self.positions = [self._position(number) for number in range(len(self.units))]
        if self.steps % LISTED_EVERY == 0:
            for number in self._dice.sample(range(len(self.tasks)), len(self.tasks) // 100):
                self.tasks[number] = replace(self.tasks[number], status=self._dice.choice(list(TaskStatus)))

    def _position(self, number):
        lat, lon, heading = self._places[number]
        drives = (number + self.steps // 60) % 2 == 0
        if drives:
            far = 0.002 * math.cos(math.radians(heading)), 0.004 * math.sin(math.radians(heading))
            lat, lon = lat + far[0], lon + far[1]
            if not (57.6 < lat < 59.6 and 22 < lon < 28):
                heading = (heading + 180) % 360
            self._places[number] = lat, lon, heading
        speed = 40.0 + (number + self.steps) % 50 if drives else 0.0
        return Position(
            ACCOUNT, f"{number:05d}", UnitKind.VEHICLE, lat, lon, speed_kmh=speed, heading_deg=int(heading),
            fixed_at=self.now, received_at=self.now, ignition=drives, power_v=13.8,
        )  # fmt: skip

    def _task(self, number):
        start = BEGINS + timedelta(minutes=self._dice.randrange(600))
        lat, lon, _ = self._places[number % len(self._places)]
        return Task(
            ACCOUNT,
            number + 1,
            unit=f"{number % len(self.units):05d}",
            order_ref=f"ORDER-{number:05d}",
            status=TaskStatus.CREATED,
            start_at=start,
            stop_at=start + timedelta(hours=1),
            lat=lat,
            lon=lon,
        )
