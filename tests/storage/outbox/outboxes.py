"""Drafts for the tests of the outbox's file."""

from datetime import UTC, datetime, timedelta

from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.tasks import TaskStatus

NOW = 1_795_000_000.0
MORNING = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


def create(task="n1", ref="FD-261126-00000001", account="m", **more):
    fields = {
        "unit": "U1",
        "order_ref": ref,
        "start_at": MORNING,
        "stop_at": MORNING + timedelta(hours=2),
        "lat": 59.4,
        "lon": 24.7,
        "address": "Tamme 1",
    } | more
    return Draft(account, task, OpKind.CREATE, fields, label=ref, proposed=True)


def edit(task="7", base=None, account="m", **fields):
    return Draft(account, task, OpKind.UPDATE, fields, base or dict.fromkeys(fields), label=f"#{task}")


def status(task="7", after=TaskStatus.IN_PROGRESS, before=TaskStatus.CREATED):
    return Draft("m", task, OpKind.STATUS, {"status": after}, {"status": before}, label=f"#{task}")


def refs(outbox, account):
    """The order references in use, with the ends of their tasks' keys."""
    sql = "SELECT order_ref, task FROM task_map WHERE account = ? AND order_ref IS NOT NULL"
    return dict(outbox.database.execute(sql, (account,)).fetchall())


def ended(outbox):
    """The writes that have ended, the newest first."""
    sql = "SELECT id FROM op WHERE state IN ('done', 'cancelled') ORDER BY done_at DESC, id DESC"
    return [outbox.queries.op(number) for (number,) in outbox.database.execute(sql).fetchall()]
