"""The process that reads what strangers made: one job in as a line of JSON, one line of facts and a result out."""

import importlib
import json
import os
import sys
from typing import Any

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import carried
from fleetdesk.base.translation import _
from fleetdesk.reader.rlimits import limit
from fleetdesk.reader.work import WORK

LONGEST_JOB = 4 << 20


def main() -> None:
    """Do the one job that stands on its standard input; trouble is a sentence among the facts, and no failure.

    Behind the line of the job stand as many bytes as its `length` says; the work finds them in its `content`.
    """
    job = json.loads(sys.stdin.buffer.readline(LONGEST_JOB))
    job["content"] = sys.stdin.buffer.read(job.pop("length", 0))
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not stand among the answer
    facts, data = answer(job)
    with os.fdopen(out, "wb") as file:
        file.write(json.dumps(carried(facts) | {"length": len(data)}).encode() + b"\n")
        file.write(data)


def answer(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return facts and result of a job, or {"trouble": sentence}; from here on this process is limited."""
    work, name = WORK[job["job"]], job.get("name", _("It"))
    jobs = importlib.import_module(work.module).JOBS
    limit(work.cpu_s)
    try:
        facts, data = jobs[job["job"]](job)
    except FleetError as error:
        return {"trouble": str(error), "kind": type(error).__name__}, b""
    except FileNotFoundError:
        return {"trouble": _("{file} is not there any more. Look for where it was moved to.").format(file=name)}, b""
    except MemoryError:
        return {"trouble": _("{file} needs more memory than one file may take.").format(file=name)}, b""
    except Exception:  # noqa: BLE001 - decoders fail with anything, and this process is there to contain it
        return {"trouble": _("{file} is damaged or cut off. Get the file again.").format(file=name)}, b""
    return facts, data


if __name__ == "__main__":
    main()
