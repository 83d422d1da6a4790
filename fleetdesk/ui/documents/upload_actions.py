"""What can be done with an upload, by where it stands."""

from collections.abc import Iterable

from fleetdesk.domain.outbox import Op, OpCode, OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.document_store import DocumentStore


def can_pause(op: Op) -> bool:
    """Return whether the upload can be paused, since it has not left whole."""
    return not op.damaged and op.state in (OpState.QUEUED, OpState.SENDING)


def can_resume(op: Op) -> bool:
    """Return whether the upload can go on, since the user has paused it."""
    return op.paused and not op.damaged


def can_cancel(op: Op) -> bool:
    """Return whether the upload can be cancelled, since no server has taken it for certain."""
    return op.state is not OpState.CONFIRMING


def can_retry(op: Op, now: float) -> bool:
    """Return whether the upload can be tried again: it was refused, asks the user, or waits for its next try."""
    if op.damaged:
        return False
    return (op.asks and op.state is not OpState.CONFLICT) or (op.state is OpState.QUEUED and op.not_before > now)


def can_identify(op: Op) -> bool:
    """Return whether the user may say which of several files on the server the upload is."""
    return op.state is OpState.BLOCKED and op.code == OpCode.WHICH and not op.damaged


def candidates(op: Op, document_store: DocumentStore) -> list[Document]:
    """Return the files of the task that were not there before the upload and were not filed from here."""
    before = set(_numbers(op.known.get("before")))
    return [each for each in document_store.of(op.key) if each.id not in before and document_store.filed(each) is None]


def _numbers(value: object) -> Iterable[int]:
    return [each for each in value if isinstance(each, int)] if isinstance(value, list) else []
