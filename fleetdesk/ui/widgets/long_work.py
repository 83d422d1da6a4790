"""Work that may take longer than half a second: then a notice says that it is under way, with a way to cancel it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fleetdesk.base.errors import FleetError
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.notices import Notices

SHOWN_AFTER_S = 0.5
Cancelled = Callable[[], object]


class LongWork:
    """Starts work in the background. Of work with the same sentence one runs at a time: the second is left."""

    def __init__(self, background: Background, notices: Notices, shown_after_s: float = SHOWN_AFTER_S) -> None:
        self._background, self._notices, self._shown_after_s = background, notices, shown_after_s
        self._running: dict[str, asyncio.Task[Any]] = {}

    def start(
        self, work: Coroutine[Any, Any, object], name: str, sentence: str, on_cancel: Cancelled = lambda: None
    ) -> asyncio.Task[Any]:
        """Run the work; the sentence says that it is under way. `on_cancel` is called where the user cancels it.

        Where it is refused, its own sentence is said.
        """
        running = self._running.get(sentence)
        if running is not None and not running.done():
            work.close()
            return running
        task = self._background.start(self._shown(work, sentence, on_cancel), name)
        if task is not None:  # where no loop runs nothing is started
            self._running[sentence] = task
            task.add_done_callback(lambda ended: self._ended(sentence, ended))
        return task

    async def _shown(self, work: Coroutine[Any, Any, object], sentence: str, on_cancel: Cancelled) -> None:
        show = lambda: self._notices.show_work(sentence, lambda: self._cancel(sentence, on_cancel))  # noqa: E731
        waiting = asyncio.get_running_loop().call_later(self._shown_after_s, show)
        try:
            await work
        except FleetError as error:
            self._notices.say(str(error), trouble=True)
        finally:
            waiting.cancel()

    def _cancel(self, sentence: str, on_cancel: Cancelled) -> None:
        task = self._running.get(sentence)
        if task is not None:
            task.cancel()
            on_cancel()

    def _ended(self, sentence: str, task: asyncio.Task[Any]) -> None:
        if self._running.get(sentence) is task:  # else it was started again at once
            del self._running[sentence]
            self._notices.drop(sentence)
