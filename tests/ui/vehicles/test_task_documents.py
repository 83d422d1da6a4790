"""The card says which documents the task at hand has, and what is still needed."""

import pytest

from fleetdesk.domain.tasks import Document
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.missing_documents import MissingDocuments
from fleetdesk.ui.vehicles.task_documents import TaskDocuments
from tests.ui.desk import store, task


@pytest.fixture
def made(qapp, tmp_path):
    shown = store(task(7, "242KDN"))
    documents = DocumentStore(shown, tmp_path)
    return shown, documents, TaskDocuments(shown, documents, MissingDocuments(shown, documents, {}, DocumentRules(())))


def test_nothing_is_said_of_documents_that_no_server_has_listed(made):
    shown, _documents, words = made
    assert words.words(shown.tasks["m/7"]) == "not known yet"


def test_a_task_without_documents_needs_some(made):
    shown, documents, words = made
    documents.set_documents("m", 7, [])
    assert words.words(shown.tasks["m/7"]) == "none yet · still needed: CMR or delivery note"


def test_kinds_are_counted(made):
    shown, documents, words = made
    documents.set_documents(
        "m", 7, [Document("m", 1, 7, "image"), Document("m", 2, 7, "image"), Document("m", 3, 7, "cmr")]
    )
    assert words.words(shown.tasks["m/7"]) == "Image ×2, CMR"
