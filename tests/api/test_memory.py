"""One answer, however large or tightly packed, costs little memory: measured in a process of its own."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

MOST_BYTES = 64 * 2**20
SCRIPT = """
import asyncio, json, sys, threading
from pathlib import Path
from fleetdesk.base import log
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.base.errors import BadAnswer

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

class Watch(threading.Thread):
    most, over = 0, False
    def run(self):
        while not self.over:
            self.most = max(self.most, resident())

async def main():
    log.start(None)
    told = json.loads(sys.argv[1])
    provider = Metrotec("m", told["metrotec_url"], told["username"], told["password"])
    await provider.call("vehicles.list")
    watch = Watch(daemon=True)
    before = resident()
    watch.start()
    try:
        await provider.positions()
        outcome = "read"
    except BadAnswer as error:
        outcome = str(error)
    watch.over = True
    await provider.close()
    print(json.dumps({"grown": watch.most - before, "outcome": outcome}))

asyncio.run(main())
"""


@pytest.mark.process
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("action", [{"huge": 200_000_000}, {"gzip_bomb": 200_000_000}, {"huge": 15_000_000}])
def test_one_answer_costs_less_than_64_mb(simulator, action):
    simulator.control("faults", [{"operation": "positions.list", "action": action}])
    command = [sys.executable, "-c", SCRIPT, json.dumps(simulator.told)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert ("larger than" in told["outcome"]) is (max(action.values()) > 16 * 2**20)
    assert told["grown"] < MOST_BYTES, f"{told['grown'] / 2**20:.0f} MB"
