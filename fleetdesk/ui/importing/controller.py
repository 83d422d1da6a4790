"""Import and export as the window offers them: rows are judged against desk and server, then go to the outbox."""

import asyncio
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QSettings
from shiboken6 import isValid

from fleetdesk.api.provider import Provider, tasks_of
from fleetdesk.base.errors import FleetError
from fleetdesk.domain.importing.reference_data import ReferenceData, reference_data
from fleetdesk.domain.outbox import ASKING, Draft
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.ui.importing.dialog import ImportDialog
from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.widgets.table_export import Exporter
from fleetdesk.ui.window.main_window import MainWindow


class Importing(QObject):
    """The commands "Import tasks" and "Export …"."""

    def __init__(
        self,
        window: MainWindow,
        store: Store,
        desk: TaskService,
        providers: Mapping[str, Provider],
        background: Background,
        zone: ZoneInfo,
        memory: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._store, self._desk, self._providers = window, store, desk, providers
        self._background, self._zone, self._memory = background, zone, memory
        self._on_server: dict[str, Sequence[Task]] = {}
        self._exporter = Exporter(background, zone, self)
        self._exporter.done.connect(lambda sentence: window.notices.say(sentence))
        self._exporter.failed.connect(lambda sentence: window.notices.say(sentence, trouble=True))

    def commands(self) -> list[Command]:
        """What the menus offer."""
        window, ask = self._window, self._exporter.ask
        return [
            Command("Tasks", "Import tasks", "Ctrl+I", self.open),
            Command("Tasks", "Export the task list", "", lambda: ask(window.tasks.table, "Tasks")),
            Command("Tasks", "Export the outbox", "", lambda: ask(window.outbox.table, "Outbox")),
            Command("Fleet", "Export the vehicle list", "", lambda: ask(window.vehicles.table, "Vehicles")),
        ]

    def open(self) -> ImportDialog | None:
        """Opens the import; tasks that are finished already are asked of the server meanwhile."""
        able = [name for name, each in self._providers.items() if each.tasks is not None]
        if not able:
            self._window.notices.say("No account on this desk takes tasks. Connect a Metrotec account first.")
            return None
        dialog = ImportDialog(
            able,
            self._zone,
            self._reference_data,
            self._memory,
            self._background,
            lambda: self._window.tokens(),
            self._window,
        )
        dialog.import_wanted.connect(lambda drafts: self._background.start(self._import(dialog, drafts), "import"))
        self._background.start(self._ask_servers(dialog, able), "tasks there already")
        dialog.show()
        return dialog

    def _reference_data(self, account: str, zone: ZoneInfo) -> ReferenceData:
        fleet = [seen for seen in self._store.fleet.values() if seen.unit.account == account]
        shown = [task for task in self._store.tasks.values() if task.account == account]
        positions = [seen.position for seen in fleet if seen.position is not None]
        tasks = [*self._on_server.get(account, ()), *shown]
        return reference_data(account, zone, [seen.unit for seen in fleet], tasks, positions, now=self._store.now())

    async def _ask_servers(self, dialog: ImportDialog, accounts: Sequence[str]) -> None:
        """Without an answer the rows are judged against what the desk knows; the server refuses what it has."""
        for name in accounts:
            try:
                self._on_server[name] = (await tasks_of(self._providers[name]).listing(everything=True)).tasks
            except FleetError:
                continue
        if _lives(dialog):
            dialog.judge_again()

    async def _import(self, dialog: ImportDialog, drafts: Sequence[Draft]) -> None:
        try:
            ops = await self._desk.save(drafts)
        except FleetError as error:
            if _lives(dialog):
                dialog.say_refused(str(error))
            return
        numbers = {str(op.id) for op in ops}
        await self._follow(dialog, numbers)

    async def _follow(self, dialog: ImportDialog, numbers: set[str]) -> None:
        """Tells the dialog how far it is until all is done or the dialog is closed; the outbox needs neither."""
        changed = asyncio.Event()
        connection = self._store.outbox_changed.connect(lambda _: changed.set())
        try:
            while _lives(dialog):
                changed.clear()
                waiting = [op for number, op in self._store.task_store.waiting.items() if number in numbers]
                asking = sum(op.state in ASKING for op in waiting)
                dialog.show_progress(len(numbers), len(numbers) - len(waiting), asking, len(numbers))
                if len(waiting) == asking:
                    return
                await changed.wait()
        finally:
            self._store.outbox_changed.disconnect(connection)


def _lives(dialog: ImportDialog) -> bool:
    """Whether the window is still there: a closed one deletes itself."""
    return bool(isValid(dialog))
