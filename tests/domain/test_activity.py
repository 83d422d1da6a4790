"""The words of what happened on a desk."""

from datetime import UTC, datetime

import pytest

from fleetdesk.domain.activity import Activity, ActivityKind, about, happened, of_write, storable
from fleetdesk.domain.outbox import Op, OpKind, OpState, what

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def op(kind, fields, **more):
    return Op(1, "u", "m", "7", 1, kind, OpState.QUEUED, fields, {}, label="ORDER-7", **more)


@pytest.mark.parametrize(
    "write",
    [
        op(OpKind.CREATE, {"unit": "242KDN"}),
        op(OpKind.UPDATE, {"unit": "242KDN", "notes": "dock 3"}),
        op(OpKind.STATUS, {"status": "completed"}),
        op(OpKind.UPLOAD, {"name": "a.png", "type": "cmr", "size": 5}),
        op(OpKind.RETYPE, {"file": 1, "name": "a.png", "type": "cmr"}),
    ],
    ids=lambda each: each.kind,
)
def test_a_write_is_called_as_in_the_outbox(write):
    assert about(of_write(write, ActivityKind.SENT, AT)) == what(write)


def test_the_vehicle_is_named_as_it_was_called_then():
    assert happened(Activity(AT, ActivityKind.GIVEN, "m", unit="m/242KDN", whom="242 KDN")) == "Given to 242 KDN"


def test_a_task_without_a_vehicle_is_said_to_be_taken_from_it():
    assert happened(Activity(AT, ActivityKind.GIVEN, "m")) == "Taken from its vehicle"


def test_a_refusal_says_why():
    made = of_write(op(OpKind.UPDATE, {"notes": "x"}, reason="The notes are too long."), ActivityKind.REFUSED, AT)
    assert happened(made) == "Refused by the server: The notes are too long."


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_everything_that_can_happen_has_words(kind):
    assert happened(Activity(AT, kind, "m"))


def test_what_is_kept_can_be_written_and_has_an_end():
    assert len(storable("\ud800" * 9999).encode("utf-8")) == 400


def test_values_of_fields_that_no_words_need_are_not_kept():
    assert dict(of_write(op(OpKind.UPDATE, {"notes": "secret"}), ActivityKind.SAVED, AT).fields) == {"notes": ""}
