"""Which finished tasks lack a document, by what the servers list and what waits here."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fleetdesk.api.parts import Listing, RowList
from fleetdesk.base.errors import NoAnswer
from fleetdesk.domain.document_rules import Rule
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Document, Task, TaskStatus
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.missing_documents import AT_ONCE, MissingDocuments
from fleetdesk.sync.store import Store
from tests.sync.fakes import NOW, FakeProvider, at_once
from tests.task_lists import apply_tasks

DONE = Task("m", 1, order_ref="ORDER-1", status=TaskStatus.COMPLETED, stop_at=NOW)
OLD = Task("m", 2, order_ref="ORDER-2", status=TaskStatus.COMPLETED, stop_at=NOW - timedelta(days=30))
OPEN = Task("m", 3, order_ref="ORDER-3", status=TaskStatus.IN_PROGRESS, stop_at=NOW)
CMR = Document("m", 9, 1, "cmr")
BYTES: Fields = {"sha256": "0" * 64, "size": 1, "mime": "image/png", "name": "a.png", "type": "cmr"}


class Answering(FakeProvider):
    """A back end with finished tasks and documents."""

    filed = ()

    async def listing(self, *, everything=False):
        return Listing([DONE, OLD, OPEN] if everything else [OPEN])

    async def everywhere(self):
        if isinstance(self.filed, Exception):
            raise self.filed
        return RowList(self.filed)


class Desk(MissingDocuments):
    """The use case beside what it looks at."""

    def __init__(self, store, document_store, provider):
        super().__init__(store, document_store, {"m": provider}, DocumentRules())
        self.store, self.document_store, self.provider = store, document_store, provider


@pytest.fixture
def desk(qapp, tmp_path):
    store = Store(lambda: NOW)
    document_store = DocumentStore(store, tmp_path)
    return Desk(store, document_store, Answering())


def waiting(state=OpState.QUEUED):
    return Op(1, "u", "m", "1", 1, OpKind.UPLOAD, state, BYTES, {}, server_id=1)


async def test_a_finished_task_without_a_document_is_found_though_it_left_the_list(desk):
    await desk.look("m")
    assert list(desk.lacking) == ["m/1"]


async def test_what_is_filed_is_not_missing(desk):
    desk.provider.filed = [CMR]
    await desk.look("m")
    assert desk.lacking == {}


async def test_what_waits_here_is_not_missing(desk):
    await desk.look("m")
    desk.store.apply_op(waiting())
    assert desk.lacking == {}


async def test_what_was_given_up_is_missing_again(desk):
    await desk.look("m")
    desk.store.apply_op(waiting())
    desk.store.apply_op(waiting(OpState.CANCELLED))
    assert list(desk.lacking) == ["m/1"]


def test_nothing_is_missing_before_a_server_has_listed_its_documents(desk):
    apply_tasks(desk.store, "m", [DONE], everything=True)
    assert desk.lacking == {}


async def test_without_an_answer_what_was_known_stays(desk):
    await desk.look("m")
    desk.provider.filed = NoAnswer("The connection broke.")
    await desk.look("m")
    assert list(desk.lacking) == ["m/1"]


async def test_the_companys_rules_say_what_is_needed(desk):
    desk.rules.set_rules([Rule(types=(DocumentType.RECEIVER_SIGNATURE,))])
    desk.provider.filed = [CMR]
    await desk.look("m")
    assert desk.lacking == {"m/1": (DocumentType.RECEIVER_SIGNATURE,)}


async def test_it_is_told_before_a_task_is_completed(desk):
    await desk.look("m")
    assert desk.would_lack(OPEN) == ((DocumentType.CMR, DocumentType.DELIVERY_NOTE),)


async def test_a_change_is_told_once(desk, qtbot):
    heard = []
    desk.changed.connect(lambda: heard.append(1))
    await desk.look("m")
    await desk.look("m")
    assert len(heard) == 1


def test_very_many_tasks_are_judged_some_at_a_time_and_told_of_once(desk, qtbot):
    desk.store.task_store.keep_finished = True
    apply_tasks(desk.store, "m", [replace(DONE, id=number) for number in range(10, 3 * AT_ONCE)], everything=True)
    at_once(desk.document_store.set_all_documents("m", [], desk.document_store.mark()))
    everything = 3 * AT_ONCE - 10
    qtbot.waitUntil(lambda: len(desk.lacking) == everything)
    told = []
    desk.changed.connect(lambda: told.append(len(desk.lacking)))
    desk.rules.set_rules([Rule()])
    assert (told, len(desk.lacking)) == ([], everything)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [0]
