"""Every time on the desk says on hover what it is in UTC and whose account it is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.outbox.pane import OutboxPane
from fleetdesk.ui.tasks import columns as task_columns
from fleetdesk.ui.vehicles import columns as vehicle_columns
from fleetdesk.ui.widgets.task_formatting import fact_hover
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import NOW, position, unit
from tests.ui.desk import ZONE, store

TIP = Qt.ItemDataRole.ToolTipRole
AT = datetime(2026, 11, 22, 21, 30, 5, tzinfo=UTC)
TASK = Task(
    "m", 7, order_ref="O-7", status=TaskStatus.COMPLETED, status_code=3, start_at=AT, updated_at=AT, created_at=AT
)


def tip(columns, key, item):
    column = next(each for each in columns if each.key == key)
    return column.roles(item, TIP)


@pytest.mark.parametrize("key", ["changed", "created", "window"])
def test_times_of_a_task(qapp, key):
    told = tip(task_columns.columns(store(TASK), lambda: LIGHT, ZONE), key, TASK)
    assert "22.11.2026 23:30:05 Europe/Tallinn (21:30:05 UTC)" in told
    assert "Account m" in told


@pytest.mark.parametrize("key", ["icon", "status"])
def test_a_status_has_the_vendors_own_code(qapp, key):
    told = tip(task_columns.columns(store(TASK), lambda: LIGHT, ZONE), key, TASK)
    assert "Status 3 at the vendor" in told
    assert "Account m" in told


def test_facts_of_a_task_have_every_moment_that_is_known():
    told = fact_hover(replace(TASK, entered_at=AT, created_at=None), ZONE)
    assert [line.partition(" ")[0] for line in told.splitlines()] == ["Start", "Entered", "Changed", "Account"]
    assert told.count("UTC") == 3


def test_the_age_of_a_vehicle_has_the_vendors_own_text(qapp):
    seen = Seen(unit("242KDN"))
    seen.update(position("242KDN", at=AT, received_at=AT, received_text="2026-11-22T23:30:05Z"), NOW)
    columns = vehicle_columns.columns(store(), lambda: LIGHT, ZONE, Whereabouts())
    told = tip(columns, "age", seen)
    assert "Received 22.11.2026 23:30:05 Europe/Tallinn (21:30:05 UTC)" in told
    assert "The vendor wrote 2026-11-22T23:30:05Z" in told
    assert "Account m" in told


def test_when_a_write_was_saved(qapp, qtbot):
    op = Op(
        1, "u", "m", "7", 1, OpKind.UPDATE, OpState.QUEUED, {"notes": "x"}, {}, label="O-7", created_at=AT.timestamp()
    )
    pane = OutboxPane(store(), lambda: LIGHT, ZONE, lambda account: "").built()
    qtbot.addWidget(pane)
    told = tip(pane.model.columns, "saved", op)
    assert "(21:30:05 UTC)" in told
    assert "Account m" in told
