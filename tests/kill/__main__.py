"""make kill: python -m tests.kill KILLS [SEED] [--mutant] [--documents | --creations]: SIGKILLs, with tally and rate.

With --documents files are copied and sent meanwhile, in one lane to a server that shows names and in the other to one
that does not. With --creations places, geozones with alarms, reports and orders are made; "asked" counts the orders
that the user is asked about, since no server tells whether they have come.
"""

import json
import os
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import count

from fleetdesk.base import log
from tests.conftest import Simulator
from tests.kill.creation_trial import trial as creation_trial
from tests.kill.document_trial import trial as document_trial
from tests.kill.trial import KILLS_A_TRIAL, Control, trial

LANES = 2


def lane(pipe, folder, kills, seed, mutant):
    """Trials one after the other, against a simulator of its own."""
    with server() as control:
        control("quirks", {"unique_refs": False})  # a server that takes a reference twice shows every doubled create
        unit = first_unit(control)
        for task in control("tasks"):
            control("edits", {"id": task["id"], "delete": True})
        run = lambda seed, wanted: trial(folder, control, seed, unit, wanted, mutant=mutant)  # noqa: E731
        tell(pipe, kills, run, count(seed))


def document_lane(pipe, folder, kills, seed, mutant):
    """The same with documents; an even seed's server shows the names that it was sent."""
    with server() as control:
        control("quirks", {"echo_name": seed % 2 == 0 and not mutant})
        tasks = [task["id"] for task in control("tasks")][:3]
        run = lambda seed, wanted: document_trial(folder, control, seed, tasks, wanted, mutant=mutant)  # noqa: E731
        tell(pipe, kills, run, count(seed, 2), "left_over")


def creation_lane(pipe, folder, kills, seed, mutant):
    """The same with what is made besides tasks and documents."""
    with server() as control:
        unit = first_unit(control)
        run = lambda seed, wanted: creation_trial(folder, control, seed, unit, wanted, mutant=mutant)  # noqa: E731
        tell(pipe, kills, run, count(seed), "asked")


@contextmanager
def server():
    """What asks the control endpoint of a simulator, which ends with it."""
    simulator = Simulator("--vehicles", "3", "--seed", "5")
    try:
        yield Control(simulator.told)
    finally:
        simulator.close()


def first_unit(control):
    return control("truth/positions")["positions"][0]["object_id"]


def tell(pipe, kills, run, seeds, *more):
    """Run trials with these seeds until there were so many kills, and write the sums into the pipe."""
    sums = dict.fromkeys(("kills", "acknowledged", "lost", "doubled", "stuck", *more), 0) | {"why": []}
    while sums["kills"] < kills:
        told = run(next(seeds), min(KILLS_A_TRIAL, kills - sums["kills"]))
        sums = {name: sums[name] + told[name] for name in sums}
    os.write(pipe, json.dumps(sums).encode())


LANES_OF = {"--documents": (document_lane, 100_001), "--creations": (creation_lane, 100_000)}
"""Of an option what runs in each lane, and how far the lanes' seeds are apart."""


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    kills, seed = int(words[0]), int(words[1]) if len(words) > 1 else 1
    log.start(None)
    began, readers = time.monotonic(), []
    with tempfile.TemporaryDirectory(dir=os.environ.get("FLEETDESK_KILL_DIR")) as folder:
        for number in range(LANES):
            reader, writer = os.pipe()
            readers.append(os.fdopen(reader))
            if os.fork() == 0:
                share = kills // LANES + (number < kills % LANES)
                run, first = next((LANES_OF[each] for each in sys.argv if each in LANES_OF), (lane, 100_000))
                run(writer, folder, share, seed + number * first, "--mutant" in sys.argv)
                os._exit(0)
            os.close(writer)
        told = [json.loads(reader.read()) for reader in readers]
    sums = {name: sum((each[name] for each in told), [] if name == "why" else 0) for name in told[0]}
    seconds = time.monotonic() - began
    took = {"seed": seed, "seconds": round(seconds, 1), "per_second": round(sums["kills"] / seconds, 1)}
    sys.stdout.write(json.dumps({**sums, **took}) + "\n")
    return 0 if sums["lost"] == sums["doubled"] == sums["stuck"] == sums.get("left_over", 0) == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
