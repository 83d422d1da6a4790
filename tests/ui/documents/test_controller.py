"""What the dock of documents asks for, done by a real outbox; and the small desk that the tests of its parts share."""

import asyncio
import hashlib
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from fleetdesk.api.parts import RowList
from fleetdesk.base.errors import Refused
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.domain.documents import DocumentType, Filing, Upload
from fleetdesk.domain.outbox import OpKind, OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.document_service import DocumentService
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Link
from fleetdesk.sync.uploads import Uploads
from fleetdesk.ui.documents.controller import DocumentsController
from fleetdesk.ui.documents.drag_out import DocumentDragOut
from fleetdesk.ui.documents.pane import DocumentsPane
from fleetdesk.ui.documents.thumbnails import DocumentTools, Thumbnails
from fleetdesk.ui.widgets.document_formatting import file_name
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.panel import ListOrEmpty
from fleetdesk.ui.widgets.theme import LIGHT
from tests.documents.made import picture
from tests.sync.fakes import NOW, FakeProvider
from tests.ui.conftest import Loopless
from tests.ui.desk import ZONE, store, task


class DocumentProvider(FakeProvider):
    """A back end in memory that lists documents."""

    def __init__(self):
        super().__init__()
        self.listed: Any = []

    async def of_task(self, number):
        self.calls.append(f"documents {number}")
        if isinstance(self.listed, Exception):
            raise self.listed
        return RowList(each for each in self.listed if each.task == number)

    async def everywhere(self):
        self.calls.append("all documents")
        return RowList(self.listed)


class DocumentsDesk:
    """The dock over a store, a shelf, an outbox on the disk and a server in memory; nothing is sent by itself."""

    def __init__(self, folder):
        self.said = []
        self.background = Loopless(lambda name, error: self.said.append(error))
        self.store = store(task(7, "242KDN"), task(8, "820BHT"))
        self.store.set_link(Link("m", "Fake"))
        self.folder = folder / "papers"
        self.folder.mkdir()
        self.document_store, self.looks = DocumentStore(self.store, self.folder), Thumbnails(Viewer(), self.background)
        self.provider, self.outbox_thread = DocumentProvider(), OutboxThread(Outbox(folder / "outbox.db"))
        self.outbox = self.outbox_thread.outbox
        clock = NOW.timestamp
        self.sender = Sender(
            self.outbox_thread, {"m": self.provider}, self.background, self.store.apply_op, self.store.apply_task, clock
        )
        self.uploads = Uploads(
            self.outbox_thread,
            {"m": self.provider},
            self.background,
            self.store.apply_op,
            self.document_store.set_documents,
            self.said.append,
            self.folder,
            clock,
        )
        self.document_service = DocumentService(
            self.store, self.document_store, self.outbox_thread, self.sender, self.uploads, {"m": self.provider}
        )
        tools = DocumentTools(self.document_store, self.looks)
        self.drag_out = DocumentDragOut(self.document_store, self.background, folder / "out")
        self.paused = {}
        self.pane = DocumentsPane(
            self.store, tools, lambda: LIGHT, ZONE, lambda account: self.paused.get(account, ""), self.drag_out
        )
        self.pane.resize(1000, 460)
        self.notices = Notices()
        self.desk = DocumentsController(
            self.pane,
            self.document_service,
            self.store,
            self.background,
            LongWork(self.background, self.notices),
            self.notices,
            lambda sentence, gesture: self.notices.say(sentence),
        )
        self.open(7)

    def open(self, number):
        self.pane.show_task(self.store.tasks[f"m/{number}"])

    def upload(self, name="cmr.jpg", data=None, kind=DocumentType.CMR, mime="image/jpeg"):
        """A copy in the folder of documents."""
        data = data or picture(colour=(len(name), 1, 2))
        made = Upload(hashlib.sha256(data).hexdigest(), len(data), mime, name, kind)
        (self.folder / made.blob).write_bytes(data)
        return made

    async def file(self, name="cmr.jpg", number=7, **more):
        """A document in the outbox."""
        filing = Filing(self.store.tasks[f"m/{number}"], self.upload(name, **more))
        (op,) = await self.document_service.file([filing])
        return op

    def moved(self, op):
        self.store.apply_op(op)
        return op

    def done(self, op, file):
        """The server has it and lists it."""
        self.outbox.documents.sending(op.id, NOW.timestamp(), [])
        done = self.outbox.documents.filed(op.id, NOW.timestamp(), file, echoes=True)
        assert done is not None
        self.document_store.apply_op(done)
        self.store.apply_op(done)

    def listed(self, *documents, number=7):
        self.provider.listed = list(documents)
        self.document_store.set_documents("m", number, documents)

    def rows(self):
        model = self.pane.model
        return [[model.index(row, column).data() for column in (1, 2, 4)] for row in range(model.rowCount())]

    def button(self, name):
        return next(each for each in self.pane.findChildren(QPushButton) if each.accessibleName() == name)

    def notice(self):
        return " ".join(each.text() for each in self.notices.findChildren(QLabel))

    async def under_way(self):
        while tasks := self.background.running:
            await asyncio.wait(tasks)

    async def close(self):
        await self.background.close()
        self.outbox.close()
        for each in (self.pane, self.notices):
            each.close()
            each.deleteLater()


