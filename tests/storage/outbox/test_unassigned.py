"""A new task without a vehicle is kept and never sent; given to one, it goes like any other."""

import pytest

from fleetdesk.domain.outbox import Draft, OpKind, OpState, lacks_vehicle, state_words
from fleetdesk.storage.outbox.outbox import Outbox

NOW = 1_795_000_000.0


@pytest.fixture
def outbox(tmp_path):
    made = Outbox(tmp_path / "outbox.db")
    yield made
    made.close()


def order(number=1, **fields):
    fields = {"order_ref": f"A-{number}", "notes": "two pallets", **fields}
    return Draft("m", f"n{number}", OpKind.CREATE, fields, {}, f"A-{number}")


def change(number=1, before=None, **fields):
    return Draft("m", f"n{number}", OpKind.UPDATE, fields, before or dict.fromkeys(fields), f"A-{number}")


def due(outbox):
    return [op.task for op in outbox.transitions.due("m", NOW, most=9)]


def test_an_order_without_a_vehicle_is_kept_and_asks_for_nothing(outbox):
    (op,) = outbox.insert.add([order()], NOW)
    assert (op.state, op.unassigned, op.asks) == (OpState.BLOCKED, True, False)
    assert state_words(op) == "unassigned, kept on this computer"
    assert due(outbox) == []


def test_given_to_a_vehicle_it_goes_as_one_new_task(outbox):
    outbox.insert.add([order()], NOW)
    (op,) = outbox.insert.add([change(unit="17")], NOW)
    assert (op.kind, op.state, op.fields["unit"]) == (OpKind.CREATE, OpState.QUEUED, "17")
    assert due(outbox) == ["n1"]


def test_a_change_without_a_vehicle_leaves_it_kept(outbox):
    outbox.insert.add([order()], NOW)
    (op,) = outbox.insert.add([change(notes="three pallets")], NOW)
    assert (op.unassigned, op.fields["notes"]) == (True, "three pallets")


def test_taken_back_from_its_vehicle_before_it_was_sent_it_is_kept_again(outbox):
    outbox.insert.add([order(unit="17")], NOW)
    (op,) = outbox.insert.add([change(before={"unit": "17"}, unit=None)], NOW)
    assert op.unassigned
    assert due(outbox) == []


def test_no_press_sends_it_without_a_vehicle(outbox):
    (op,) = outbox.insert.add([order()], NOW)
    blocked = []
    outbox.decisions.retry(op.id)
    assert outbox.transitions.due("m", NOW, most=9, blocked=blocked.append) == []
    assert [each.unassigned for each in blocked] == [True]
    assert outbox.queries.op(op.id).unassigned


def test_it_holds_up_no_other_task(outbox):
    outbox.insert.add([order(1), order(2, unit="17")], NOW)
    assert due(outbox) == ["n2"]


def test_it_survives_a_restart(tmp_path):
    first = Outbox(tmp_path / "outbox.db")
    first.insert.add([order()], NOW)
    first.close()
    again = Outbox(tmp_path / "outbox.db")
    assert [op.unassigned for op in again.queries.open_ops()] == [True]
    again.close()


@pytest.mark.parametrize(
    ("kind", "fields", "lacks"),
    [(OpKind.CREATE, {}, True), (OpKind.CREATE, {"unit": ""}, True), (OpKind.CREATE, {"unit": "1"}, False)],
)
def test_only_a_new_task_lacks_a_vehicle(kind, fields, lacks):
    assert lacks_vehicle(kind, fields) is lacks
    assert not lacks_vehicle(OpKind.UPDATE, fields)
