"""make hostile: python -m tests.hostile_text [TEXTS] [SEED]: texts in every state; 1 where anything was wrong."""

import json
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from tests.hostile_text.trial import run


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began = time.monotonic()
    wrong, longest = run(cases, seed, set(sys.argv[3:]) or None)
    told = {
        "texts": cases,
        "seed": seed,
        "wrong": len(wrong),
        "seconds": round(time.monotonic() - began),
        "longest_ms": _longest(longest, 0),
        "longest_of_the_processor_ms": _longest(longest, 1),
    }
    sys.stdout.write("\n".join([*dict.fromkeys(wrong[:80]), json.dumps(told)]) + "\n")
    return 1 if wrong else 0


def _longest(steps, clock):
    """The six longest of the twelve slowest states."""
    times = {name: sorted(round(each[clock]) for each in found) for name, found in steps.items()}
    return dict(sorted(((name, found[-6:]) for name, found in times.items()), key=lambda each: -each[1][-1])[:12])


if __name__ == "__main__":
    raise SystemExit(main())
