"""The process that reads papers: one job in as a line of JSON, one line of facts and the bytes of a result out."""

import json
import os
import sys
from typing import Any

from fleetdesk.errors import FleetError
from fleetdesk.papers.limits import limit

LONGEST_JOB = 4 << 20
CPU_S = 10
LONG_CPU_S = {"join": 60, "dossier": 60}


def main() -> None:
    """Does the one job that stands on its standard input; trouble is a sentence among the facts, and no failure."""
    job = json.loads(sys.stdin.buffer.readline(LONGEST_JOB))
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not stand among the answer
    facts, data = answer(job)
    with os.fdopen(out, "wb") as file:
        file.write(json.dumps(facts | {"length": len(data)}).encode() + b"\n" + data)


def answer(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Facts and result of a job, or {"trouble": sentence}; from here on this process is bound."""
    from fleetdesk.papers.jobs import JOBS

    limit(LONG_CPU_S.get(job["job"], CPU_S))
    try:
        return JOBS[job["job"]](job)
    except FleetError as error:
        return {"trouble": str(error)}, b""
    except FileNotFoundError:
        return {"trouble": f"{job.get('name', 'It')} is not there any more. Drop it again."}, b""
    except MemoryError:
        return {"trouble": f"{job.get('name', 'It')} needs more memory than a paper may take."}, b""
    except Exception:  # noqa: BLE001 - decoders fail with anything, and this process is there to contain it
        return {"trouble": f"{job.get('name', 'It')} is damaged or cut off. Get the file again."}, b""


if __name__ == "__main__":
    main()
