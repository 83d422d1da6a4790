"""Tasks by vehicle and by reference, kept by what changes, so that nobody walks all tasks to find a few. No Qt."""

from collections import defaultdict
from collections.abc import Iterable

from fleetdesk.domain.tasks import Task

_Place = tuple[str, str]


class TaskIndex:
    """The keys of the unfinished tasks of each vehicle, and of all tasks by account and reference."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[_Place | None, _Place | None]] = {}
        self._of_unit: defaultdict[_Place, dict[str, None]] = defaultdict(dict)
        self._of_ref: defaultdict[_Place, dict[str, None]] = defaultdict(dict)

    def put(self, key: str, task: Task | None) -> None:
        """Take over a task as it is now; None for one that is gone."""
        before, after = self._places.pop(key, (None, None)), (None, None) if task is None else _places(task)
        if task is not None:
            self._places[key] = after
        for index, old, new in zip((self._of_unit, self._of_ref), before, after, strict=True):
            if old != new:
                _move(index, key, old, new)

    def of_unit(self, account: str, unit: str) -> Iterable[str]:
        """Return the keys of the unfinished tasks of a vehicle, by the vendor's id of it."""
        return tuple(self._of_unit.get((account, unit), ()))

    def of_ref(self, account: str, ref: str) -> Iterable[str]:
        """Return the keys of the tasks of an account with an order reference."""
        return tuple(self._of_ref.get((account, ref), ()))


def _places(task: Task) -> tuple[_Place | None, _Place | None]:
    unit = (task.account, task.unit) if task.unit and not task.finished else None
    return unit, (task.account, task.order_ref) if task.order_ref else None


def _move(index: defaultdict[_Place, dict[str, None]], key: str, old: _Place | None, new: _Place | None) -> None:
    if old is not None:
        del index[old][key]
        if not index[old]:
            del index[old]
    if new is not None:
        index[new][key] = None
