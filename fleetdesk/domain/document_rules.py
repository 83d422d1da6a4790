"""Which documents a finished task needs, by rules of the company."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from fleetdesk.base.translation import _
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.tasks import Task, TaskStatus

Need = DocumentType | tuple[DocumentType, ...]
"""A type that is needed, or several of which one is enough."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Documents for tasks whose customer text (`details`) has the pattern in it, or whose group it is.

    In the pattern * stands for any letters and ? for one; upper and lower case are the same. Where both are given both
    must fit, and a rule with neither fits every task.
    """

    pattern: str = ""
    group: int | None = None
    types: tuple[Need, ...] = ()

    def fits(self, task: Task) -> bool:
        """Return whether the rule applies to the task."""
        text, pattern = _line(task.details), _line(self.pattern)
        return (self.group is None or self.group == task.group) and (not pattern or fnmatchcase(text, f"*{pattern}*"))


DEFAULT = Rule(types=((DocumentType.CMR, DocumentType.DELIVERY_NOTE),))


def needed(task: Task, rules: Sequence[Rule] = ()) -> tuple[Need, ...]:
    """Return the needs of a completed task, by the first rule that fits; nothing where no rule does."""
    if task.status is not TaskStatus.COMPLETED:
        return ()
    return next(rule for rule in (*rules, DEFAULT) if rule.fits(task)).types


def missing(
    task: Task, types_filed: Collection[str], types_waiting: Collection[str] = (), rules: Sequence[Rule] = ()
) -> tuple[Need, ...]:
    """Return the needs whose document is neither on the server nor waits here to go there."""
    there = {*types_filed, *types_waiting}
    return tuple(need for need in needed(task, rules) if not there.intersection(types_of_need(need)))


def types_of_need(need: Need) -> tuple[DocumentType, ...]:
    """Return the types of which one is enough."""
    return need if isinstance(need, tuple) else (need,)


def need_words(need: Need) -> str:
    """Return the need as people say it: "CMR or delivery note"."""
    first, *more = types_of_need(need)
    words = first.words
    for each in more:
        words = _("{document} or {other}").format(document=words, other=each.within)
    return words


def _line(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
