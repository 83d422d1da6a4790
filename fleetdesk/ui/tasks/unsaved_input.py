"""What is typed into the task form and not saved is on the disk as well, and offered again after a crash."""

import asyncio
import json
from collections.abc import Callable

from PySide6.QtCore import QTimer

from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.sync.background import Background
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.task_pane import NEW, TaskPane
from fleetdesk.ui.widgets.notices import Notices

SOON_MS = 400


class UnsavedInput:
    """Keeps the form's input in a file. `open_new` opens the form for a new task, `open_key` that of a task."""

    def __init__(
        self,
        pane: TaskPane,
        store: Store,
        file: SavedValues,
        background: Background,
        notices: Notices,
        open_new: Callable[[], object],
        open_key: Callable[[str], object],
    ) -> None:
        self._pane, self._store, self._file = pane, store, file
        self._background, self._notices = background, notices
        self._open_new, self._open_key = open_new, open_key
        self._written: dict[str, dict[str, str]] = {}
        self._loaded, self._writing = False, asyncio.Lock()
        self._timer = QTimer(pane, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(lambda: background.start(self.save(), "keep unsaved input"))
        pane.input_changed.connect(lambda: None if self._timer.isActive() else self._timer.start())

    async def load(self) -> None:
        """Offer what was typed when the program last ended; from now on keep what is typed."""
        for key, text in (await self._file.all()).items():
            kept = json.loads(text)
            self._written[key] = kept["texts"]
            self._pane.restore_input(key, kept["texts"])
            self._offer(key, kept["name"])
        for notice in self._file.pop_notices():
            self._notices.say(notice, trouble=True)
        self._loaded = True
        await self.save()

    async def save(self) -> None:
        """Write what is typed now, where it is other than what is in the file; nothing before the file was read."""
        if not self._loaded:
            return
        async with self._writing:
            now = self._pane.unsaved_input()
            try:
                for key in [key for key in self._written if key not in now]:
                    await self._file.forget(key)
                    del self._written[key]
                for key, texts in now.items():
                    if self._written.get(key) != texts:
                        await self._file.save(key, json.dumps({"name": self._name(key), "texts": texts}))
                        self._written[key] = texts
            except SessionOnly:  # said when the file was read
                return

    async def close(self) -> None:
        """Write what is typed now."""
        self._timer.stop()
        await self.save()

    def _name(self, key: str) -> str:
        task = self._store.tasks.get(key)
        return task.name if task is not None else ""

    def _offer(self, key: str, name: str) -> None:
        if key == NEW:
            sentence = _("A new task was being written when FleetDesk ended. It is kept.")
        else:
            told = _("What was typed into {task} when FleetDesk ended is kept.")
            sentence = told.format(task=readable(name, NAME))
        self._notices.say(sentence, trouble=True, action=_("Go on with it"), do=self._taken_up(sentence, key))

    def _taken_up(self, sentence: str, key: str) -> Callable[[], None]:
        def open_it() -> None:
            if key == NEW:
                self._open_new()
            elif key in self._store.tasks:
                self._open_key(key)
            else:
                self._notices.say(_("That task is not on this desk yet. What was typed comes back when it is opened."))
                return
            self._notices.drop(sentence)

        return open_it
