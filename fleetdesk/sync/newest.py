"""Work of which only the newest counts: one after the other, and what is wanted meanwhile replaces what waits."""

from collections.abc import Callable, Coroutine
from typing import Any

from fleetdesk.sync.background import Background

Work = Callable[[], Coroutine[Any, Any, None]]


class Newest:
    """Runs work of one kind under a name."""

    def __init__(self, background: Background, name: str) -> None:
        self._background, self._name = background, name
        self._wanted: Work | None = None
        self._busy = False

    @property
    def is_outdated(self) -> bool:
        """Return whether newer work waits for what runs now, so that nobody needs its outcome."""
        return self._wanted is not None

    def start(self, work: Work) -> None:
        """Run some work, now or once the one before has ended."""
        self._wanted = work
        if not self._busy:
            self._busy = True
            self._background.start(self._run(), self._name)

    async def _run(self) -> None:
        try:
            while self._wanted is not None:
                work, self._wanted = self._wanted, None
                await work()
        finally:
            self._busy = False
