"""A desk without a window that files documents, to be killed: it copies, keeps, sends over real HTTP and confirms.

It tells of itself as worker.py does: ["try", act], ["ack", number], ["kept" or "gone", number], ["end", left, why].
"""

import asyncio
import secrets
import time
from pathlib import Path

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.documents import staging
from fleetdesk.documents.cleanup import sweep
from fleetdesk.domain.documents import DocumentType, Upload, new_tag
from fleetdesk.domain.outbox import ASKING, Draft, OpKind
from fleetdesk.storage.outbox.documents import Documents
from fleetdesk.storage.outbox.insert import Insert
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.transitions import Transitions
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.uploads import Uploads
from tests.crash.mutants import SendsAgain
from tests.kill import worker
from tests.kill.worker import ACCOUNT, SETTLE_S, dying, guarded, passing

LIMIT = 25 << 20
SENDING, FILING = ("doubt", "unsent", "again", "postpone", "recover"), ("sending", "named", "filed")
COPYING = ("_copy", "_settle", "sync_folder")


def dying_outbox(path, pass_by):
    """The outbox, dead just before or just after a commit."""
    return Outbox(
        path,
        insert=dying(Insert, ["add"], pass_by),
        transitions=dying(Transitions, SENDING, pass_by),
        documents=dying(Documents, FILING, pass_by),
    )


def source_of(act, folder):
    """The file of an act as the user has it: its bytes follow from its number, so that a dead one can be judged."""
    path = Path(folder) / f"scan {act['n']}.jpg"
    path.write_bytes(bytes_of(act))
    return path


def bytes_of(act):
    mark = act["mark"].encode()
    return (b"\xff\xd8\xff\xe0" + mark * (act["size"] // len(mark) + 1))[: act["size"]]


class Life:
    """One life of the program, from its start to its death or until everything is confirmed."""

    def __init__(self, told, path, folder, pass_by, mutant=False):
        self.outbox, self.folder, self.pass_by = dying_outbox(path, pass_by), folder, pass_by
        self.outbox_thread = OutboxThread(self.outbox)
        self.provider = Metrotec(ACCOUNT, told["metrotec_url"], told["username"], told["password"])
        self.moved = asyncio.Event()
        kind = SendsAgain if mutant else Uploads
        self.uploads = kind(
            self.outbox_thread,
            {ACCOUNT: self.provider},
            Background(lambda name, error: None),
            self._told,
            lambda account, task, files: None,
            lambda sentence: None,
            folder,
            time.time,
            SETTLE_S,
        )

    def _told(self, op):
        self.moved.set()

    async def run(self, say, model, acts, sources):
        if model.tried:
            say("kept" if self._is_kept(model.tried) else "gone", model.tried["n"])
        self.sweep()
        await self.outbox_thread.do(self.outbox.transitions.recover, time.time() + SETTLE_S)
        self.uploads.loops.start(ACCOUNT)
        for _ in range(acts):
            act = model.next_act()
            say("try", act)
            await self._file(act, sources)
            say("ack", act["n"])
            self.uploads.loops.wake(ACCOUNT)
            await asyncio.sleep(model.dice.uniform(0, 0.05))
        await self.drain(say)

    def _is_kept(self, act):
        sql = "SELECT 1 FROM op WHERE kind = 'file.upload' AND payload LIKE ?"
        return bool(self.outbox.database.execute(sql, (f'%"name":"scan {act["n"]}.jpg"%',)).fetchall())

    async def _file(self, act, sources):
        path = await asyncio.to_thread(source_of, act, sources)
        staged = await asyncio.to_thread(staging.stage, path, self.folder, LIMIT, lambda done: self.pass_by())
        self.pass_by()
        tag = new_tag(staged.sha256, secrets.token_hex(6))
        upload = Upload(staged.sha256, staged.size, staged.mime, staged.name, DocumentType(act["type"]), tag)
        draft = Draft(ACCOUNT, act["task"], OpKind.UPLOAD, upload.jsonable(), {}, act["task"])
        await self.outbox_thread.write(self.outbox.insert.add, [draft], time.time())

    def sweep(self):
        """What a start does; here also what is young goes, since nothing else runs in the folder."""
        sweep(self.folder, self.outbox.documents.copies_needed(0.0).__contains__, time.time() + 10, 0.0)

    async def drain(self, say):
        while True:
            self.moved.clear()
            ops = await self.outbox_thread.do(self.outbox.queries.open_ops)
            if all(op.state in ASKING for op in ops):
                break
            await self.moved.wait()
        say("end", len(ops), [f"{op.label}: {op.code} {op.reason}" for op in ops])


def live(pipe, told, place, model, acts, mutant, die_at):
    """What the forked child does; it does not return."""
    path, folder, sources = place
    pass_by = passing(die_at)
    for name in COPYING:
        setattr(staging, name, guarded(getattr(staging, name), pass_by))

    async def all_of_it(say):
        await Life(told, path, folder, pass_by, mutant).run(say, model, acts, sources)

    worker.live_as(pipe, model, all_of_it)
