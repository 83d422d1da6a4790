"""What the simulator answers to all 52 operations, recorded once: its time stands still, so a seed says the same."""

import json
import time
from datetime import UTC, datetime

from fleetdesk.api.budget import NoBudget
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.simulator.operations import METROTEC, VEZMA
from tests.api.parameters import a_done_report, metrotec_parameters, vezma_parameters
from tests.conftest import example

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = ("--vehicles", "12", "--seed", "7", "--time", NOW.isoformat(), "--speed", "0")
NAMES = [(each.api, each.name) for each in (*METROTEC, *VEZMA)]


def clients(urls, username="u", password="p", token="t" * 20, clock=time.monotonic):
    """A client of each vendor; VEZMA's without a budget, which would end the trial after 180 requests."""
    return {
        "metrotec": Metrotec("m", urls["metrotec"], username, password, budget=NoBudget(clock)),
        "vezma": Vezma("v", urls["vezma"], token, NoBudget(clock)),
    }


async def record(simulator):
    """The parameters of each operation, and the body of its answer."""
    urls = {"metrotec": simulator.metrotec_url, "vezma": simulator.vezma_url}
    made = clients(urls, simulator.username, simulator.password, simulator.token)
    given, bodies = {}, {}
    unit = (await made["metrotec"].units())[0].id
    report = await a_done_report(made["metrotec"], NOW)
    for vendor, name in NAMES:
        client = made[vendor]
        given[vendor, name] = (
            await metrotec_parameters(client, name, unit, report, NOW)
            if vendor == "metrotec"
            else await vezma_parameters(client, name)
        )
        if name == "auth.login":
            given[vendor, name] = {"username": simulator.username, "password": simulator.password}
        body = (await client.ask(client.table[name], given[vendor, name], urgent=True)).body
        bodies[vendor, name] = body if len(body) > len("[]") else json.dumps(example(vendor, f"{name}.answer")).encode()
    for each in made.values():
        await each.close()
    return given, bodies
