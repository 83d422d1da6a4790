"""make soak: python -m tests.soak [HOURS] [VEHICLES] [TASKS] [SEED]: a working day as fast as the desk can follow.

Ends with 1 where memory, descriptors, threads, timers or files have grown from the first quarter of the day to its end.
"""

import json
import subprocess
import sys
import tempfile

from tests.conftest import ROOT
from tests.soak.figures import grown

HOURS, VEHICLES, TASKS, SEED = 8.0, 10_000, 5_000, 1


def run(hours, vehicles, tasks, seed):
    """The figures of each part of the day."""
    with tempfile.TemporaryDirectory(prefix="fleetdesk-soak-") as folder:
        words = [folder, *map(str, (hours, vehicles, tasks, seed))]
        command = [sys.executable, "-m", "tests.soak.desk", *words]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])


def early_and_late(told):
    """The figures after a quarter of the day, when all that is looked at once has been, and those of its end."""
    return told[len(told) // 4], told[-1]


def main():
    words = sys.argv[1:]
    hours = float(words[0]) if words else HOURS
    counts = [int(word) for word in words[1:]]
    told = run(hours, *counts, *(VEHICLES, TASKS, SEED)[len(counts) :])
    early, late = early_and_late(told)
    found = grown(early, late)
    sys.stdout.write(json.dumps({"early": early, "late": late, "grown": found}, indent=1) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
