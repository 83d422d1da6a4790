"""Writes into the real outbox until the power goes, and what is there when it is back."""

import contextlib
import random
from pathlib import Path

import apsw

from fleetdesk.domain.outbox import OpState
from fleetdesk.storage.outbox.outbox import Outbox
from tests.power.disk import Disk, Plugged, PowerCut
from tests.storage.outbox.outboxes import NOW, create, edit, ended

PATH = Path("/outbox.db")  # on the disk in memory
MOST = 400
NAMES = ("acknowledged", "lost", "broken", "syncs", "in_checkpoint")


def outbox_on(disk, synchronous, made):
    """The real outbox; only its name and its rights are on a real disk."""
    made.touch()
    return Outbox(made, lambda _: Plugged(PATH, disk, synchronous))


def work(outbox, dice, told, first):
    """A dispatcher's morning and a sender's; `told` gets the uid and the state of every write that was acknowledged."""
    for number in range(first, first + 1000):
        (op,) = outbox.insert.add(
            [create(f"n{number}", f"R{number}", notes="x" * dice.randrange(3000))], NOW, gesture="g"
        )
        told[op.uid] = {OpState.QUEUED}
        told[op.uid] = {OpState.QUEUED, OpState.CANCELLED}  # the next may be kept and not yet acknowledged
        (op,) = outbox.insert.add([edit(f"n{number}", notes=f"later {number}")], NOW)
        told[op.uid] = {OpState.QUEUED}
        if dice.random() < 0.7:
            told[op.uid].add(OpState.SENDING)
            outbox.transitions.sending(op.id, NOW)
            told[op.uid] = {OpState.SENDING, OpState.DONE}
            outbox.transitions.done(op.id, NOW, 12000 + number)
            told[op.uid] = {OpState.DONE}


def one_cut(folder, seed, synchronous="FULL"):
    """The counts of NAMES after one cut and one look; half of the files had met a cut before."""
    dice, told, files = random.Random(seed), {}, {}
    if dice.random() < 0.5:
        files = _cut_off(folder, _disk({}, dice), dice, synchronous, told, 0)
    disk = _disk(files, dice)
    files = _cut_off(folder, disk, dice, synchronous, told, 1000)
    in_checkpoint = disk.cut_in == str(PATH) and disk.written_ahead
    return len(told), *_look(folder, Disk(files), told), disk.syncs, int(in_checkpoint)


def _disk(files, dice):
    return Disk(files, dice.randrange(1, MOST), safe=dice.random() < 0.5)


def _cut_off(folder, disk, dice, synchronous, told, first):
    """A life until the power goes: the files that are there when it is back."""
    with contextlib.suppress(PowerCut, apsw.Error):
        work(outbox_on(disk, synchronous, folder / "made"), dice, told, first)
    disk.bury()
    return disk.after_the_cut(dice)


def _look(folder, disk, told):
    try:
        outbox = outbox_on(disk, "FULL", folder / "made")
        broken = outbox.database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        states = {op.uid: op.state for op in (*outbox.queries.open_ops(), *ended(outbox)) if not op.damaged}
        outbox.close()
    except apsw.Error:
        return len(told), 1
    return sum(states.get(uid) not in allowed for uid, allowed in told.items()), int(broken)