def document(number, kind="cmr", task=7, **more):
    return Document("m", number, task=task, type=kind, name=more.pop("name", f"{number}.jpg"), uploaded_at=NOW, **more)


@pytest.fixture
def made(qapp, tmp_path):
    desk = DocumentsDesk(tmp_path)
    yield desk
    desk.outbox.close()
    desk.pane.deleteLater()


@pytest.mark.asyncio
async def test_documents_are_asked_for_and_shown(made):
    made.provider.listed = [document(1), document(2, task=8)]
    made.button("Refresh documents").click()
    await made.under_way()
    assert made.provider.calls == ["documents 7"]
    assert made.rows() == [["CMR", "1.jpg", "on the server"]]


@pytest.mark.asyncio
async def test_the_documents_of_all_tasks_are_asked_for_once(made):
    made.provider.listed = [document(1), document(2, task=8)]
    for _ in range(3):
        made.pane.all_tasks.click()
        await made.under_way()
    assert made.provider.calls == ["all documents"]
    assert len(made.rows()) == 2


@pytest.mark.asyncio
async def test_why_the_server_could_not_be_asked_stands_where_the_documents_would(made):
    made.provider.listed = Refused("The server has no documents for this user.", 403)
    made.desk.look("m/7")
    await made.under_way()
    assert "no documents for this user" in made.pane.findChild(ListOrEmpty).empty.text.text()


@pytest.mark.asyncio
async def test_a_task_that_is_opened_is_asked_for_once_the_user_stays(made):
    made.open(8)
    assert made.desk.rest.isActive()
    made.desk.rest.timeout.emit()
    await made.under_way()
    made.desk.rest.timeout.emit()
    await made.under_way()
    assert made.provider.calls == ["documents 8"]


def give_type(made, text):
    """Chooses a type in the menu, as a click does."""
    menu = made.pane.types_menu(made.pane)
    next(each for each in menu.actions() if each.text() == text).trigger()
    menu.close()


@pytest.mark.asyncio
async def test_a_filed_document_gets_another_type_through_the_outbox(made):
    made.listed(document(1, "other"))
    made.pane.table.selectRow(0)
    give_type(made, "CMR")
    await made.under_way()
    (op,) = made.outbox.queries.open_ops()
    assert (op.kind, op.fields["file"], op.fields["type"]) == (OpKind.RETYPE, 1, "cmr")
    assert made.rows() == [["Other", "1.jpg", "becomes CMR – waiting"]]


@pytest.mark.asyncio
async def test_a_document_that_waits_changes_its_type_where_it_waits(made):
    await made.file(kind=DocumentType.OTHER)
    made.pane.table.selectRow(0)
    give_type(made, "Delivery note")
    await made.under_way()
    (op,) = made.outbox.queries.open_ops()
    assert (op.kind, op.fields["type"]) == (OpKind.UPLOAD, "delivery_note")
    assert made.rows() == [["Delivery note", "cmr.jpg", "saved on this computer"]]


