"""The documents' part of the tour: dropped and filed, one lost answer found again, the dossier opened."""

import asyncio
import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.demo.tour_desk import drop_events, until
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.outbox import OpState
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.documents.dossier_cover import Cover, write_cover

if TYPE_CHECKING:
    from fleetdesk.app.main import App

PAGE_PX = 900
PHOTO = (1600, 1200)


class DocumentSteps:
    """Uses the window as a dispatcher does; `pictures` gets the pictures between the steps."""

    def __init__(self, app: "App", told: dict[str, Any], pictures: Path) -> None:
        self._app, self._told, self._pictures = app, told, pictures
        self._folder = tempfile.TemporaryDirectory(prefix="fleetdesk-tour-")
        self._task: Task | None = None

    def close(self) -> None:
        """Takes the files of the tour away."""
        self._folder.cleanup()

    async def documents(self) -> dict[str, Any]:
        """A photo and a CMR fall on a task's row; what they are is said, and Enter files them."""
        sheet, store = self._app.view.filing.controller.panel, self._app.store
        self._task = min(store.task_store.unfinished.values(), key=lambda task: task.key)
        files = await asyncio.to_thread(self._make_files)
        await self._drop(files)
        await until(lambda: len(sheet.rows) == len(files), _("the sheet did not take the files"))
        await until(lambda: all(row.line.facts.mime for row in sheet.rows), _("the files were not looked at"))
        await self._picture("documents-a-dropped")
        types = [row.line.type for row in sheet.rows]
        if types != [DocumentType.CMR, DocumentType.IMAGE]:
            raise FleetError(_("they were taken for {types}").format(types=joined(kind.within for kind in types)))
        sheet.file_wanted.emit()
        await until(lambda: not sheet.rows, _("they were not filed"))
        await until(lambda: not store.task_store.waiting, _("they were not confirmed"))
        self._app.view.documents.pane.bring_up()
        self._app.view.tasks.controller.open(store.tasks[self._task.key])
        await self._as_they_were(files)
        return {"documents": len(files), "types": [kind.value for kind in types], "byte_for_byte": True}

    async def lost_answer(self) -> dict[str, Any]:
        """The server takes a document and its answer is lost: it is not sent again but found."""
        store, path = self._app.store, await asyncio.to_thread(self._make_photo, "receipt.jpg", 2)
        await self._control("faults", {"operation": "files.upload", "count": 1, "action": {"cut": "after"}})
        await self._drop([path])
        rows = self._app.view.filing.controller.panel.rows
        await until(lambda: bool(rows and rows[0].line.facts.mime), _("the sheet did not take the file"))
        self._app.view.filing.controller.panel.file_wanted.emit()
        await until(lambda: store.task_store.in_state[OpState.UNCERTAIN] == 1, _("nothing was in doubt"))
        self._app.view.outbox.bring_up()
        await self._picture("lost-answer-a-in-doubt")
        async with asyncio.timeout(120):
            while store.task_store.waiting:  # noqa: ASYNC110 - the window has no event for "all confirmed"
                await asyncio.sleep(0.2)
        await self._as_they_were([path])
        return {"sent_twice": False, "confirmed": True}

    async def dossier(self) -> dict[str, Any]:
        """One file with the task's facts and its documents, opened again."""
        assert self._task is not None
        path = Path(self._folder.name) / "dossier.pdf"
        unread = await self._app.view.documents.dossiers.make(self._app.store.tasks[self._task.key], path)
        viewer = Viewer()
        for number in (0, 1):
            seen = await viewer.page(path, path.name, number, PAGE_PX)
            name = self._pictures / f"dossier-page-{number + 1}.png"
            await asyncio.to_thread(name.write_bytes, seen.data)
        pages = (await viewer.look(path, path.name)).facts.pages
        if pages < 4 or unread:
            told = ngettext(
                "the dossier has {count} page, {unread} unread", "the dossier has {count} pages, {unread} unread", pages
            )
            raise FleetError(told.format(count=pages, unread=unread))
        return {"pages": pages, "unread": unread}

    # -- hands and eyes

    def _make_files(self) -> list[Path]:
        assert self._task is not None
        path = Path(self._folder.name) / "CMR signed.pdf"
        facts = [("Sender", "Tamme Ehitus OÜ"), ("Consignee", self._task.address or ""), ("Goods", "6 pallets")]
        write_cover(Cover(f"CMR {self._task.name}", facts, (), "International consignment note"), path)
        return [path, self._make_photo("loading bay.jpg", 1)]

    def _make_photo(self, name: str, seed: int) -> Path:
        path = Path(self._folder.name) / name
        Image.linear_gradient("L").resize(PHOTO).rotate(seed * 20).convert("RGB").save(path, quality=90)
        return path

    async def _drop(self, files: Sequence[Path]) -> None:
        assert self._task is not None
        table = self._app.view.tasks.pane.table
        row = table.rows.row(self._task.key)
        index = table.rows.index(row or 0, 1)
        table.scrollTo(index)
        data = QMimeData()  # an event does not keep what it carries alive
        data.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
        for event in drop_events(table.visualRect(index).center(), data):
            QApplication.sendEvent(table.viewport(), event)

    async def _as_they_were(self, files: Sequence[Path]) -> None:
        """Each is on the simulator exactly once, byte for byte."""
        rows = await self._control("files")
        kept = [row["sha256"] for row in rows]
        for path in files:
            wanted = hashlib.sha256(await asyncio.to_thread(path.read_bytes)).hexdigest()
            if kept.count(wanted) != 1:
                count = kept.count(wanted)
                told = ngettext("{file} is on the server {count} time", "{file} is on the server {count} times", count)
                raise FleetError(told.format(file=path.name, count=count))

    async def _control(self, path: str, body: dict[str, Any] | None = None) -> Any:
        async with httpx.AsyncClient(trust_env=False) as client:
            url = self._told["control_url"] + path
            answer = await (client.get(url) if body is None else client.post(url, json=body))
        answer.raise_for_status()
        return answer.json()

    async def _picture(self, name: str) -> None:
        await asyncio.sleep(0.35)
        image: QImage = self._app.window.grab().toImage()
        await asyncio.to_thread(image.save, str(self._pictures / f"{name}.png"))
