"""Taking back: of what was never sent nothing remains; what was sent is answered by a write that leads back.

A gesture is planned as a whole: what cannot be led back is said before anything is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.outbox import Draft, Op
from fleetdesk.domain.steps import Step, gesture_words
from fleetdesk.sync.task_store import TaskStore
from fleetdesk.sync.undo_steps import Part, plan_step


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """How a gesture is led back: what is asked first, what will be said, and the writes; or why it cannot be.

    `again` is whether that does again what had been taken back. `records` are listed as what leads forth again.
    """

    gesture: str
    again: bool
    says: str = ""
    asks: str = ""
    impossible: str = ""
    drafts: tuple[Draft, ...] = ()
    discards: tuple[Op, ...] = ()
    records: tuple[Draft, ...] = ()


def plan(steps: Sequence[Step], task_store: TaskStore) -> UndoPlan:
    """Return how to lead back a gesture of at least one step, as the tasks and the outbox stand now."""
    parts = [plan_step(step, task_store) for step in reversed(steps)]
    done = [part for part in parts if not part.impossible]
    why = list(dict.fromkeys(part.impossible for part in parts if part.impossible))
    gesture, again = steps[0].gesture, steps[0].again
    if not done:
        return UndoPlan(gesture, again, impossible=_first_of(why))
    warnings = list(dict.fromkeys(part.asks for part in done if part.asks))
    return UndoPlan(
        gesture,
        again,
        says=_says(steps, done),
        asks=together(_partly(len(done), len(parts), again, why), _first_of(warnings)),
        drafts=tuple(part.draft for part in done if part.draft),
        discards=tuple({part.discard.id: part.discard for part in done if part.discard}.values()),
        records=tuple(part.record for part in reversed(done) if part.record),
    )


def _says(steps: Sequence[Step], done: Sequence[Part]) -> str:
    if len(done) == 1:
        return done[0].says
    words = gesture_words(steps)
    return (_("Done again: {what}.") if steps[0].again else _("Taken back: {what}.")).format(what=words)


def _partly(done: int, count: int, again: bool, why: Sequence[str]) -> str:
    """Say how much of a gesture can be led back, where that is not all; empty where it is."""
    if done == count:
        return ""
    if again:
        told = ngettext(
            "{done} of {count} change can be done again.", "{done} of {count} changes can be done again.", count
        )
    else:
        told = ngettext(
            "{done} of {count} change can be taken back.", "{done} of {count} changes can be taken back.", count
        )
    return together(told.format(done=done, count=count), _first_of(why))


def _first_of(sentences: Sequence[str]) -> str:
    """Return the first sentence, and how many others there are."""
    if len(sentences) < 2:
        return sentences[0] if sentences else ""
    more = len(sentences) - 1
    return together(sentences[0], ngettext("(and {count} more)", "(and {count} more)", more).format(count=more))
