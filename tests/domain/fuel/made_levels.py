"""Two days of a tank with what happened to it: driving, standing, fillings, thefts, slosh, slopes, noise and gaps."""

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fleetdesk.domain.fuel.levels import Change, Level

START = datetime(2026, 10, 24, 20, tzinfo=UTC)  # over the night in which Tallinn's clocks go back


@dataclass
class Day:
    """What the sensor told, and what is true: each change with its kind, its moment and its litres."""

    tank_l: float
    levels: list[Level] = field(default_factory=list)
    truth: list[tuple[Change, datetime, float]] = field(default_factory=list)


class Maker:
    """Makes the readings of one vehicle second by second, in steps between two readings."""

    def __init__(self, seed):
        self.dice = dice = random.Random(seed)
        self.day = Day(dice.choice([70.0, 110.0, 400.0, 600.0, 900.0]))
        self.true_l = self.day.tank_l * dice.uniform(0.35, 0.8)
        self.at, self.km, self.tilt = START, 0.0, 0.0
        self.slosh = self.day.tank_l * dice.uniform(0.005, 0.05)
        self.noise = self.day.tank_l * dice.uniform(0.001, 0.006)
        self.burn_l_km = dice.uniform(0.06, 0.12) if self.day.tank_l < 200 else dice.uniform(0.22, 0.38)
        self.whole = dice.random() < 0.7  # most sensors tell whole litres
        self.phase = 0.0

    def read(self, moving):
        wave = 0.0
        if moving:
            self.phase += self.dice.uniform(0.5, 3.0)
            wave = self.slosh * math.sin(self.phase) * self.dice.uniform(0.3, 1.0)
        told = self.true_l + wave + self.tilt + self.dice.gauss(0, self.noise)
        told = min(max(told, 0.5), self.day.tank_l * 1.05)
        self.day.levels.append(Level(self.at, round(told) if self.whole else told, self.km))

    def drive(self, minutes):
        kmh = self.dice.uniform(45, 85)
        for _ in range(minutes):
            if self.true_l < 0.12 * self.day.tank_l:
                self.stand(20, change=(Change.FILLING, self.day.tank_l * self.dice.uniform(0.4, 0.8)))
            self.at += timedelta(minutes=1)
            self.km += kmh / 60
            self.true_l -= self.burn_l_km * kmh / 60
            self.read(moving=True)

    def stand(self, minutes, change=None, *, sleeps=False):
        """Stand for a while; what is filled or taken comes or goes in some minutes in its middle."""
        every = self.dice.choice([2, 5])
        self.tilt = self.day.tank_l * self.dice.uniform(-0.05, 0.05) if self.dice.random() < 0.25 and not change else 0
        end, begins = self.at + timedelta(minutes=minutes), self.at + timedelta(minutes=minutes / 2)
        lasts = self.dice.uniform(2, 14)
        per_minute = 0.0
        if change:
            kind, litres = change
            litres = min(
                litres,
                (0.97 * self.day.tank_l if kind is Change.FILLING else self.true_l)
                - 2
                - (self.true_l if kind is Change.FILLING else 0),
            )
            self.day.truth.append((kind, begins, litres))
            per_minute = litres / lasts * (1 if kind is Change.FILLING else -1)
        while self.at < end:
            step = timedelta(minutes=every)
            inside = max(min(self.at + step, begins + timedelta(minutes=lasts)) - max(self.at, begins), timedelta(0))
            self.true_l += per_minute * inside.total_seconds() / 60
            self.true_l -= self.dice.uniform(0, 0.02) * every  # a heater
            self.at += step
            if not sleeps:
                self.read(moving=False)
        self.tilt = 0.0


def made(seed):
    """Two days of readings."""
    maker = Maker(seed)
    dice = maker.dice
    for _ in range(2):
        maker.drive(dice.randint(40, 180))
        maker.stand(dice.randint(30, 90))
        maker.drive(dice.randint(30, 160))
        if dice.random() < 0.6:
            maker.stand(dice.randint(14, 30), (Change.FILLING, maker.day.tank_l * dice.uniform(0.1, 0.7)))
        maker.drive(dice.randint(30, 160))
        stolen = dice.random() < 0.5
        theft = (Change.DROP, maker.day.tank_l * dice.uniform(0.06, 0.3)) if stolen else None
        maker.stand(dice.randint(240, 540), theft, sleeps=dice.random() < 0.3)
    maker.drive(60)
    return maker.day
