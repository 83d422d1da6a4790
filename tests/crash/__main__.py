"""make crash: python -m tests.crash DEATHS [SEED]: as many deaths as asked for, with the tally and the rate.

One in ten dies while documents are filed, half of these with a server that shows no names, and one in twenty while
places, geozones, ties, reports and orders are made.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from fleetdesk.base import log
from fleetdesk.storage.outbox.outbox import Outbox
from tests.crash.creation_scenario import PLAY
from tests.crash.document_scenario import play
from tests.crash.scenario import enumerate_crashes
from tests.crash.test_crash_points import scripts
from tests.crash.world import Server


def main():
    deaths, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    log.start(None)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        server, with_documents = Server(), deaths // 20
        tally = enumerate_crashes(Path(folder), server, scripts(seed), Outbox, deaths - 3 * with_documents)
        for playing in (play(True), play(False), PLAY) if with_documents else ():
            more = enumerate_crashes(Path(folder), server, scripts(seed), Outbox, with_documents, playing)
            tally = {name: tally[name] + more[name] for name in tally}
    seconds = time.monotonic() - began
    told = {
        **tally,
        "with_documents": 2 * with_documents,
        "with_creations": with_documents,
        "seed": seed,
        "seconds": round(seconds),
        "per_second": round(deaths / seconds, 1),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0 if tally["lost"] == tally["doubled"] == tally["stuck"] == 0 else 1


def _memory():
    """The files die with each trial; a disk would only make them slower."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
