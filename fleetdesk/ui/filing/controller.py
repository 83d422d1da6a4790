"""Files dropped, pasted or chosen become documents: copied at once, shown in the sheet, filed when the user says so."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.documents.matching import Pile
from fleetdesk.documents.staging import Staged, Stopped
from fleetdesk.domain.documents import DocumentType, Filing, Upload
from fleetdesk.domain.steps import new_gesture
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_service import DocumentService
from fleetdesk.sync.store import Store
from fleetdesk.ui.filing.file_stager import FileStager
from fleetdesk.ui.filing.filing_panel import FilingPanel
from fleetdesk.ui.filing.page_order import PageOrderDialog
from fleetdesk.ui.filing.pending_files import KeptFiles, PanelFiles
from fleetdesk.ui.filing.staged_file_row import StagedFile, StagedFileRow
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.drop_addresses import Address
from fleetdesk.ui.widgets.file_drops import Carried, carried
from fleetdesk.ui.widgets.notices import Notices

FEW = 3
NOTHING = _("The clipboard holds no file and no picture. Copy one, then paste again.")


def _not_taken(count: int, first: str) -> str:
    return ngettext(
        "{count} file was not taken. The first: {reason}", "{count} files were not taken. The first: {reason}", count
    ).format(count=count, reason=first)


def _saved(count: int) -> str:
    return ngettext(
        "{count} document is saved on this computer.", "{count} documents are saved on this computer.", count
    ).format(count=count)


def _names_others(lines: Sequence[StagedFile]) -> str:
    """Say which document names which other task, and what to do."""
    first = lines[0]
    told = _("{file} names {task}. File it there, or press File once more to leave it where it is.").format(
        file=readable(first.staged.name, NAME),
        task=readable(first.elsewhere.task.name, NAME) if first.elsewhere else "",
    )
    more = len(lines) - 1
    rest = ngettext("({count} more names another task.)", "({count} more name other tasks.)", more)
    return together(told, rest.format(count=more) if more else "")


def _waiting(count: int) -> str:
    return ngettext("{count} document waits to be filed.", "{count} documents wait to be filed.", count).format(
        count=count
    )


class FilingController(QObject):
    """The sheet "File documents" and what fills and empties it."""

    filed = Signal(object)  # the ops of the documents that are saved on this computer now

    def __init__(
        self,
        documents: QWidget,
        open_key: Callable[[], str],
        store: Store,
        service: DocumentService,
        stager: FileStager,
        pending_files: KeptFiles,
        background: Background,
        notices: Notices,
        say_done: Callable[[str, str], None],
    ) -> None:
        super().__init__(documents)
        self._documents, self.open_key, self._store, self._service = documents, open_key, store, service
        self._stager, self._background, self._stopped = stager, background, False
        self._notices, self._say_done = notices, say_done
        self._looks: list[asyncio.Task[None]] = []
        self._tasks = stager.tasks
        self.panel = FilingPanel(documents, self._tasks)
        self.panel.file_wanted.connect(lambda: background.start(self._file(), "file documents"))
        self.panel.discard_wanted.connect(self._discard)
        self.panel.join_wanted.connect(self._order_pages)
        self.pending_files = PanelFiles(self.panel, pending_files, background)

    def commands(self) -> list[Command]:
        """Return the commands for the menus."""
        return [
            Command(Menu.TASKS, _("Add documents"), "Ctrl+O", self.choose, begins=True, asks=True),
            Command(Menu.TASKS, _("Paste documents"), "Ctrl+V", self.paste),
            Command(Menu.TASKS, _("Documents that wait for a task"), "", self.show_tray),
        ]

    # -- what comes in

    def choose(self, kind: DocumentType | None = None) -> None:
        """Ask for files, for the open task where there is one; with a type they get that type."""
        dialog = QFileDialog(self._documents.window(), _("Add documents"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(
            _("Documents (*.jpg *.jpeg *.png *.gif *.webp *.tif *.tiff *.heic *.avif *.pdf);;All files (*)")
        )
        key = self.open_key()
        dialog.filesSelected.connect(lambda names: self.take(Carried(tuple(map(Path, names))), key, kind))
        dialog.open()

    def paste(self) -> None:
        """Take the documents on the clipboard, for the open task where there is one."""
        found = carried(QGuiApplication.clipboard().mimeData())
        if found:
            self.take(found, self.open_key())
        else:
            self._notices.say(NOTHING)

    def take(self, found: Carried, key: str, kind: DocumentType | None = None) -> None:
        """Copy what was dropped on a task, or with an empty key on none; show each file in the panel."""
        self._stopped = False
        self._background.start(self._take(found, key, kind), "copy documents")

    async def _take(self, found: Carried, key: str, kind: DocumentType | None) -> None:
        pile = await self._stager.pile()
        sources: list[Path | QImage | bytes] = [each for each in found.paths if not isinstance(each, Address)]
        sources += [found.image] if found.image is not None else []
        refused = [each.sentence for each in found.paths if isinstance(each, Address)]
        self.panel.slide_in()
        for number, source in enumerate(sources, 1):
            self.panel.say(_("Copying {number} of {count}…").format(number=number, count=len(sources)))
            try:
                staged = await self._stager.copy(source, lambda: self._stopped)
                self._add(StagedFile(staged, key, kind or DocumentType.OTHER, chosen=kind is not None), pile)
            except Stopped:
                break
            except FleetError as error:
                refused.append(str(error))
        self.panel.say("")
        self._say_refused(refused)

    def _say_refused(self, refused: Sequence[str]) -> None:
        """Say why files were refused, many in one sentence; hide the panel where it has no row."""
        if len(refused) > FEW:
            refused = [_not_taken(len(refused), refused[0])]
        for sentence in refused:
            self._notices.say(sentence, trouble=True)
        if not self.panel.rows:
            self.panel.hide()

    def _add(self, line: StagedFile, pile: Pile | None) -> None:
        sha256 = line.staged.sha256
        if any(row.line.staged.sha256 == sha256 and row.line.task == line.task for row in self.panel.rows):
            return
        if line.task and self._service.document_store.is_filed(line.task, sha256):
            name = self._tasks.name(line.task)
            self._notices.say(
                _("{file} is on {task} already, or waits to be sent.").format(
                    file=readable(line.staged.name, NAME), task=readable(name, NAME)
                )
            )
            return
        self._stager.guess(line)
        row = self.panel.add(line)
        row.convert_wanted.connect(lambda row: self._background.start(self._convert(row), "convert a document"))
        self.panel.slide_in()
        self._looks.append(self._background.start(self._look(row, pile), "look at a document"))

    async def _look(self, row: StagedFileRow, pile: Pile | None) -> None:
        await self._stager.look(row.line, pile)
        if row in self.panel.rows:
            row.show_line()
            row.changed.emit()

    # -- what goes out

    async def _file(self) -> None:
        """Save the documents that have a task on this computer; leave the others in the panel."""
        if await self._asks():
            return
        lines = self.panel.ready()
        filings = [filing for line in lines if (filing := self._filing(line)) is not None]
        gesture = new_gesture()
        try:
            ops = await self._service.file(filings, gesture)
        except FleetError as error:
            self.panel.say(str(error))
            return
        self.panel.clear(lines)
        await self.pending_files.save()
        self._say_done(_saved(len(ops)), gesture)
        self.filed.emit(ops)

    async def _asks(self) -> bool:
        """Say once which documents name another task than theirs, when all are looked at; return whether any does.

        Pressed again, "File documents" leaves them where they are.
        """
        if self._looking():
            self.panel.say(_("Reading the documents first…"))
            await asyncio.gather(*self._looking(), return_exceptions=True)
            self.panel.say("")
        doubtful = [line for line in self.panel.ready() if line.elsewhere is not None and not line.settled]
        if not doubtful:
            return False
        self.panel.say(_names_others(doubtful))
        for line in doubtful:
            line.settled = True
        return True

    def _looking(self) -> list[asyncio.Task[None]]:
        self._looks = [look for look in self._looks if not look.done()]
        return self._looks

    def _filing(self, line: StagedFile) -> Filing | None:
        task = self._store.tasks.get(line.task)
        if task is None:
            return None
        staged, panel = line.staged, self.panel
        most = int(panel.most.text() or 0) or None
        upload = Upload(
            staged.sha256,
            staged.size,
            staged.mime,
            staged.name,
            line.type,
            "",
            panel.hidden.isChecked(),
            panel.crop.isChecked(),
            panel.turn.currentData(),
            most,
        )
        return Filing(task, upload)

    def _discard(self) -> None:
        self._stopped = True
        self.panel.clear([row.line for row in self.panel.rows])

    async def _convert(self, row: StagedFileRow) -> None:
        """Replace a phone's picture in the panel by a JPEG."""
        try:
            self._replace([row.line], await self._stager.convert(row.line))
        except FleetError as error:
            self.panel.say(str(error))

    def _order_pages(self, lines: Sequence[StagedFile]) -> None:
        pages = PageOrderDialog(lines, self._documents.window())
        pages.made_wanted.connect(lambda order: self._background.start(self._join(order), "make one PDF"))
        pages.show()

    async def _join(self, order: Sequence[tuple[StagedFile, int]]) -> None:
        self.panel.say(_("Making one PDF…"))
        try:
            self._replace([line for line, _ in order], await self._stager.join(order))
            self.panel.say("")
        except FleetError as error:
            self.panel.say(str(error))

    def _replace(self, lines: Sequence[StagedFile], staged: Staged) -> None:
        first = lines[0]
        self._add(StagedFile(staged, first.task, first.type, matches=first.matches, chosen=first.chosen), None)
        self.panel.clear(lines)

    # -- the tray

    async def begin(self) -> None:
        """Put back into the panel what had not been filed when the program last ended."""
        document_store = (
            self._service.document_store
        )  # a crash between the outbox and the tray leaves a document in both
        lines = [
            each
            for each in await self.pending_files.lines()
            if not document_store.is_filed(each.task, each.staged.sha256)
        ]
        for notice in self.pending_files.pop_notices():
            self._notices.say(notice, trouble=True)
        for line in lines:
            row = self.panel.add(line)
            self._background.start(self._look(row, None), "look at a document")
        if lines:
            self._notices.say(_waiting(len(lines)), action=pgettext("button", "Show"), do=self.show_tray)

    def kept(self, name: str) -> bool:
        """Return whether the copy with this name waits in the panel."""
        return any(row.line.staged.blob == name for row in self.panel.rows)

    def show_tray(self) -> None:
        """Show the panel again, where it has any row."""
        if self.panel.rows:
            self.panel.slide_in()
        else:
            self._notices.say(_("No document waits for a task."))
