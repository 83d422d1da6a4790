"""Writes into the real outbox until the power goes, and what is there when it is back."""

import contextlib
import random
from pathlib import Path

import apsw

from fleetdesk.domain.outbox import OpState
from fleetdesk.storage.outbox import Outbox
from tests.power.disk import Disk, Plugged, PowerCut
from tests.storage.outboxes import NOW, create, edit

PATH = Path("/outbox.db")  # on the disk in memory


def outbox_on(disk, synchronous, made):
    """The real outbox; only its name and its rights are on a real disk."""
    made.touch()
    return Outbox(made, lambda _: Plugged(PATH, disk, synchronous))


def work(outbox, dice, told):
    """A dispatcher's morning and a sender's; `told` gets the uid and the state of every write that was acknowledged."""
    for number in range(1000):
        (op,) = outbox.add([create(f"n{number}", f"R{number}", notes="x" * dice.randrange(3000))], NOW, step=True)
        told[op.uid] = {OpState.QUEUED}
        told[op.uid] = {OpState.QUEUED, OpState.CANCELLED}  # the next may be kept and not yet acknowledged
        (op,) = outbox.add([edit(f"n{number}", notes=f"later {number}")], NOW)
        told[op.uid] = {OpState.QUEUED}
        if dice.random() < 0.7:
            told[op.uid].add(OpState.SENDING)
            outbox.begin(op.id, NOW)
            told[op.uid] = {OpState.SENDING, OpState.DONE}
            outbox.done(op.id, NOW, 12000 + number)
            told[op.uid] = {OpState.DONE}
        if number % 20 == 19:
            outbox.db.execute("PRAGMA wal_checkpoint(PASSIVE)")


def one_cut(folder, seed, synchronous="FULL", most=400):
    """(acknowledged, lost, broken, syncs, commits): one life, one cut, one look."""
    dice = random.Random(seed)
    disk = Disk(cut_at=dice.randrange(20, most))
    told = {}
    with contextlib.suppress(PowerCut, apsw.Error):
        work(outbox_on(disk, synchronous, folder / "made"), dice, told)
    acknowledged = dict(told)
    disk.bury()
    after = Disk(disk.after_the_cut(dice))
    return len(acknowledged), *_look(folder, after, acknowledged), disk.syncs


def _look(folder, disk, told):
    try:
        outbox = outbox_on(disk, "FULL", folder / "made")
        broken = outbox.db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        states = {op.uid: op.state for op in (*outbox.open_ops(), *outbox.ended(10_000)) if not op.damaged}
        outbox.close()
    except apsw.Error:
        return len(told), 1
    return sum(states.get(uid) not in allowed for uid, allowed in told.items()), int(broken)
