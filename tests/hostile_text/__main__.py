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
    slow = sorted(longest.items(), key=lambda each: -max(each[1]))[:12]
    told = {"texts": cases, "seed": seed, "wrong": len(wrong), "seconds": round(time.monotonic() - began),
            "longest_ms": {name: sorted(map(round, each))[-6:] for name, each in slow}}  # fmt: skip
    sys.stdout.write("\n".join([*dict.fromkeys(wrong[:80]), json.dumps(told)]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
