"""What a vendor offers: the limit of its requests, and the sentences for what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from fleetdesk.base.translation import _


class Ability(Enum):
    """What a vendor may lack."""

    AREA = "area"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    CREATIONS = "creations"


WHY_NOT: Mapping[Ability, str] = {
    Ability.AREA: _("{provider} cannot be asked which vehicles are in an area."),
    Ability.TASKS: _("{provider} offers no tasks."),
    Ability.DOCUMENTS: _("{provider} offers no documents."),
    Ability.CREATIONS: _("{provider} takes no new places, geozones, orders or reports."),
}


@dataclass(frozen=True, slots=True)
class RequestLimit:
    """How many requests a vendor takes in any window of so many seconds."""

    requests: int
    window_s: float


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The name of a vendor, and the limit of its requests where it has one."""

    provider: str
    limit: RequestLimit | None = None

    def why_not(self, ability: Ability) -> str:
        """Return a sentence for the user when the ability is missing."""
        return WHY_NOT[ability].format(provider=self.provider)
