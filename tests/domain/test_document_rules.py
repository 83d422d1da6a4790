"""Which documents a finished task needs."""

from dataclasses import replace

import pytest

from fleetdesk.domain.document_rules import Rule, missing, need_words
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.tasks import Task, TaskStatus

DONE = Task("m", 7, status=TaskStatus.COMPLETED, details="ACME  Steel\nOÜ", group=4)
EITHER = (DocumentType.CMR, DocumentType.DELIVERY_NOTE)


def test_a_completed_task_needs_a_cmr_or_a_delivery_note():
    assert missing(DONE, ()) == (EITHER,)


@pytest.mark.parametrize("document", EITHER)
def test_one_of_several_is_enough(document):
    assert not missing(DONE, {document.value})


def test_another_document_is_not_enough():
    assert missing(DONE, {"image", "order"})


def test_what_waits_to_be_sent_is_not_missing():
    assert not missing(DONE, (), {"cmr"})


@pytest.mark.parametrize("status", [each for each in TaskStatus if each is not TaskStatus.COMPLETED])
def test_a_task_that_is_not_completed_needs_nothing(status):
    assert missing(replace(DONE, status=status), ()) == ()


@pytest.mark.parametrize("pattern", ["acme", "ACME steel oü", "a?me*oü", "me s"])
def test_a_customer_is_known_by_a_pattern(pattern):
    rule = Rule(pattern, types=(DocumentType.CMR, DocumentType.RECEIVER_SIGNATURE))
    assert missing(DONE, {"cmr"}, (), [rule]) == (DocumentType.RECEIVER_SIGNATURE,)


@pytest.mark.parametrize("rule", [Rule("bolt", types=(DocumentType.ORDER,)), Rule("acme", 5, (DocumentType.ORDER,))])
def test_a_rule_that_does_not_fit_leaves_the_usual(rule):
    assert missing(DONE, (), (), [rule]) == (EITHER,)


def test_a_group_has_documents_of_its_own():
    assert missing(DONE, (), (), [Rule(group=4, types=(DocumentType.IMAGE,))]) == (DocumentType.IMAGE,)


def test_the_first_rule_that_fits_says_it_all():
    rules = [Rule("acme"), Rule(group=4, types=(DocumentType.IMAGE,))]
    assert missing(DONE, (), (), rules) == ()


def test_a_task_without_customer_text_fits_no_pattern():
    assert missing(replace(DONE, details=None), (), (), [Rule("*x", types=())]) == (EITHER,)


def test_a_need_is_said_in_words():
    assert need_words((DocumentType.DELIVERY_NOTE, DocumentType.CMR)) == "Delivery note or CMR"
