"""Tasks by what is typed for them in the filing panel."""

from zoneinfo import ZoneInfo

from fleetdesk.domain.task_search import find_tasks, named_task, offer_words
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.found_completer import Found


class TaskNames:
    """Finds tasks by their names, and names them, in words with place and time."""

    def __init__(self, store: Store, zone: ZoneInfo) -> None:
        self._store, self._zone = store, zone

    def key(self, text: str) -> str:
        """Return the key of the task that a typed text names; empty where it names none, or several."""
        task = named_task(self._store.tasks.values(), text)
        return task.key if task is not None else ""

    def name(self, key: str) -> str:
        """Return the name of the task with this key; the key where there is none."""
        task = self._store.tasks.get(key)
        return task.name if task else key

    def words(self, key: str) -> str:
        """Return a task with its place and time; empty where there is none of this key."""
        task = self._store.tasks.get(key)
        return offer_words(task, self._zone) if task else ""

    def found(self, text: str, most: int) -> Found:
        """Return at most so many tasks for a typed text, each with its key."""
        tasks = find_tasks(self._store.tasks.values(), text, most)
        return [(offer_words(task, self._zone), task.key) for task in tasks]
