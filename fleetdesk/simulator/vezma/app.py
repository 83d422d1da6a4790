"""VEZMA's API as one application."""

from typing import Any

from fleetdesk.simulator.api import Api
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma import company, trips


def build(sim: Simulation) -> Api:
    """Return the application with every operation registered."""
    api = Api("vezma", "VEZMA REST API (simulated)", "v1", _extra())
    for module in (company, trips):
        module.register(api, sim)
    return api


def _extra() -> dict[int, Any]:
    return {403: "Blacklisted"}
