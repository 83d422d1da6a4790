"""Which tasks have a pin on the map, by what the user has chosen."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from fleetdesk.domain.board import on_day
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store


class ShownTasks:
    """`choice` returns the value of the setting `map_tasks`."""

    def __init__(self, choice: Callable[[], str], store: Store, zone: ZoneInfo) -> None:
        self._choice, self._store, self._zone = choice, store, zone

    @property
    def by_selection(self) -> bool:
        """Return whether other tasks are shown when other vehicles are selected."""
        return self._choice() == "selected"

    def predicate(self) -> Callable[[Task], bool]:
        """Return the function that tells of a task whether it is shown now."""
        choice, selected = self._choice(), set(self._store.selection)
        if choice == "today":
            return on_day(self._store.now().astimezone(self._zone).date(), self._zone)
        if choice == "selected":
            return lambda task: bool(task.unit) and unit_key(task.account, task.unit or "") in selected
        return lambda task: choice == "all"
