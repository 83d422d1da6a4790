"""What a tank's sensor tells over time, and what becomes of the level."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True)
class Level:
    """A reading of a tank: when (UTC), litres, and how far the vehicle had driven until then, in km."""

    at: datetime
    litres: float
    km: float


class Change(Enum):
    """What becomes of a level."""

    FILLING = "filling"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A filling or a drop: from the last reading before it to the first after it, with the litres of then."""

    change: Change
    begins: Level
    ends: Level
    before_l: float
    after_l: float

    @property
    def litres(self) -> float:
        """Return how many litres came or went, always above 0."""
        return abs(self.after_l - self.before_l)
