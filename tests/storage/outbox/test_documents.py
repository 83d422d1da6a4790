"""Documents in the outbox's file: kept through migration and recovery, never two of a task in flight, never twice."""

import contextlib
import hashlib
import json
import sqlite3

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.storage.durable_sqlite import open_precious
from fleetdesk.storage.outbox.backups import copies, make_copy
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.recovery import open_outbox
from fleetdesk.storage.outbox.rows import MIGRATIONS, insertion
from tests.storage.outbox.outboxes import NOW, create, edit, status

LATER = NOW + 60


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outbox.db"


@pytest.fixture
def outbox(path):
    made = Outbox(path)
    yield made
    made.close()


def scan(number=1, kind=DocumentType.CMR, **more):
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    return Upload(sha256, 1000 + number, "image/jpeg", f"scan {number}.jpg", kind, f"fd{number:012x}", **more)


def upload(number=1, task="7", kind=DocumentType.CMR, **more):
    return Draft("m", task, OpKind.UPLOAD, scan(number, kind, **more).jsonable(), {}, "ORDER-1")


def retype(file=500, kind="order", task="7"):
    return Draft("m", task, OpKind.RETYPE, {"file": file, "type": kind, "name": "a.jpg"}, {"type": "cmr"}, "ORDER-1")


def added(outbox, *drafts):
    return outbox.insert.add(drafts, NOW)


def filed(outbox, op, file=900, echoes=True):
    outbox.documents.sending(op.id, NOW, [])
    return outbox.documents.filed(op.id, NOW, file, echoes=echoes)


