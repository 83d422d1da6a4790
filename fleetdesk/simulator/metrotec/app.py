"""Metrotec's API as one application."""

from fleetdesk.simulator.api import Api
from fleetdesk.simulator.metrotec import drivers, files, fleet, geozones, history, places, tachograph, tanks, tasks
from fleetdesk.simulator.simulation import Simulation

_DESCRIPTION = """Every request has a User-Agent of printable ASCII characters and an Accept header that
names the version: `application/json; version=1.1.0`. Times are in UTC.
A refusal is an object of `error` and `field`."""


def build(sim: Simulation) -> Api:
    """Return the application with every operation registered."""
    api = Api("metrotec", "Metrotec API (simulated)", "1.1.0", _DESCRIPTION, sim.table, {})
    # vehicles/settings and the like need no care about order: no operation has vehicles/{id}.
    for module in (tasks, fleet, history, drivers, tachograph, tanks, geozones, places, files):
        module.register(api, sim)
    return api
