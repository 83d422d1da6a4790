"""Metrotec's API as one application."""

from typing import Any

from fleetdesk.simulator.api import Api
from fleetdesk.simulator.metrotec import drivers, files, fleet, geozones, history, places, tachograph, tanks, tasks
from fleetdesk.simulator.simulation import Simulation

SCHEMES: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer"}}


def build(sim: Simulation) -> Api:
    """Return the application with every operation registered."""
    api = Api("metrotec", "Metrotec API (simulated)", "1.1.0", sim.table, {})
    # vehicles/settings and the like need no care about order: no operation has vehicles/{id}.
    for module in (tasks, fleet, history, drivers, tachograph, tanks, geozones, places, files):
        module.register(api, sim)
    return api
