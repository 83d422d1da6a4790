"""Tasks: a job at a place in a window of time, given to a unit."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fleetdesk.domain.keys import TaskKey, task_key


class TaskStatus(StrEnum):
    """The five states of a task (docs/vendors/metrotec.md#tasks), and one for a code we do not know."""

    CREATED = "created"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


STATUS_BY_CODE = {
    1: TaskStatus.CREATED,
    2: TaskStatus.IN_PROGRESS,
    3: TaskStatus.COMPLETED,
    4: TaskStatus.REJECTED,
    5: TaskStatus.CANCELLED,
}
FINISHED = frozenset({TaskStatus.COMPLETED, TaskStatus.REJECTED, TaskStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Start:
    """Where a task begins, if it has a place of its own."""

    lat: float | None = None
    lon: float | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One task as the server has it, with the names of the fields that wait to be sent in `pending`."""

    account: str
    id: int | None
    local_id: str | None = None
    unit: str | None = None
    order_ref: str | None = None
    status: TaskStatus = TaskStatus.UNKNOWN
    status_code: int | None = None
    lat: float | None = None
    lon: float | None = None
    address: str | None = None
    description: str | None = None
    details: str | None = None
    notes: str | None = None
    start: Start | None = None
    start_at: datetime | None = None
    stop_at: datetime | None = None
    planned_km: float | None = None
    distance_km: float | None = None
    sender: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    work_started_at: datetime | None = None
    work_finished_at: datetime | None = None
    entered_at: datetime | None = None
    left_at: datetime | None = None
    active: bool | None = None
    group: int | None = None
    not_own: bool | None = None
    cancel_reason: str | None = None
    pending: tuple[str, ...] = ()

    @property
    def key(self) -> TaskKey:
        """Return the text that names the task across accounts, stable from its creation on."""
        return task_key(self.account, self.tail)

    @property
    def tail(self) -> str:
        """Return the end of the key: our own name for a task made on this desk, else the server's id."""
        return self.local_id or str(self.id)

    @property
    def name(self) -> str:
        """Return the task's name for people."""
        return self.order_ref or f"#{self.id}"

    @property
    def finished(self) -> bool:
        """Return whether nothing more is expected of the driver."""
        return self.status in FINISHED

    @property
    def unassigned(self) -> bool:
        """Return whether nobody has the task and it is not finished."""
        return not self.unit and not self.finished

    def late(self, now: datetime) -> bool:
        """Return whether the window has closed at `now` and the work is not finished."""
        return not self.finished and self.stop_at is not None and self.stop_at < now


def begins(task: Task) -> tuple[float, str]:
    """Return the sort key of tasks by time; those without a start come last."""
    return task.start_at.timestamp() if task.start_at else float("inf"), task.key


def server_number(tail: str) -> int | None:
    """Return the server's id of a task, where the end of its key is that; None for a name of our own."""
    return int(tail) if tail.isascii() and tail.isdigit() and len(tail) < 19 else None


@dataclass(frozen=True, slots=True)
class Document:
    """A document on a task (or on what `pivot_type` names); `task` is None for other pivots."""

    account: str
    id: int
    task: int | None = None
    type: str | None = None
    name: str | None = None
    mime: str | None = None
    uploaded_at: datetime | None = None
    sender: str | None = None
    hidden: bool | None = None
    pivot_type: str | None = None
    pivot: str | None = None
    file_name: str | None = None
