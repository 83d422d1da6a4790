"""What can be done with an upload, by where it stands."""

from collections.abc import Iterable

from fleetdesk.domain.outbox import Op, OpCode, OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.document_store import DocumentStore


def can_pause(op: Op) -> bool:
    """Only what has not left whole can be stopped."""
    return not op.damaged and op.state in (OpState.QUEUED, OpState.SENDING)


def can_resume(op: Op) -> bool:
    """What the user stopped."""
    return op.paused and not op.damaged


def can_cancel(op: Op) -> bool:
    """Anything that no server has taken for certain."""
    return op.state is not OpState.CONFIRMING


def can_retry(op: Op, now: float) -> bool:
    """What was refused or asks, and what waits for its next try."""
    if op.damaged:
        return False
    return (op.asks and op.state is not OpState.CONFLICT) or (op.state is OpState.QUEUED and op.not_before > now)


def can_identify(op: Op) -> bool:
    """What may be one of several files on the server."""
    return op.state is OpState.BLOCKED and op.code == OpCode.WHICH and not op.damaged


def candidates(op: Op, document_store: DocumentStore) -> list[Document]:
    """The files of its task that nobody has filed from here and that were not there before it."""
    before = set(_numbers(op.known.get("before")))
    return [each for each in document_store.of(op.key) if each.id not in before and document_store.filed(each) is None]


def _numbers(value: object) -> Iterable[int]:
    return [each for each in value if isinstance(each, int)] if isinstance(value, list) else []
