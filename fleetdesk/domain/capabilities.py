"""What a back end can do; what it cannot is shown disabled, with the sentence that says why."""

from dataclasses import dataclass
from enum import StrEnum


class Ability(StrEnum):
    """Abilities the desk asks for by name, never by back end."""

    POSITIONS = "positions"
    AREA = "vehicles in an area, asked of the server"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    TRIPS = "trips"
    TACHOGRAPH = "tachograph"
    FUEL = "fuel"
    POIS = "points of interest"
    GEOZONES = "geozones"
    EXPENSES = "expenses"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class RequestLimit:
    """How many requests a back end takes in any window of so many seconds."""

    requests: int
    window_s: float


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The abilities of one back end, and the limit of its requests where it has one."""

    provider: str
    abilities: frozenset[Ability]
    limit: RequestLimit | None = None

    def __contains__(self, ability: Ability) -> bool:
        return ability in self.abilities

    def why_not(self, ability: Ability) -> str:
        """A sentence for the user when the ability is missing."""
        return f"{self.provider} offers no {ability.value}."
