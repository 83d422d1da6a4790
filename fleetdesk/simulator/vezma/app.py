"""VEZMA's API as one application."""

from fleetdesk.simulator.api import Api
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma import company, trips

_DESCRIPTION = """Times are in UTC, speeds in km/h * 10, distances in metres, durations in seconds.
180 requests in any 15 minutes; the next one is answered with 429."""


def build(sim: Simulation) -> Api:
    """Return the application with every operation registered."""
    api = Api("vezma", "VEZMA REST API (simulated)", "v1", _DESCRIPTION, sim.table, {403: "Blacklisted"})
    for module in (company, trips):
        module.register(api, sim)
    return api
