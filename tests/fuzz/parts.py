"""The parts of `make fuzz`, files first: what a process takes is told less well beside one that has grown."""

import subprocess
import time

from fleetdesk.base import log
from tests.conftest import ROOT, Simulator
from tests.damage import trial as damage
from tests.documents.left import peak_mb
from tests.fuzz import answers, files
from tests.fuzz.sound import WORDS, record
from tests.fuzz.tally import Tally


async def answers_part(folder, cases, seed, numbers=None):
    simulator = Simulator(*WORDS)
    try:
        recorded = await record(simulator)
    finally:
        simulator.close()
    return await answers.trials(recorded, folder, cases, seed, numbers)


async def files_part(folder, cases, seed, numbers=None):
    return await files.trials(folder, cases, seed, numbers)


async def data_part(folder, cases, seed, numbers=None):
    """What `make damage` does, fewer times: refused is what was said to be lost."""
    tally, began = Tally("data", seed), time.monotonic()
    counted, wrong = damage.trials(folder, cases, seed, numbers=numbers)
    log.start(None)
    tally.refused = counted.pop("said")
    tally.kinds.update(counted)
    tally.wrong = [f"data, seed {seed}, case {each}" for each in wrong]
    tally.accepted = tally.cases - tally.refused - len(wrong)
    tally.seconds, tally.peak_mb = time.monotonic() - began, peak_mb()
    return tally


PARTS = {"files": files_part, "data": data_part, "answers": answers_part}


def commit():
    """The commit that was tried; a plus where the checkout has changes besides."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"
