"""Work of which one at a time goes on: another takes its place, and it can be given up."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from fleetdesk.sync.background import Background


class OneWork:
    """Runs work in the background under a name."""

    def __init__(self, background: Background, name: str) -> None:
        self._background, self._name = background, name
        self._task: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Return whether it has not ended."""
        return self._task is not None and not self._task.done()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run some work in place of what runs, which is cancelled."""
        self.stop()
        self._task = self._background.start(work, self._name)

    def stop(self) -> None:
        """Cancel what runs."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
