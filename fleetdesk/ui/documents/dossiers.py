"""One key makes the dossier of the open task: a PDF with its facts, and every document that is here."""

import asyncio
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.stoppable import in_stoppable_thread
from fleetdesk.base.translation import _, ngettext
from fleetdesk.documents.decoder_client import NamedFile, Viewer
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.located import place_of
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.sheets.whole import write_export
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.dossier_cover import Cover, cover_of, write_cover
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.document_formatting import type_words
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices

HERE, ELSEWHERE, WAITING = (
    _("in this file"),
    _("on the server only: it gives no file back"),
    _("in this file, not confirmed yet"),
)
Row = tuple[str, ...]
FILE_NAME = 80


class Dossiers(QObject):
    """The command "Dossier"."""

    made = Signal(str)

    def __init__(
        self,
        open_task: Callable[[], Task | None],
        store: Store,
        document_store: DocumentStore,
        viewer: Viewer,
        long_work: LongWork,
        notices: Notices,
        zone: ZoneInfo,
    ) -> None:
        super().__init__()
        self._open_task, self._store, self._document_store, self._viewer = open_task, store, document_store, viewer
        self._long_work, self._notices, self._zone = long_work, notices, zone

    def commands(self) -> list[Command]:
        """Return the commands for the menus."""
        return [
            Command(
                Menu.TASKS,
                _("Dossier of the task"),
                "D",
                self.ask,
                asks=True,
                possible=lambda: self._open_task() is not None,
            )
        ]

    def ask(self) -> None:
        """Ask where to write the dossier of the open task."""
        task = self._open_task()
        if task is None:
            self._notices.say(_("Open a task first; its dossier is made of it."))
            return
        stem = re.sub(r"[^A-Za-z0-9-]+", "-", task.name[:FILE_NAME]).strip("-") or "task"
        name = f"{stem} dossier.pdf"
        pick_file(
            self._notices.window(), _("Dossier"), _("PDF (*.pdf)"), lambda path: self.start(task, Path(path)), save=name
        )

    def start(self, task: Task, path: Path) -> None:
        """Make the dossier in the background."""
        sentence = _("The dossier of {task} is being made …").format(task=readable(task.name, NAME))
        self._long_work.start(self._make(task, path), "dossier", sentence)

    async def _make(self, task: Task, path: Path) -> None:
        unread = await self.make(task, path)
        said = _("The dossier of {task} is {file}.").format(
            task=readable(task.name, NAME), file=readable(path.name, NAME)
        )
        if unread:
            told = ngettext(
                "{count} could not be read; a page says so.", "{count} could not be read; a page says so.", unread
            )
            said = together(said, told.format(count=unread))
        self._notices.say(said, action=_("Open"), do=lambda: _show(path))
        self.made.emit(str(path))

    async def make(self, task: Task, path: Path) -> int:
        """Write the dossier whole or not at all; return how many documents could not be read."""
        rows, sheets = self._documents(task)
        cover = self._cover(task, rows)
        with tempfile.TemporaryDirectory(prefix="fleetdesk-") as folder:
            page = Path(folder) / "cover.pdf"
            await asyncio.to_thread(write_cover, cover, page)
            seen = await self._viewer.dossier(page, sheets, path.name)
        await in_stoppable_thread(lambda _: write_export(path, seen.data))
        return len(seen.facts.unread)

    def _cover(self, task: Task, rows: list[Row]) -> Cover:
        seen = self._store.fleet.get(unit_key(task.account, task.unit or ""))
        made = _("Dossier made {time}").format(time=formatting.both_clocks(self._store.now(), self._zone))
        return cover_of(task, self._unit(task, seen), rows, made, self._zone)

    def _unit(self, task: Task, seen: Seen | None) -> list[tuple[str, str]]:
        """Return the facts about the task's vehicle, with its last known place, as pairs of name and value."""
        position, place = seen.position if seen else None, formatting.NOTHING
        if position and (found := place_of(position)):
            at = formatting.both_clocks(position.fixed_at, self._zone)
            place = _("{place} at {time}").format(place=f"{found[0]:.6f}, {found[1]:.6f}", time=at)
        label, driver = (seen.label, seen.driver) if seen else (task.unit, None)
        return [
            (_("Vehicle"), label or formatting.NOTHING),
            (_("Driver"), driver or formatting.NOTHING),
            (_("Vehicle's last place"), place),
        ]

    def _documents(self, task: Task) -> tuple[list[Row], list[NamedFile]]:
        """Return each document as a row of the cover, and the files of those on this computer."""
        rows: list[Row] = []
        sheets: list[NamedFile] = []
        for document in self._document_store.of(task.key):
            copy, name = self._document_store.copy_of(document), self._name(document)
            rows.append(
                (
                    type_words(document.type),
                    name,
                    formatting.clock(document.uploaded_at, self._zone),
                    document.sender or formatting.NOTHING,
                    HERE if copy else ELSEWHERE,
                )
            )
            if copy is not None:
                sheets.append(NamedFile(copy, name))
        for op in self._store.task_store.documents(task.key):
            if (upload := op.upload) is not None:
                rows.append((upload.type.words, upload.name, formatting.NOTHING, _("this desk"), WAITING))
                sheets.append(NamedFile(self._document_store.folder / upload.blob, upload.name))
        return rows, sheets

    def _name(self, document: Document) -> str:
        filed = self._document_store.filed(document)
        return (
            filed.name if filed else document.name or document.file_name or _("no. {number}").format(number=document.id)
        )


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
