"""Metrotec's API as one application."""

from typing import Any

from fleetdesk.simulator.api import Api
from fleetdesk.simulator.metrotec import fleet, tasks
from fleetdesk.simulator.simulation import Simulation

SCHEMES: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer"}}


def build(sim: Simulation) -> Api:
    """Return the application with every operation registered."""
    api = Api("metrotec", "Metrotec API (simulated)", "1.1.0", {})
    for module in (tasks, fleet):
        module.register(api, sim)
    return api
