"""What is known of documents: who hears of which change, and that many at once cost no more than one."""

import asyncio
from datetime import UTC, datetime

import pytest

from fleetdesk.domain.tasks import Document, Task
from fleetdesk.storage.outbox.documents import Filed
from fleetdesk.sync.document_store import TASKS_AT_ONCE, DocumentStore
from fleetdesk.sync.store import Store

SHA256 = "a1" * 32
MANY = 10_000


def document(number, task=7, kind="cmr", account="m", **more):
    return Document(
        account, number, task, kind, f"Photo {number}", "image/jpeg", datetime(2026, 11, 25, tzinfo=UTC), **more
    )


def filed(number=1, task="7", sha256=SHA256, account="m"):
    return Filed(account, task, sha256, "cmr", number, f"{sha256}.jpg", "scan.jpg", 1.0)


@pytest.fixture
def store(qapp):
    return Store()


@pytest.fixture
def document_store(store, tmp_path):
    return DocumentStore(store, tmp_path)


@pytest.fixture
def heard(document_store):
    """What the signal carried, each time."""
    found = []
    document_store.changed.connect(found.append)
    return found


async def set_all_documents(document_store, account, documents):
    """A list of all that is asked for now and comes at once."""
    await document_store.set_all_documents(account, documents, document_store.mark())


def test_a_list_of_one_task_names_that_task(document_store, heard):
    document_store.set_documents("m", 7, [document(2), document(1)])
    assert heard == [{"m/7"}]
    assert [each.id for each in document_store.of("m/7")] == [1, 2]


async def test_a_list_of_all_names_just_the_tasks_that_changed(document_store, heard):
    await set_all_documents(document_store, "m", [document(1, 7), document(2, 8), document(3, 9)])
    await set_all_documents(document_store, "m", [document(1, 7), document(2, 8, "order"), document(4, 10)])
    assert heard == [{"m/7", "m/8", "m/9"}, {"m/8", "m/9", "m/10"}]
    assert document_store.of("m/9") == ()


async def test_a_list_of_all_in_another_order_changes_nothing(document_store, heard):
    await set_all_documents(document_store, "m", [document(1), document(2)])
    heard.clear()
    await set_all_documents(document_store, "m", [document(2), document(1)])
    assert heard == []


async def test_one_account_says_nothing_of_another(document_store, heard):
    await set_all_documents(document_store, "m", [document(1)])
    await set_all_documents(document_store, "n", [document(1, account="n")])
    await set_all_documents(document_store, "n", [])
    await set_all_documents(document_store, "n", [])  # the first time an empty list is not believed
    assert heard[1:] == [{"n/7"}, {"n/7"}]
    assert len(document_store.of("m/7")) == 1


async def test_an_account_whose_name_begins_like_another_is_another(document_store):
    await set_all_documents(document_store, "m2", [document(1, account="m2")])
    await set_all_documents(document_store, "m", [])
    assert len(document_store.of("m2/7")) == 1


async def test_the_first_list_of_all_is_news_of_tasks_without_documents_too(store, document_store, heard):
    store.apply_task(Task("m", 7, order_ref="A", active=True))
    assert not document_store.is_known("m/7")
    await set_all_documents(document_store, "m", [])
    assert heard == [{"m/7"}]
    assert document_store.is_known("m/7")


async def test_an_empty_list_takes_no_documents_away_until_it_comes_again(store, document_store):
    said = []
    store.notice.connect(said.append)
    await set_all_documents(document_store, "m", [document(1), document(2)])
    await set_all_documents(document_store, "m", [])
    assert len(document_store.of("m/7")) == 2
    assert (document_store.doubts("m"), "no documents" in said[0]) == (True, True)
    await set_all_documents(document_store, "m", [])
    assert document_store.of("m/7") == ()


