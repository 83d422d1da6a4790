"""From what a user wants of tasks to the writes that do it."""

import secrets
from dataclasses import replace

from fleetdesk.domain.documents import Filing, new_tag
from fleetdesk.domain.order_ref import new_task_id
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.task_fields import Fields, changes, fields_of
from fleetdesk.domain.tasks import Task


def create_draft(account: str, fields: Fields, *, proposed: bool, task: str = "") -> Draft:
    """Make the draft of a new task; fields without a value are not sent."""
    filled = {name: value for name, value in fields.items() if value is not None and value != ""}
    return Draft(account, task or new_task_id(), OpKind.CREATE, filled, {}, str(filled.get("order_ref", "")), proposed)


def upload_draft(filing: Filing) -> Draft:
    """Make the draft of a document on its task, with a mark of its own in the name that is sent."""
    upload = replace(filing.upload, tag=new_tag(filing.upload.sha256, secrets.token_hex(6)))
    return Draft(filing.task.account, filing.task.tail, OpKind.UPLOAD, upload.jsonable(), {}, filing.task.name)


def edit_drafts(before: Task, fields: Fields) -> list[Draft]:
    """Make the drafts from what the user saw to these fields; the status goes by itself, after the rest."""
    seen = fields_of(before)
    wanted = changes(seen, fields)
    base = {name: seen[name] for name in wanted}
    status = {name: value for name, value in wanted.items() if name == "status"}
    rest = {name: value for name, value in wanted.items() if name != "status"}
    parts = ((OpKind.UPDATE, rest), (OpKind.STATUS, status))
    return [
        Draft(before.account, before.tail, kind, part, {name: base[name] for name in part}, before.name)
        for kind, part in parts
        if part
    ]
