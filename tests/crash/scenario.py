"""What a dispatcher does in one trial, what must be on the server in the end, and every step at which it may die."""

import shutil
from datetime import UTC, datetime, timedelta

from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.storage.outbox.db import OutboxDatabase
from tests.crash.world import ACCOUNT, Clock, Program, SimCrash, Steps, run, unended

MORNING = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
FATES = ("ok", "lost", "cut", "refused", "500", "500after", "503", "429")


def new_task(server, number, **more):
    fields = {
        "unit": server.vehicle,
        "order_ref": f"FD-261126-{number:08d}",
        "start_at": MORNING,
        "stop_at": MORNING + timedelta(hours=2),
        "lat": 59.4,
        "lon": 24.7,
        "address": "Tamme 1",
    }
    fields |= more
    return Draft(ACCOUNT, f"n{number}", OpKind.CREATE, fields, label=fields["order_ref"], proposed=True)


def edit(task, base, **fields):
    kind = OpKind.STATUS if set(fields) == {"status"} else OpKind.UPDATE
    return Draft(ACCOUNT, task, kind, fields, base, label=task)


def acts(server):
    """Make one and edit it (the edit may merge), make another, set a status."""
    return [
        [new_task(server, 1)],
        [edit("n1", {"notes": None}, notes="dock 3")],
        [new_task(server, 2)],
        [edit("n1", {"status": TaskStatus.CREATED}, status=TaskStatus.IN_PROGRESS)],
    ]


WANTED = {  # by how many of the acts were acknowledged
    "FD-261126-00000001": {1: {"task_address": "Tamme 1"}, 2: {"task_notes": "dock 3"}, 4: {"status": 2}},
    "FD-261126-00000002": {3: {"task_address": "Tamme 1"}},
}


async def live(program, server, acknowledged):
    """The acts, with some sending in between; what was acknowledged is counted as it happens."""
    for turn, drafts in enumerate(acts(server)):
        program.outbox.insert.add(drafts, program.clock())
        acknowledged[0] += 1
        if turn % 2 == 0:
            program.clock.at += await program.turn() or 0.0
    await program.drain()


def trial(path, server, script, crash_at, make):
    """One life with one death in it, then a second life without: (crashed, steps, acknowledged, left open)."""
    server.begin()
    if script:  # the trials without faults make the file too, the others find it made
        shutil.copyfile(made_in(path.parent), path)
    return two_lives(path, server, live, script, crash_at, make)


def two_lives(path, server, first, script, crash_at, make):
    """The life `first` with one death in it, then a second one without: (crashed, steps, acknowledged, left open)."""
    clock, steps, acknowledged = Clock(), Steps(crash_at), [0]
    program, crashed = None, False
    try:
        program = Program(path, server, clock, steps, script, make)
        run(lambda: first(program, server, acknowledged))
    except SimCrash:
        crashed = True
    if program:
        program.die()
    clock.at += 1.0
    again = Program(path, server, clock, Steps(), (), make)
    run(again.drain)
    left = unended(again.outbox)
    again.die()
    for each in path.parent.glob(path.name + "*"):
        each.unlink()
    return crashed, steps.count, acknowledged[0], left


def made_in(folder):
    """An empty outbox, closed."""
    made = folder / "made"
    if not made.exists():
        OutboxDatabase(made).close()
    return made


def judge(server, acknowledged):
    """(lost, doubled): acknowledged acts that do not show, and tasks or audited changes that are there twice.

    The act at whose end the program died may have been kept or not.
    """
    rows = server.tasks()
    refs = [row["order_ref"] for row in rows]
    by_ref = {row["order_ref"]: row for row in rows}
    lost = sum(not _shows(by_ref.get(ref), stages, acknowledged) for ref, stages in WANTED.items())
    doubled = len(refs) - len(set(refs))
    seen = [str((line["task"], line["changes"])) for line in server.audit() if line["changes"]]
    doubled += len(seen) - len(set(seen))
    doubled += sum(not line["changes"] for line in server.audit())  # an update that changed nothing was sent twice
    return lost, doubled


def _shows(row, stages, acknowledged):
    kept, maybe = {}, {}
    for stage, fields in stages.items():
        (kept if stage <= acknowledged else maybe if stage == acknowledged + 1 else {}).update(fields)
    if not kept:
        return True
    return row is not None and all(row[name] in (value, maybe.get(name, value)) for name, value in kept.items())


def enumerate_crashes(folder, server, scripts, make, most, play=None):
    """Every step of every script as the moment of death, until `most` deaths: a tally. `play` is trial and judge."""
    trying, judging = play or (trial, judge)
    tally = {"deaths": 0, "lost": 0, "doubled": 0, "stuck": 0}
    for script in scripts:
        step = 0
        while True:
            step += 1
            crashed, _, acknowledged, left = trying(folder / "outbox.db", server, script, step, make)
            lost, doubled = judging(server, acknowledged)
            tally["lost"] += lost
            tally["doubled"] += doubled
            tally["stuck"] += len(left)
            if not crashed:
                break
            tally["deaths"] += 1
            if tally["deaths"] >= most:
                return tally
    return tally
