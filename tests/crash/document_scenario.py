"""Documents in one trial: three on two tasks, one of which is not made yet, and a filed one that gets another type.

Each is copied before it is kept, as in the desk; the death may come between the two.
"""

import hashlib
import secrets
import shutil
from collections import Counter

from fleetdesk.documents.cleanup import sweep
from fleetdesk.documents.staging import stage_bytes
from fleetdesk.domain.documents import DocumentType, Upload, new_tag
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.simulator.metrotec.tasking import make_task
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.uploads import Uploads
from tests.crash.scenario import made_in, new_task
from tests.crash.world import ACCOUNT, START, Clock, Program, SimCrash, Steps, run, unended

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4
NEW, THERE = "n2", "n1"
LIMIT = 1 << 20
DOCUMENTS = {  # by the act that files it
    1: (THERE, DocumentType.DELIVERY_NOTE, JPEG + b"1"),
    2: (NEW, DocumentType.CMR, JPEG + b"2"),
    4: (THERE, DocumentType.CMR, JPEG + b"4"),
}
RETYPE = 3
ACTS = 5
TASK = {
    "order_ref": "ORDER-1",
    "lat": 59.4,
    "lon": 24.7,
    "task_address": "Tamme 1",
    "start_time": "2026-11-26 08:00:00",
    "stop_time": "2026-11-26 10:00:00",
}
OLD = {
    "pivot_type": "route_tasks",
    "defined_name": "Photo",
    "file_name": "a.jpg",
    "mime": "image/jpeg",
    "file_type": "other",
    "uploaded_at": "2026-11-01 12:00:00",
    "oid": 100,
    "hidden": 0,
}


class World:
    """The server of one trial: a task with a document that was filed long ago."""

    def __init__(self, server, shown):
        server.begin()
        server.sim.clock.set(START, 0.0)
        server.sim.quirks.echo_name = shown
        self.server = server
        self.task = make_task(server.sim, {**TASK, "object_id": server.vehicle}, "somebody")["id"]
        row = {**OLD, "pivot_id": str(self.task), "sender": server.sim.username}
        self.old = server.sim.store.add("file", 900, row)["id"]

    def act(self, number, program):
        """The drafts of an act of the user; a document's copy is on the disk before its draft is kept."""
        if number == 0:
            return [new_task(self.server, 2)]
        if number == RETYPE:
            fields = {"file": self.old, "type": "image", "name": "a.jpg"}
            return [Draft(ACCOUNT, str(self.task), OpKind.RETYPE, fields, {"type": "other"}, "ORDER-1")]
        task, kind, data = DOCUMENTS[number]
        staged = stage_bytes(data, "scan.jpg", program.folder, LIMIT)
        program.steps()
        tag = new_tag(staged.sha256, secrets.token_hex(6))
        upload = Upload(staged.sha256, staged.size, staged.mime, staged.name, kind, tag)
        end = str(self.task) if task == THERE else task
        return [Draft(ACCOUNT, end, OpKind.UPLOAD, upload.jsonable(), {}, "ORDER-1")]


async def live(world, program, acknowledged):
    for number in range(ACTS):
        program.outbox.insert.add(world.act(number, program), program.clock())
        acknowledged[0] += 1
        if number in (1, 3):
            waits = await program.turn(), await program.turn(program.uploads)
            program.clock.at += max(wait or 0.0 for wait in waits)
    await program.drain(documents=True)


def play(shown, uploads=Uploads):
    """The trial and the judge for a server that shows names, or shows none."""

    def trial(path, server, script, crash_at, make=Outbox):
        """One life with one death in it, then a second one without: (crashed, steps, acknowledged, left open)."""
        world = World(server, shown)
        shutil.copyfile(made_in(path.parent), path)
        clock, steps, acknowledged = Clock(), Steps(crash_at), [0]
        program, crashed = None, False
        try:
            program = Program(path, server, clock, steps, script, make, uploads)
            run(lambda: live(world, program, acknowledged))
        except SimCrash:
            crashed = True
        if program:
            program.die()
        clock.at += 1.0
        again = Program(path, server, clock, Steps(), (), make, uploads)
        sweep(again.folder, again.outbox.documents.copies_needed(0.0).__contains__, 2**40, 0.0)
        run(lambda: again.drain(documents=True))
        left = unended(again.outbox)
        again.die()
        for each in [*path.parent.glob(path.name + "*"), *again.folder.glob("*")]:
            each.unlink()
        return crashed, steps.count, acknowledged[0], left

    return trial, judge


def judge(server, acknowledged):
    """(lost, doubled): acknowledged documents that are not on their task byte for byte, and files there twice."""
    blobs = {number: digest for number, (digest, _, _) in server.sim.store.blobs().items()}
    refs = {str(row["id"]): row["order_ref"] for row in server.tasks()}
    there = Counter(
        (refs.get(row["pivot_id"]), row["file_type"], blobs[row["id"]]) for row in server.files() if row["id"] in blobs
    )
    wanted = {
        number: (_ref(task), kind.value, hashlib.sha256(data).hexdigest())
        for number, (task, kind, data) in DOCUMENTS.items()
    }
    lost = sum(acknowledged > number and not there[each] for number, each in wanted.items())
    doubled = sum(count - 1 for count in there.values()) + sum(each not in wanted.values() for each in there)
    (old,) = (row for row in server.files() if row["id"] not in blobs)
    lost += acknowledged > RETYPE and old["file_type"] != "image"
    refs_there = list(refs.values())
    lost += acknowledged > 0 and _ref(NEW) not in refs_there
    return lost, doubled + len(refs_there) - len(set(refs_there))


def _ref(task):
    return "ORDER-1" if task == THERE else "FD-261126-00000002"
