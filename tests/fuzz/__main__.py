"""make fuzz: python -m tests.fuzz [ANSWERS] [SEED] [PART [CASE ...]]: one table; 1 where anything was wrong.

For each hundred answers one file of the data folder and one of a stranger. PART is answers, data or files;
with it only that part runs, or only these cases of it.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.fuzz.parts import PARTS, commit
from tests.fuzz.tally import table

PER_FILE = 100


def main():
    words = sys.argv[1:]
    answers, seed = int(words[0]) if words else 200_000, int(words[1]) if len(words) > 1 else 1
    part, numbers = words[2] if len(words) > 2 else None, [int(each) for each in words[3:]] or None
    sizes = {"files": answers // PER_FILE, "data": answers // PER_FILE, "answers": answers}
    shown, sys.stderr = sys.stderr, open(os.devnull, "w")  # noqa: PTH123, SIM115 - each start says what it found
    tallies = [_run(each, sizes[each], seed, numbers) for each in PARTS if part in (None, each)]
    sys.stderr = shown
    wrong = [sentence for each in tallies for sentence in each.wrong]
    again = "Each again: python -m tests.fuzz ANSWERS SEED PART CASE\n" if wrong else ""
    sys.stdout.write(
        "".join(f"{each}\n" for each in wrong[:60]) + again + f"{table(tallies)}\nseed {seed}, commit {commit()}\n"
    )
    return 1 if wrong else 0


def _run(part, cases, seed, numbers):
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        return asyncio.run(PARTS[part](Path(folder), cases, seed, numbers))


if __name__ == "__main__":
    raise SystemExit(main())