@pytest.mark.asyncio
async def test_an_upload_is_paused_and_goes_on(made):
    await made.file()
    made.button("Pause upload").click()
    await made.under_way()
    assert made.rows()[0][2] == "paused"
    made.button("Resume upload").click()
    await made.under_way()
    assert made.rows()[0][2] == "saved on this computer"


@pytest.mark.asyncio
async def test_an_upload_is_given_up(made):
    await made.file()
    made.button("Cancel upload").click()
    await made.under_way()
    assert made.outbox.queries.open_ops() == []
    assert made.rows() == []


@pytest.mark.asyncio
async def test_what_may_have_arrived_is_given_up_only_after_a_word(made):
    op = await made.file()
    made.outbox.documents.sending(op.id, 1.0, [])
    made.moved(made.outbox.transitions.doubt(op.id, NOW.timestamp() + 30, "doubt", "no answer"))
    made.button("Cancel upload").click()
    await made.under_way()
    assert len(made.outbox.queries.open_ops()) == 1
    assert "may have reached the server" in made.notice()
    next(each for each in made.notices.findChildren(QPushButton) if each.text() == "Give it up").click()
    await made.under_way()
    assert made.outbox.queries.open_ops() == []


@pytest.mark.asyncio
async def test_a_refused_upload_is_sent_again(made):
    op = await made.file()
    made.outbox.documents.sending(op.id, 1.0, [])
    made.moved(made.outbox.transitions.ask(op.id, OpState.DEAD, "refused", "The server refused: too large."))
    made.button("Retry upload").click()
    await made.under_way()
    assert made.outbox.queries.open_ops()[0].state is OpState.QUEUED


@pytest.mark.asyncio
async def test_the_user_says_which_file_a_document_is(made):
    op = await made.file()
    made.outbox.documents.sending(op.id, 1.0, [1])
    asked = made.moved(made.outbox.transitions.ask(op.id, OpState.BLOCKED, "which", "Say which it is."))
    made.listed(document(1, name="old.jpg"), document(2, name="a & b.jpg"), document(3))
    menu = made.pane.queue.identify_menu(asked)
    said = [each.text() for each in menu.actions() if not each.isSeparator()]
    assert said == [
        "CMR · a && b.jpg · 23.11. 14:00 · —",
        "CMR · 3.jpg · 23.11. 14:00 · —",
        "None of these: send again",
    ]
    menu.actions()[0].trigger()
    await made.under_way()
    assert made.outbox.queries.open_ops() == []
    assert made.document_store.filed(document(2)).sha256 == op.fields["sha256"]


@pytest.mark.asyncio
async def test_a_copy_is_saved_whole_under_the_name_it_had(made, tmp_path):
    op = await made.file("scan.pdf.jpg")
    made.listed(document(5))
    made.done(op, 5)
    made.pane.table.selectRow(0)
    made.button("Save a copy").click()
    dialog = made.pane.findChild(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(tmp_path / "out.jpg"))
    await made.under_way()
    assert (tmp_path / "out.jpg").read_bytes() == (made.folder / op.upload.blob).read_bytes()
    dialog.close()


@pytest.mark.asyncio
async def test_a_copy_that_is_gone_is_said(made, tmp_path):
    op = await made.file()
    made.listed(document(5))
    made.done(op, 5)
    made.pane.table.selectRow(0)
    made.button("Save a copy").click()
    dialog = made.pane.findChild(QFileDialog)
    (made.folder / op.upload.blob).unlink()
    dialog.fileSelected.emit(str(tmp_path / "out.jpg"))
    await made.under_way()
    dialog.close()
    assert "is gone" in made.notice()


@pytest.mark.parametrize(
    ("name", "good"),
    [("cmr.jpg", "cmr.jpg"), ("../a:b.jpg", "_a_b.jpg"), ("cmr.exe", "cmr.exe.jpg"), ("", "document.jpg")],
)
def test_a_copy_gets_a_name_that_every_system_takes(name, good):
    assert file_name(name, ".jpg") == good
