"""make power: python -m tests.power CUTS [SEED]: as many power cuts as asked for, and a tenth without syncing."""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.power.cuts import NAMES, one_cut


def main():
    cuts, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    began = time.monotonic()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for synchronous, count in (("FULL", cuts), ("NORMAL", max(cuts // 10, 1))):
            rows = [one_cut(Path(folder), seed + number, synchronous) for number in range(count)]
            sums = [sum(column) for column in zip(*rows, strict=True)]
            told[synchronous] = {"cuts": count} | dict(zip(NAMES, sums, strict=True))
    told |= {"seed": seed, "seconds": round(time.monotonic() - began, 1)}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0 if told["FULL"]["lost"] == told["FULL"]["broken"] == 0 < told["NORMAL"]["lost"] else 1


if __name__ == "__main__":
    sys.exit(main())
