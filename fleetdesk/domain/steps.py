"""What the user did here, to be taken back or done again: a gesture is one or many steps, each the change of a task."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import filled, joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.count_words import count_documents, count_tasks
from fleetdesk.domain.keys import TaskKey, task_key
from fleetdesk.domain.outbox import DOCUMENT_KINDS, OpKind, document_words
from fleetdesk.domain.task_fields import BY_NAME, Fields


class Direction(StrEnum):
    """Whether a gesture did something, or took back what another one did."""

    DONE = "done"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one task or document, with its fields before and after; `at` is in seconds since 1970.

    A new task or document has nothing before, one that was taken back and never sent nothing after.
    """

    id: int
    account: str
    task: str
    label: str
    kind: OpKind
    before: Fields
    after: Fields
    at: float
    gesture: str = ""
    direction: Direction = Direction.DONE

    @property
    def key(self) -> TaskKey:
        """Return the key of the task that was changed."""
        return task_key(self.account, self.task)

    @property
    def again(self) -> bool:
        """Return whether leading this step back does again what was taken back."""
        return self.direction is Direction.TAKEN_BACK


def new_gesture() -> str:
    """Make a name for one gesture that no other will have."""
    return secrets.token_hex(12)


def gesture_words(steps: Sequence[Step]) -> str:
    """Say in words what a gesture changed: "ORDER-1: vehicle", "6 tasks: vehicle", "3 documents"."""
    if len(steps) == 1:
        return step_words(steps[0])
    tasks = len({step.key for step in steps})
    if all(step.kind in DOCUMENT_KINDS for step in steps):
        return count_documents(len(steps))
    names = dict.fromkeys(name for step in steps for name in _names(step))
    if any(step.kind is OpKind.CREATE for step in steps):
        return ngettext("{count} new task", "{count} new tasks", tasks).format(count=tasks)
    whose = readable(steps[0].label, NAME) if tasks == 1 else count_tasks(tasks)
    return filled("{tasks}: {fields}", tasks=whose, fields=joined(names))


def step_words(step: Step) -> str:
    """Say in words what one step changed, without the values."""
    task = readable(step.label, NAME)
    if step.kind is OpKind.CREATE:
        return _("New task {task}").format(task=task)
    if step.kind in DOCUMENT_KINDS:
        return filled("{task}: {document}", task=task, document=document_words(step.after or step.before))
    return filled("{task}: {fields}", task=task, fields=joined(_names(step)))


def _names(step: Step) -> list[str]:
    return [BY_NAME[name].within for name in {**step.before, **step.after} if name in BY_NAME]
