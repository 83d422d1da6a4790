"""The servers' own copies of tasks, by account: who has which, and which are finished, without walking all. No Qt."""

from collections.abc import Iterable, Set

from fleetdesk.domain.tasks import Task


class ServerCopies:
    """Keys of accounts are kept by what changes."""

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}
        self._of: dict[str, set[str]] = {}
        self._finished: dict[str, set[str]] = {}

    def get(self, key: str) -> Task | None:
        """Return a server's copy; None where no server has shown it."""
        return self._tasks.get(key)

    def put(self, key: str, task: Task) -> None:
        """Set a server's copy."""
        self._tasks[key] = task
        self._of.setdefault(task.account, set()).add(key)
        finished = self._finished.setdefault(task.account, set())
        if task.finished:
            finished.add(key)
        else:
            finished.discard(key)

    def remove(self, key: str) -> None:
        """Forget a server's copy, where there is one."""
        task = self._tasks.pop(key, None)
        if task is not None:
            self._of[task.account].discard(key)
            self._finished[task.account].discard(key)

    def of(self, account: str) -> Set[str]:
        """Return the keys of an account's tasks."""
        return self._of.get(account, frozenset())

    def unfinished_of(self, account: str) -> set[str]:
        """Return the keys of an account's tasks that are not finished."""
        return set(self.of(account)) - self._finished.get(account, set())

    def finished(self) -> Iterable[str]:
        """Return the keys of all finished tasks."""
        return [key for keys in self._finished.values() for key in keys]
