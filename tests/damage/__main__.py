"""make damage: python -m tests.damage [CASES] [SEED]: so many damaged files, the tally; 1 where anything was wrong."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from fleetdesk.base import log
from tests.damage.trial import trials


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began, sys.stderr = time.monotonic(), open(os.devnull, "w")  # noqa: PTH123, SIM115 - each start says what it found
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        tally, wrong = trials(Path(folder), cases, seed)
        log.start(None)
    told = {"cases": cases, "seed": seed, **tally, "wrong": len(wrong), "seconds": round(time.monotonic() - began)}
    sys.stdout.write("\n".join([*wrong[:40], json.dumps(told)]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