async def test_a_document_whose_row_cannot_be_read_stays_until_a_second_answer(document_store):
    await set_all_documents(document_store, "m", [document(1), document(2)])
    await document_store.set_all_documents("m", [document(1)], document_store.mark(), unread=1)
    assert len(document_store.of("m/7")) == 2
    await document_store.set_all_documents("m", [document(1)], document_store.mark(), unread=1)
    assert len(document_store.of("m/7")) == 1


async def test_documents_of_no_task_are_on_no_shelf(document_store):
    await set_all_documents(document_store, "m", [document(1, None)])
    assert list(document_store.all()) == []


@pytest.mark.parametrize("turn", ["first", "another type", "gone"])
async def test_ten_thousand_documents_at_once_cost_one_signal_a_slice(document_store, heard, turn):
    many = [document(number, number // 3) for number in range(MANY)]
    if turn != "first":
        await set_all_documents(document_store, "m", many)
        heard.clear()
        await set_all_documents(document_store, "m", [])  # the first time an empty list is not believed
    await set_all_documents(
        document_store, "m", [] if turn == "gone" else [document(each.id, each.task, "order") for each in many]
    )
    keys = {f"m/{number // 3}" for number in range(MANY)}
    assert set().union(*heard) == keys
    assert len(heard) == -(-len(keys) // TASKS_AT_ONCE)


async def test_a_task_that_was_read_since_a_list_was_asked_for_stays_and_is_not_told_again(document_store, heard):
    mark = document_store.mark()
    document_store.set_documents("m", 7, [document(2)])
    heard.clear()
    await document_store.set_all_documents("m", [document(1), document(3, 8)], mark)
    assert [each.id for each in document_store.of("m/7")] == [2]
    assert heard == [{"m/8"}]


def test_ten_thousand_that_were_filed_from_here_cost_one_signal(document_store, heard):
    document_store.add_filed([filed(number, str(number)) for number in range(MANY)])
    assert len(heard) == 1


async def test_a_task_that_was_made_here_keeps_its_own_key(store, document_store, heard):
    store.apply_task(Task("m", 4711, local_id="n1", order_ref="A", active=True))
    document_store.set_documents("m", 4711, [document(1, 4711)])
    await set_all_documents(document_store, "m", [document(1, 4711), document(2, 4711)])
    assert heard == [{"m/n1"}, {"m/n1"}]


def test_the_copy_of_what_was_filed_from_here_is_known(document_store, tmp_path):
    document_store.add_filed([filed(5)])
    assert document_store.copy_of(document(5)) == tmp_path / f"{SHA256}.jpg"
    assert document_store.copy_of(document(6)) is None
    assert document_store.copy_of(document(5, account="n")) is None


def test_bytes_that_were_filed_on_a_task_are_known_there_only(document_store):
    document_store.add_filed([filed()])
    assert document_store.is_filed("m/7", SHA256)
    assert not document_store.is_filed("m/8", SHA256)


def test_nothing_filed_is_no_news(document_store, heard):
    document_store.add_filed([])
    assert heard == []


async def test_no_more_than_a_slice_of_a_long_list_is_compared_before_the_loop_has_a_turn(document_store, monkeypatch):
    compared, most = 0, 0

    class Counted(Document):
        def __eq__(self, other):
            nonlocal compared
            compared += 1
            return super().__eq__(other)

        __hash__ = Document.__hash__

    async def turns():
        nonlocal compared, most
        while True:
            await asyncio.sleep(0)
            most, compared = max(most, compared), 0

    many = [Counted("m", number, number // 3, "cmr") for number in range(MANY)]
    await set_all_documents(document_store, "m", many)
    monkeypatch.setattr("fleetdesk.sync.document_store.COMPARED_AT_ONCE", 100)
    turning = asyncio.ensure_future(turns())
    await set_all_documents(document_store, "m", [Counted("m", number, number // 3, "cmr") for number in range(MANY)])
    turning.cancel()
    assert 0 < most <= 300  # of 100 tasks, three each
