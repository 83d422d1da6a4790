"""What a step of the tour raises where it does not hold."""

from fleetdesk.base.errors import FleetError

LOOK_MS = 350
"""How long a person looks before the next thing happens."""


class NotAsItShould(FleetError):
    """A step of the tour did not hold."""


def hold(held: bool, otherwise: str) -> None:
    """Raise NotAsItShould with the sentence `otherwise` unless it is so."""
    if not held:
        raise NotAsItShould(otherwise)
