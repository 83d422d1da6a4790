"""What it costs to ask vendors for the rest of an answer, by what this run has learnt of their pace."""

from collections.abc import Mapping
from dataclasses import dataclass

USUAL_REQUESTS, USUAL_S = 2.0, 1.0
"""Requests that one unit takes, and seconds each, before any of this run is known."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What the rest of an answer costs, about: units with missing days, these days, requests, seconds."""

    units: tuple[str, ...] = ()
    days: int = 0
    requests: int = 0
    seconds: float = 0.0


class CostEstimate:
    """Learns what units cost that were asked about, and tells what others will."""

    def __init__(self) -> None:
        self._units = self._requests = 0
        self._seconds = 0.0

    def learn(self, units: int, requests: int, seconds: float) -> None:
        """Take over what some units took; those without a request tell nothing."""
        if requests:
            self._units += units
            self._requests += requests
            self._seconds += seconds

    def budget(self, missing: Mapping[str, int]) -> Budget:
        """Return what it costs to ask about units, of which so many days are missing."""
        a_unit = self._requests / self._units if self._units else USUAL_REQUESTS
        a_request = self._seconds / self._requests if self._requests else USUAL_S
        requests = round(len(missing) * a_unit)
        return Budget(tuple(missing), sum(missing.values()), requests, requests * a_request)