def damage(path):
    """No SQLite takes the file any more, but its rows can still be read."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema=ON")
        db.execute("DELETE FROM sqlite_schema WHERE name = 'pause'")
        db.commit()


@contextlib.contextmanager
def rescued(path):
    """The outbox of a start that found its file damaged."""
    outbox, notices = open_outbox(path, LATER)
    assert any("was damaged" in each for each in notices)
    yield outbox
    outbox.close()


# -- migration


def first_version(path, *drafts, state="queued"):
    """A file as the first version of its schema kept it."""
    with contextlib.closing(open_precious(path, MIGRATIONS[:1])) as db:
        for number, draft in enumerate(drafts):
            db.execute("INSERT OR IGNORE INTO task_map VALUES (?, ?, NULL, NULL)", (draft.account, draft.task))
            row = insertion(draft, number + 1, NOW, f"uid{number}") | {"state": state}
            db.execute(f"INSERT INTO op({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


WRITES = (create(), edit(notes="dock 3"), status())


def test_a_file_of_the_first_version_keeps_its_open_writes(path):
    first_version(path, *WRITES)
    with contextlib.closing(Outbox(path)) as outbox:
        found = [(op.task, op.kind, op.fields, op.damaged) for op in outbox.queries.open_ops()]
    assert found == [(draft.task, draft.kind, draft.fields, False) for draft in WRITES]


def test_what_was_in_flight_before_a_migration_still_is(path):
    first_version(path, edit(notes="x"), state="sending")
    with contextlib.closing(Outbox(path)) as outbox:
        assert [op.state for op in outbox.transitions.recover(LATER)] == [OpState.UNCERTAIN]


def test_a_migrated_file_takes_documents(path):
    first_version(path, *WRITES)
    with contextlib.closing(Outbox(path)) as outbox:
        (op,) = added(outbox, upload())
        assert filed(outbox, op).state is OpState.DONE


def test_a_migration_that_died_is_done_again(path):
    first_version(path, *WRITES)
    steps = (MIGRATIONS[0], MIGRATIONS[1] + "; CREATE TABLE op(x)")
    with pytest.raises(sqlite3.Error):
        open_precious(path, steps)
    with contextlib.closing(Outbox(path)) as outbox:
        assert len(outbox.queries.open_ops()) == len(WRITES)


def test_a_file_of_this_version_is_refused_by_the_first_one_and_left_as_it_is(path):
    Outbox(path).close()
    before = path.read_bytes()
    with pytest.raises(Exception, match="a newer FleetDesk"):
        open_precious(path, MIGRATIONS[:1])
    assert path.read_bytes() == before


# -- rescue


def test_a_rescue_keeps_documents_and_looks_before_it_sends_them(path):
    with contextlib.closing(Outbox(path)) as outbox:
        added(outbox, upload())
    damage(path)
    with rescued(path) as outbox:
        (op,) = outbox.queries.open_ops()
        assert (op.upload, op.state, op.damaged) == (scan(), OpState.UNCERTAIN, False)


def test_a_rescue_keeps_what_was_filed(path):
    with contextlib.closing(Outbox(path)) as outbox:
        filed(outbox, *added(outbox, upload()))
        before = outbox.documents.filed_here()
    damage(path)
    with rescued(path) as outbox:
        assert outbox.documents.filed_here() == before
        with pytest.raises(UsageError, match="filed"):
            added(outbox, upload())


def test_a_rescue_from_a_copy_keeps_documents_and_what_was_filed(path):
    with contextlib.closing(Outbox(path)) as outbox:
        filed(outbox, *added(outbox, upload()))
        added(outbox, upload(2))
        before = outbox.documents.filed_here()
        make_copy(outbox.database)
    path.write_bytes(b"nonsense" * 1000)
    with rescued(path) as outbox:
        assert outbox.documents.filed_here() == before
        assert [op.upload for op in outbox.queries.open_ops()] == [scan(2)]


def test_a_rescue_from_a_copy_of_the_first_version_keeps_its_writes(path):
    first_version(path, *WRITES)
    path.rename(path.with_name(f"{path.name}.copy1"))
    path.write_bytes(b"nonsense" * 1000)
    assert len(copies(path)) == 1
    with rescued(path) as outbox:
        assert [(op.task, op.kind, op.fields) for op in outbox.queries.open_ops()] == [
            (draft.task, draft.kind, draft.fields) for draft in WRITES
        ]


def test_a_rescue_of_a_file_of_the_first_version_keeps_its_writes(path):
    first_version(path, *WRITES)
    damage(path)
    with rescued(path) as outbox:
        assert len(outbox.queries.open_ops()) == len(WRITES)


def test_of_several_documents_the_one_in_flight_is_looked_for_after_a_rescue(path):
    with contextlib.closing(Outbox(path)) as outbox:
        first, second = added(outbox, upload(1), upload(2))
        outbox.decisions.pause_upload(first.id)
        outbox.documents.sending(second.id, NOW, [])
    damage(path)
    with rescued(path) as outbox:
        states = {op.fields["name"]: op.state for op in outbox.queries.open_ops()}
    assert states["scan 2.jpg"] is OpState.UNCERTAIN


def test_a_document_that_the_user_paused_is_not_sent_by_a_rescue(path):
    with contextlib.closing(Outbox(path)) as outbox:
        (op,) = added(outbox, upload())
        outbox.decisions.pause_upload(op.id)
    damage(path)
    with rescued(path) as outbox:
        (op,) = outbox.queries.open_ops()
        assert op.paused


# -- damage


@pytest.mark.parametrize(
    "spoilt",
    ["replace(payload, 'cmr', 'cMr')", "replace(payload, 'sha256', 'sha257')", "'{'", "'[]'", "x'ff00fe'", "'{}'"],
)
def test_a_damaged_upload_asks_and_is_never_sent(path, spoilt):
    with contextlib.closing(Outbox(path)) as outbox:
        (op,) = added(outbox, upload())
        outbox.database.execute(f"UPDATE op SET payload = {spoilt} WHERE id = ?", (op.id,))
    outbox, notices = open_outbox(path, LATER)
    with contextlib.closing(outbox):
        assert "damaged" in notices[0]
        assert outbox.transitions.due("m", LATER, uploads=True) == []
        (op,) = outbox.queries.open_ops()
        assert (op.asks, op.state, op.upload) == (True, OpState.BLOCKED, None)


def test_what_follows_a_damaged_upload_is_not_held_up(outbox):
    first, second = added(outbox, upload(1), upload(2))
    outbox.database.execute("UPDATE op SET payload = '{' WHERE id = ?", (first.id,))
    assert [op.id for op in outbox.transitions.due("m", NOW, uploads=True)] == [second.id]


@pytest.mark.parametrize("known", ["", "{", "[1]", "7", "null", "x'ff'"])
def test_damaged_knowledge_of_the_servers_files_is_just_empty(outbox, known):
    (op,) = added(outbox, upload())
    outbox.database.execute("UPDATE op SET known = ? WHERE id = ?", (known, op.id))
    found = outbox.queries.op(op.id)
    assert (dict(found.known), found.damaged) == ({}, False)


# -- in flight


def test_two_uploads_of_one_task_are_never_in_flight_together(outbox):
    first, second = added(outbox, upload(1), upload(2))
    outbox.documents.sending(first.id, NOW, [])
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        outbox.documents.sending(second.id, NOW, [])
    assert outbox.queries.op(second.id).state is OpState.QUEUED


@pytest.mark.parametrize("state", ["sending", "confirming", "uncertain"])
def test_no_upload_is_due_while_one_of_its_task_is_in_flight(outbox, state):
    first, _ = added(outbox, upload(1), upload(2))
    outbox.documents.sending(first.id, NOW, [])
    outbox.database.execute("UPDATE op SET state = ?, not_before = ? WHERE id = ?", (state, LATER, first.id))
    assert outbox.transitions.due("m", NOW, most=9, uploads=True) == []


def test_uploads_of_two_tasks_may_be_in_flight_together(outbox):
    ops = added(outbox, upload(1), upload(2, "8"))
    assert [outbox.documents.sending(op.id, NOW, []).state for op in ops] == [OpState.SENDING, OpState.SENDING]


def test_an_upload_and_a_write_of_its_task_may_be_in_flight_together(outbox):
    ops = added(outbox, upload(), edit(notes="x"), retype())
    assert [outbox.transitions.sending(op.id, NOW).state for op in ops] == [OpState.SENDING] * 3


def test_a_paused_upload_lets_the_next_of_its_task_go(outbox):
    first, second = added(outbox, upload(1), upload(2))
    assert outbox.decisions.pause_upload(first.id).paused
    assert [op.id for op in outbox.transitions.due("m", NOW, most=9, uploads=True)] == [second.id]


# -- what the user does


def test_a_paused_upload_goes_on_where_the_user_wants_it(outbox):
    (op,) = added(outbox, upload())
    outbox.decisions.pause_upload(op.id)
    assert outbox.transitions.due("m", NOW, uploads=True) == []
    outbox.decisions.retry(op.id)
    assert [each.id for each in outbox.transitions.due("m", NOW, uploads=True)] == [op.id]


@pytest.mark.parametrize("state", ["sending", "confirming", "uncertain"])
def test_one_that_may_have_arrived_is_not_paused_because_it_would_go_again_unlooked_for(outbox, state):
    (op,) = added(outbox, upload())
    outbox.database.execute("UPDATE op SET state = ? WHERE id = ?", (state, op.id))
    assert outbox.decisions.pause_upload(op.id).state == state


def test_a_pause_outlives_a_restart(outbox, path):
    (op,) = added(outbox, upload())
    outbox.decisions.pause_upload(op.id)
    with contextlib.closing(Outbox(path)) as again:
        again.transitions.recover(LATER)
        assert again.queries.op(op.id).paused


def test_an_upload_that_waits_takes_other_words_in_its_place(outbox):
    first, second = added(outbox, upload(1), upload(2))
    new = outbox.decisions.edit_upload(first.id, {"type": "order", "hidden": True}, NOW)
    assert (new.upload.type, new.upload.hidden, new.upload.sha256) == (DocumentType.ORDER, True, scan().sha256)
    assert [op.id for op in outbox.transitions.due("m", NOW, uploads=True)] == [new.id]
    assert outbox.queries.op(first.id).state is OpState.CANCELLED
    assert outbox.queries.op(second.id).state is OpState.QUEUED


@pytest.mark.parametrize("state", ["sending", "confirming", "uncertain", "done", "cancelled"])
def test_an_upload_that_has_begun_or_ended_takes_no_other_words(outbox, state):
    (op,) = added(outbox, upload())
    outbox.database.execute("UPDATE op SET state = ? WHERE id = ?", (state, op.id))
    assert outbox.decisions.edit_upload(op.id, {"type": "order"}, NOW) is None
    assert outbox.queries.op(op.id).state == state


def test_other_words_that_make_it_a_document_that_waits_are_refused(outbox):
    first, _ = added(outbox, upload(1, kind=DocumentType.ORDER), upload(1))
    with pytest.raises(UsageError, match="in the queue"):
        outbox.decisions.edit_upload(first.id, {"type": "cmr"}, NOW)
    assert outbox.queries.op(first.id).state is OpState.QUEUED


def test_a_pause_stays_when_the_words_change(outbox):
    (op,) = added(outbox, upload())
    outbox.decisions.pause_upload(op.id)
    assert outbox.decisions.edit_upload(op.id, {"type": "order"}, NOW).paused


def test_a_document_that_the_user_recognised_is_filed(outbox):
    (op,) = added(outbox, upload())
    outbox.documents.sending(op.id, NOW, [1])
    outbox.transitions.ask(op.id, OpState.BLOCKED, "which", "Which?")
    assert outbox.decisions.identify(op.id, NOW, 77).state is OpState.DONE
    assert [(each.file, each.blob) for each in outbox.documents.filed_here()] == [(77, scan().blob)]


def test_recognising_teaches_nothing_about_the_servers_names(outbox):
    (op,) = added(outbox, upload())
    outbox.documents.sending(op.id, NOW, [1])
    outbox.transitions.ask(op.id, OpState.BLOCKED, "which", "Which?")
    outbox.decisions.identify(op.id, NOW, 77)
    assert outbox.documents.echoes("m") is None


@pytest.mark.parametrize("shows", [True, False])
def test_whether_a_server_shows_names_is_known_from_the_last_document(outbox, shows):
    first, second = added(outbox, upload(1), upload(2))
    filed(outbox, first, 900, not shows)
    filed(outbox, second, 901, shows)
    assert outbox.documents.echoes("m") is shows


# -- the same document


def test_the_same_bytes_as_something_else_are_another_document(outbox):
    assert len(added(outbox, upload(1), upload(1, kind=DocumentType.ORDER))) == 2


def test_the_same_bytes_on_another_task_are_another_document(outbox):
    assert len(added(outbox, upload(1), upload(1, "8"))) == 2


def test_of_several_drafts_none_is_kept_where_one_is_there_already(outbox):
    added(outbox, upload(1))
    with pytest.raises(UsageError, match=r"scan 1.jpg is in the queue on ORDER-1"):
        added(outbox, upload(2), upload(1))
    assert len(outbox.queries.open_ops()) == 1


def test_the_write_that_waits_to_file_a_document_is_found(outbox):
    (op,) = added(outbox, upload())
    assert outbox.queries.same_document(upload()) == op.id
    assert outbox.queries.same_document(upload(2)) is None


def test_a_task_named_by_the_servers_id_is_the_one_that_was_made_here(outbox):
    (made,) = added(outbox, create("n1"))
    outbox.transitions.done(made.id, NOW, 4711)
    (op,) = added(outbox, upload(1, "n1"))
    assert outbox.queries.same_document(upload(1, "4711")) == op.id
    with pytest.raises(UsageError, match="in the queue"):
        added(outbox, upload(1, "4711"))


def test_a_discarded_document_may_be_filed_again(outbox):
    (op,) = added(outbox, upload())
    outbox.decisions.discard(op.id, NOW)
    assert not outbox.queries.is_there(upload())
    assert len(added(outbox, upload())) == 1


# -- copies


@pytest.mark.parametrize("state", ["queued", "sending", "confirming", "uncertain", "blocked", "dead", "conflict"])
def test_the_copy_of_a_document_that_has_not_ended_is_needed(outbox, state):
    (op,) = added(outbox, upload())
    outbox.database.execute("UPDATE op SET state = ? WHERE id = ?", (state, op.id))
    assert outbox.documents.copies_needed(NOW + 1e9) == {scan().blob}


def test_the_copy_of_a_discarded_document_is_not_needed(outbox):
    (op,) = added(outbox, upload())
    outbox.decisions.discard(op.id, NOW)
    assert outbox.documents.copies_needed(0.0) == set()


def test_a_copy_that_two_documents_share_is_needed_by_the_one_that_waits(outbox):
    first, second = added(outbox, upload(1), upload(1, "8"))
    outbox.decisions.discard(first.id, NOW)
    assert outbox.documents.copies_needed(0.0) == {scan().blob}
    outbox.decisions.discard(second.id, NOW)
    assert outbox.documents.copies_needed(0.0) == set()


def test_a_filed_copy_is_needed_for_a_while(outbox):
    filed(outbox, *added(outbox, upload()))
    assert outbox.documents.copies_needed(NOW) == {scan().blob}
    assert outbox.documents.copies_needed(NOW + 1) == set()


def test_a_damaged_upload_keeps_its_copy_where_its_name_can_be_read(outbox):
    (op,) = added(outbox, upload())
    outbox.database.execute("UPDATE op SET payload = replace(payload, 'scan', 'sCan') WHERE id = ?", (op.id,))
    assert outbox.queries.op(op.id).damaged
    assert scan().blob in outbox.documents.copies_needed(0.0)


def test_what_was_known_before_it_went_is_kept_with_the_intent(outbox):
    (op,) = added(outbox, upload())
    assert json.loads(json.dumps(outbox.documents.sending(op.id, NOW, [3, 1]).known)) == {"before": [1, 3]}
    assert outbox.documents.named(op.id, 9).known == {"before": [1, 3], "file": 9}
