"""Figures of the outbox: saving one edit, starting with many unsent, dying at every step."""

import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.task_fields import to_plain
from fleetdesk.storage.outbox.outbox import Outbox
from tests.bench.measure import Figure, Row, row, timed
from tests.crash.scenario import FATES, enumerate_crashes, new_task
from tests.crash.world import Server

EDITS, UNSENT, DEATHS = 200, 10_000, 100


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    with tempfile.TemporaryDirectory() as folder:
        yield saving(Path(folder))
        yield starting(Path(folder))
        yield dying(Path(folder))


def _edit(number: int) -> Draft:
    return Draft("m", str(number), OpKind.UPDATE, {"notes": f"dock {number}"}, {"notes": None}, f"ORDER-{number}")


def saving(folder: Path) -> Row:
    """From the call to "saved on this computer": the row is on the disk."""
    outbox = Outbox(folder / "saving.db")
    ours, plain = [], []
    with (folder / "plain.jsonl").open("a", encoding="utf-8") as file:
        for number in range(EDITS):
            ours.append(_took(lambda number=number: outbox.insert.add([_edit(number)], 1.0, gesture="g")))
            plain.append(_took(lambda number=number: _append(file, _edit(number))))
    outbox.close()
    return row(
        f"an edit saved on this computer ({EDITS} of them)",
        Figure(tuple(ours)),
        Figure(tuple(plain)),
        "one line of JSON appended and fsynced: no order, no checksum, no look-up",
    )


def _took(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _append(file, draft: Draft) -> None:
    file.write(json.dumps(to_plain(draft.fields)) + "\n")
    file.flush()
    os.fsync(file.fileno())


def starting(folder: Path) -> Row:
    """The file opened and everything unsent read, each row against its checksum."""
    path, flat = folder / "starting.db", folder / "starting.json"
    outbox = Outbox(path)
    server = _Vehicle()
    drafts = [new_task(server, number) for number in range(UNSENT)]
    outbox.insert.add(drafts, 1.0)
    outbox.close()
    flat.write_text(json.dumps([to_plain(draft.fields) for draft in drafts]))

    def ours() -> None:
        opened = Outbox(path)
        assert len(opened.queries.open_ops()) == UNSENT
        opened.close()

    return row(
        f"outbox opened and read, {UNSENT} unsent",
        timed(ours, 5),
        timed(lambda: json.loads(flat.read_text())),
        "json.loads of the same fields",
    )


class _Vehicle:
    vehicle = "242KDN"


def dying(folder: Path) -> Row:
    """One death at a step of the real code, a second life, and the judgement."""
    dice = random.Random(1)
    script = [[dice.choice(FATES) for _ in range(6)] for _ in range(DEATHS)]
    server = Server()
    began = time.perf_counter()
    tally = enumerate_crashes(folder, server, script, Outbox, DEATHS)
    assert (tally["lost"], tally["doubled"], tally["stuck"]) == (0, 0, 0), tally
    return row(
        f"one death of {DEATHS}, restarted, drained and judged",
        Figure(((time.perf_counter() - began) * 1000 / DEATHS,)),
        None,
        "",
    )
