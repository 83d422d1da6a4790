"""Window "Import tasks": a file, what its columns hold, every row judged before anything is sent, then progress."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.stoppable import in_stoppable_thread, let_go
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.importing.judged import Judged, judge_rows
from fleetdesk.domain.importing.preview import Rehearsal, RowState, Source
from fleetdesk.domain.importing.reference_data import ReferenceData
from fleetdesk.sheets.asking import read_apart
from fleetdesk.sheets.encodings import EncodingWanted
from fleetdesk.sheets.grid import Grid
from fleetdesk.sheets.sheet import Sheet
from fleetdesk.sheets.writing import KINDS, write
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.sync.background import Background
from fleetdesk.ui.importing.frame import FIRST_SIZE, ImportFrame
from fleetdesk.ui.importing.mapping_memory import MappingMemory
from fleetdesk.ui.importing.preview_model import state_count, unassigned_count
from fleetdesk.ui.importing.row_placing import RowPlacing
from fleetdesk.ui.importing.source import SheetReading
from fleetdesk.ui.importing.wrong_rows import KINDS_OF_ROWS, wrong_rows
from fleetdesk.ui.widgets.dialogs import Dialog, pick_file
from fleetdesk.ui.widgets.file_drops import local_files
from fleetdesk.ui.widgets.file_writing import with_ending
from fleetdesk.ui.widgets.theme import Tokens

GroundOf = Callable[[str, ZoneInfo], ReferenceData]
"""What rows of an account are judged against, with their times in a zone; called in a thread."""


class ImportDialog(Dialog):
    """Dialog "Import tasks": emits drafts to save. show_progress() says what becomes of them; sending outlives it.

    `work` is the reading or judging under way, or the last one.
    """

    import_wanted = Signal(object)  # list[Draft]

    def __init__(
        self,
        accounts: Sequence[str],
        zone: ZoneInfo,
        ground_of: GroundOf,
        memory: QSettings,
        background: Background,
        tokens: Callable[[], Tokens],
        placing: AddressPlacing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, _("Import tasks"))
        self.setAcceptDrops(True)
        self.setMinimumHeight(520)  # how wide it is at least is the layout's, whose words may be long
        self.resize(*FIRST_SIZE)
        self._parts = parts = ImportFrame(accounts, zone.key, tokens, RowPlacing(placing, background))
        self.source, self.columns, self.model, self.table = parts.source, parts.columns, parts.model, parts.table
        self.answer, self.counts, self.bar = parts.answer, parts.counts, parts.bar
        self.go, self.leave, self.placing = parts.go, parts.leave, parts.placing
        self.say, self.show_progress = parts.say, parts.show_progress
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(parts)
        self._ground_of, self._memory, self._background = ground_of, MappingMemory(memory), background
        self._path = Path()
        self._sheet: Sheet | None = None
        self._judged: Judged | None = None
        self.work: asyncio.Task[None] | None = None
        self.model.ticked.connect(self._count)
        self.model.mended.connect(self._mend)
        self.table.chosen.connect(self._bring)
        parts.wrong_rows.clicked.connect(self._ask_for_wrong_rows)
        self._wire()
        self._count()
        self._zones = background.start(self._offer_zones(), "time zones")

    def _wire(self) -> None:
        self.source.picked.connect(lambda path: self.open_file(Path(path)))
        self.source.reread.connect(lambda: self._start(self._read(self.source.reading)))
        self.source.changed.connect(self._mapped)
        self.columns.changed.connect(self._mapped)
        self.placing.placed.connect(self._judge_placed)
        self.go.clicked.connect(self._import)
        self.leave.clicked.connect(self.close)
        self.finished.connect(self._stop)

    async def _offer_zones(self) -> None:
        self.source.offer_zones(sorted(await asyncio.to_thread(available_timezones)))

    def _stop(self) -> None:
        self.placing.stop()
        for work in (self.work, self._zones):
            if work is not None:
                work.cancel()
        self.show_judged(None)
        self._hold(None)

    @property
    def rehearsal(self) -> Rehearsal | None:
        """Return what would become of the rows; None where they are not judged."""
        return self._judged.rehearsal if self._judged else None

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Start work in the background, and cancel the work before it."""
        if self.work is not None:
            self.work.cancel()
        self.work = self._background.start(work, "import")

    def open_file(self, path: Path) -> None:
        """Read a file, and guess encoding, separator, sheet and heading."""
        self._path = path
        self.source.forget()
        self.placing.forget()
        self._start(self._read(SheetReading()))

    async def _read(self, chosen: SheetReading) -> None:
        self.say(_("Reading {file}…").format(file=self._path.name), busy=True)
        try:
            sheet = await read_apart(self._path, **chosen)
        except FleetError as error:
            self._hold(None)
            self.columns.hide()
            if isinstance(error, EncodingWanted):
                self.source.ask_encoding(self._path)
            self._nothing(str(error))
            return
        self._hold(sheet)
        self.source.show_sheet(self._path, sheet)
        first = sheet.rows[0][1]
        self.columns.show_columns(sheet.headings, first, self._memory.mapping(sheet.headings))
        self.columns.show()
        await self._rehearse(sheet)

    def judge_again(self) -> None:
        """Judge the rows again on changed data, unless the import has begun."""
        if self.source.isEnabled():
            self._mapped()

    def say_refused(self, sentence: str) -> None:
        """Say why nothing was saved, and let the user choose again."""
        self.model.closed = False
        for part in (self.source, self.columns, self.go, self.placing):
            part.setEnabled(True)
        self.bar.hide()
        self.leave.setText(_("Cancel"))
        self.say(sentence)
        self._count()

    def _mapped(self) -> None:
        if self._sheet is not None:
            self._memory.save(self._sheet.headings, self.columns.mapping)
            self._start(self._rehearse(self._sheet))

    async def _rehearse(self, sheet: Sheet) -> None:
        self.say(_("Judging the rows…"), busy=True)
        account, zone = self.source.account.currentText(), ZoneInfo(self.source.zone.currentText())
        known = await asyncio.to_thread(self._ground_of, account, zone)
        reference_data = replace(known, places=self.placing.places)
        source = Source(self._path.name, sheet.encoding, sheet.delimiter, sheet.sheet, sheet.heading_line)
        try:
            judge = partial(judge_rows, sheet.headings, sheet.rows, self.columns.mapping, reference_data, source)
            done = await in_stoppable_thread(judge)
        except FleetError as error:
            self._nothing(str(error))
            return
        self.show_judged(done)
        self.placing.show_addresses(done.addresses, known.bounds)
        self._parts.show_mapped()
        self.say("")

    def show_judged(self, judged: Judged | None) -> None:
        """Show rows that were judged, or none; those before are freed in a thread."""
        before, self._judged = self.rehearsal, judged
        if judged is None:
            self.model.show_items({})
        else:
            self.model.show_judged(judged)
        if before is not None and isinstance(before.rows, list):
            self._background.start(let_go(before.rows), "rows judged before")
        self._count()

    def _hold(self, sheet: Sheet | None) -> None:
        """Hold the table that was read; the one before is freed in a thread."""
        before, self._sheet = self._sheet, sheet
        if before is not None and isinstance(before.rows, list):
            self._background.start(let_go(before.rows), "table read before")

    def _judge_placed(self) -> None:
        """Judge the rows again with the places that were found, unless the import has begun."""
        if self._sheet is not None and self.source.isEnabled():
            self._start(self._rehearse(self._sheet))

    def _bring(self, keys: Sequence[str]) -> None:
        """Ask for the place of the row that was chosen, where it is still to be decided."""
        row = self.model.item(keys[0]) if len(keys) == 1 else None
        if row is not None and self.source.isEnabled():
            self.placing.bring(row.cells.get("address", ""))

    def _mend(self, number: int, target: str, text: str) -> None:
        """Put another text into a cell of the file as it was read, and judge all rows again."""
        if self._sheet is not None:
            mended = self._sheet.with_cell(number, self.columns.mapping.index(target), text)
            self._hold(mended)
            self._start(self._rehearse(mended))

    def _ask_for_wrong_rows(self) -> None:
        if self.rehearsal is not None and self._sheet is not None:
            grid = wrong_rows(self._sheet, self.rehearsal)
            name = _("{file}, wrong rows").format(file=self._path.stem)
            pick_file(self, _("Save the wrong rows"), KINDS_OF_ROWS, lambda path: self._save(grid, path), save=name)

    def _save(self, grid: Grid, path: str) -> None:
        self._start(self._write(grid, with_ending(Path(path), KINDS, ".xlsx")))

    async def _write(self, grid: Grid, file: Path) -> None:
        try:
            await asyncio.to_thread(write, file, grid)
        except FleetError as error:
            self.say(str(error))
        else:
            told = ngettext("{count} wrong row is in {file}.", "{count} wrong rows are in {file}.", len(grid.rows))
            self.say(told.format(count=grouped(len(grid.rows)), file=file.name), busy=True)

    def _nothing(self, sentence: str) -> None:
        self.show_judged(None)
        self.say(sentence)

    def _count(self) -> None:
        done = self._judged
        self._parts.middle.setCurrentIndex(1 if done else 0)
        ready, unassigned = done.left(self.model.without) if done else (0, 0)
        wanted = ngettext("Import {count} task", "Import {count} tasks", ready).format(count=grouped(ready))
        self.go.say(wanted if done else _("Import tasks"))
        self.go.setEnabled(ready > 0)
        counts = done.counts if done else {}
        self._parts.wrong_rows.setVisible(bool(counts.get(RowState.ERROR)))
        told = [state_count(state, count) for state, count in counts.items() if count]
        if unassigned:
            told.append(unassigned_count(unassigned))
        self.counts.say(", ".join(told))

    def _import(self) -> None:
        if self.rehearsal is None:
            return
        drafts = self.rehearsal.drafts(self.model.without)
        self.model.closed = True
        self.placing.stop()
        for part in (self.source, self.columns, self.go, self.placing):
            part.setEnabled(False)
        self.leave.setText(_("Close"))
        self.show_progress(0, 0, 0, len(drafts))
        self.import_wanted.emit(drafts)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files until the import has begun."""
        if event.mimeData().hasUrls() and self.source.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped file; one at a time."""
        files = local_files(event.mimeData())
        event.acceptProposedAction()
        if len(files) == 1:
            self.open_file(files[0])
        else:
            self.say(_("Drop one file at a time, from this computer."))
