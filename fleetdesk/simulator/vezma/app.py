"""VEZMA's API as one application."""

from fleetdesk.simulator.api import Api
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma import company, trips


def build(sim: Simulation) -> Api:
    """Return the application with every operation registered."""
    api = Api("vezma", "VEZMA REST API (simulated)", "v1", sim.table, {403: "Blacklisted"})
    for module in (company, trips):
        module.register(api, sim)
    return api
