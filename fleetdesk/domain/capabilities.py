"""What a vendor offers: the limit of its requests, and the sentences for what it lacks."""

from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.base.translation import _


class Ability(StrEnum):
    """What a vendor may lack, in words for the user."""

    AREA = _("vehicles in an area, asked of the server")
    TASKS = "tasks"
    DOCUMENTS = "documents"


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
        """A sentence for the user when the ability is missing."""
        return _("{provider} offers no {value}.").format(provider=self.provider, value=ability.value)
