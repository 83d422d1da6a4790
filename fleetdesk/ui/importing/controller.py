"""Import and export as the window offers them: rows are judged against desk and server, then go to the outbox."""

import asyncio
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fleetdesk.base.errors import FleetError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.stoppable import in_stoppable_thread, let_go
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.importing.followed import FollowedWrites
from fleetdesk.domain.importing.reference_data import ReferenceData, reference_data
from fleetdesk.domain.outbox import Draft, Op
from fleetdesk.domain.steps import new_gesture
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.server_tasks import ServerTasks
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.ui.importing.dialog import ImportDialog
from fleetdesk.ui.widgets.answers import say_failure
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.list_printing import ListPrinter
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.table_export import Export, Exporter
from fleetdesk.ui.widgets.theme import Tokens


class ImportController(QObject):
    """The commands "Import tasks" and, of each of `exports`, "Export …"."""

    def __init__(
        self,
        exports: Sequence[Export],
        store: Store,
        service: TaskService,
        server: ServerTasks,
        background: Background,
        long_work: LongWork,
        notices: Notices,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        memory: QSettings,
        say_done: Callable[[str, str], None],
        placing: AddressPlacing,
        printer: ListPrinter,
    ) -> None:
        super().__init__()
        self._printer = printer
        self._exports, self._store, self._service, self._server = exports, store, service, server
        self._background, self._notices, self._tokens, self._zone = background, notices, tokens, zone
        self._memory, self._say_done, self._placing = memory, say_done, placing
        self._on_server: dict[str, Sequence[Task]] = {}
        self._in_use: Table | None = None
        self.exporter = Exporter(long_work, zone, self)
        self.exporter.done.connect(lambda sentence: notices.say(sentence))
        self.exporter.failed.connect(lambda sentence: notices.say(sentence, trouble=True))

    def commands(self) -> list[Command]:
        """Return the commands for the menus: the import, and the export of each table."""
        first = [each.menu for each in self._exports].index(Menu.FLEET)
        exports = [
            Command(menu, text, "", self._export(table), begins=menu is Menu.FLEET and place == first, asks=True)
            for place, (menu, text, table) in enumerate(self._exports)
        ]
        in_use = Command(Menu.FLEETDESK, _("Export the list in use"), "Ctrl+E", self.export_in_use, asks=True)
        on_paper = Command(Menu.FLEETDESK, _("Print the list in use"), "Ctrl+P", self.print_in_use, asks=True)
        import_ = Command(Menu.TASKS, _("Import tasks"), "Ctrl+I", self.open, begins=True, asks=True)
        return [import_, *exports, in_use, on_paper]

    def note_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Note the list that has the focus now; one that loses it to a menu stays the list in use."""
        while now is not None and not isinstance(now, Table):
            now = now.parentWidget()
        if now is not None:
            self._in_use = now

    def export_in_use(self) -> None:
        """Ask for a file and write the list that had the focus last into it, whichever of the window's it is."""
        if table := self._table_in_use(_("Click into the list that you want to export first.")):
            self.exporter.ask(table, table.accessibleName())

    def print_in_use(self) -> None:
        """Show the list that had the focus last as it would be printed."""
        if table := self._table_in_use(_("Click into the list that you want to print first.")):
            self._printer.ask(table, table.accessibleName())

    def _table_in_use(self, otherwise: str) -> Table | None:
        """Return the list that had the focus last; None, with that sentence said, where it is not there any more."""
        table = self._in_use
        if table is None or not isValid(table) or not table.isVisible():
            self._notices.say(otherwise)
            return None
        return table

    def _export(self, table_of: Callable[[], Table]) -> Callable[[], None]:
        def export() -> None:
            table = table_of()
            self.exporter.ask(table, table.accessibleName())

        return export

    def open(self) -> ImportDialog | None:
        """Open the import, and ask the servers for finished tasks as well meanwhile."""
        able = self._server.accounts()
        if not able:
            self._notices.say(_("No account on this desk takes tasks. Connect a Metrotec account first."))
            return None
        parent = self._notices.window()
        dialog = ImportDialog(
            able, self._zone, self._reference_data, self._memory, self._background, self._tokens, self._placing, parent
        )
        dialog.import_wanted.connect(lambda drafts: self._background.start(self._import(dialog, drafts), "import"))
        self._background.start(self._ask_servers(dialog, able), "tasks there already")
        dialog.show()
        return dialog

    def _reference_data(self, account: str, zone: ZoneInfo) -> ReferenceData:
        """Return what rows are judged against; called in a thread, because known tasks may be very many."""
        fleet = [seen for seen in list(self._store.fleet.values()) if seen.unit.account == account]
        shown = [task for task in list(self._store.tasks.values()) if task.account == account]
        positions = [seen.position for seen in fleet if seen.position is not None]
        tasks = [*self._on_server.get(account, ()), *shown]
        return reference_data(account, zone, [seen.unit for seen in fleet], tasks, positions, now=self._store.now())

    async def _ask_servers(self, dialog: ImportDialog, accounts: Sequence[str]) -> None:
        """Ask the servers for their tasks and judge the rows again; without an answer, known tasks count."""
        for name in accounts:
            try:
                self._on_server[name] = await self._server.all(name)
            except FleetError:
                continue
        if _lives(dialog):
            dialog.judge_again()

    async def _import(self, dialog: ImportDialog, drafts: list[Draft]) -> None:
        gesture = new_gesture()
        try:
            ops = await self._service.save(drafts, gesture)
        except FleetError as error:
            say_failure(dialog, dialog.say_refused, str(error), self._notices)
            return
        self._say_done(_imported(len(ops)), gesture)
        await let_go(drafts)
        await self._follow(dialog, ops)

    async def _follow(self, dialog: ImportDialog, ops: Sequence[Op]) -> None:
        """Show the progress until all is done or the dialog is closed; the outbox needs neither."""
        heard, told = asyncio.Event(), dict[str, None]()

        def hear(delta: Delta) -> None:
            told.update(dict.fromkeys(delta.changed))
            heard.set()

        connection = self._store.outbox_changed.connect(hear)
        try:
            numbers, waiting = (op.id for op in ops), self._store.task_store.waiting
            followed = await in_stoppable_thread(lambda check: FollowedWrites(numbers, waiting, check))
            while _lives(dialog):
                for number in told:
                    followed.note(number, waiting.get(number))
                told.clear()
                heard.clear()
                dialog.show_progress(followed.count, followed.done, followed.asking, followed.count, followed.kept)
                if followed.is_over:
                    return
                await heard.wait()
        finally:
            self._store.outbox_changed.disconnect(connection)


def _imported(count: int) -> str:
    told = ngettext(
        "{count} task is imported; saved on this computer. Ctrl+Z takes it back.",
        "{count} tasks are imported; saved on this computer. Ctrl+Z takes all of it back.",
        count,
    )
    return told.format(count=grouped(count))


def _lives(dialog: ImportDialog) -> bool:
    """Return whether the dialog still exists; a closed one deletes itself."""
    return bool(isValid(dialog))
