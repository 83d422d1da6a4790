"""The dossier of a task: a real PDF, read again with its text and its pages."""

import pikepdf
import pypdfium2
import pytest

from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.domain.tasks import Document
from fleetdesk.storage.outbox.documents import Filed
from fleetdesk.ui.documents.dossiers import Dossiers
from fleetdesk.ui.widgets.long_work import LongWork
from tests.task_lists import apply_tasks
from tests.ui import desk as small
from tests.ui.filing.test_controller import Filing


class DossierDesk(Filing):
    """Filing on the desk, with the dossiers of its tasks."""

    def __init__(self, desk, folder):
        super().__init__(desk, folder)
        self.dossiers = Dossiers(
            lambda: desk.view.tasks.form.task,
            desk.store,
            self.document_store,
            Viewer(),
            LongWork(desk.background, desk.app.notices),
            desk.app.notices,
            small.ZONE,
        )


@pytest.fixture
def filing(desk, tmp_path):
    desk.fill()
    apply_tasks(desk.store, "m", [small.task(1, "242KDN", details="<b>Rimi</b> & sons", address="Tähe 1, Tartu")])
    return DossierDesk(desk, tmp_path)


def text_of(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


async def dossier(filing):
    path = filing.folder / "ORDER-1 dossier.pdf"
    unread = await filing.dossiers.make(filing.store.tasks["m/1"], path)
    return path, unread


async def test_its_first_page_has_the_facts_as_they_are(filing):
    path, _ = await dossier(filing)
    (cover,) = text_of(path)
    for words in (
        "ORDER-1",
        "242KDN",
        "<b>Rimi</b> & sons",
        "Tähe 1, Tartu",
        "58.600000, 25.100000",
        "58.500000, 25.000000 at",
        "Europe/Tallinn",
    ):
        assert words in cover
    assert "No documents" in cover


async def test_a_document_that_waits_is_in_it_and_called_so(filing):
    await filing.take(filing.file("cmr.jpg"))
    await filing.press_file()
    path, unread = await dossier(filing)
    pages = text_of(path)
    assert (len(pages), unread) == (2, 0)
    assert "not confirmed yet" in pages[0].replace("\r\n", " ")


async def test_a_document_that_was_filed_from_here_is_in_it_and_another_is_said_to_be_elsewhere(filing):
    await filing.take(filing.file("cmr.jpg"))
    staged = filing.sheet.rows[0].line.staged
    filing.document_store.add_filed([Filed("m", "1", staged.sha256, "cmr", 5, staged.blob, "cmr.jpg", 0.0)])
    filing.document_store.set_documents(
        "m", 1, [Document("m", 5, 1, "cmr", "cmr.jpg"), Document("m", 6, 1, "image", "Driver's")]
    )
    path, _ = await dossier(filing)
    pages = text_of(path)
    assert len(pages) == 2
    assert "gives no file back" in pages[0].replace("\r\n", " ")


async def test_a_document_that_cannot_be_read_becomes_a_page_that_says_so(filing):
    await filing.take(filing.file("cmr.jpg"))
    await filing.press_file()
    (document,) = filing.waiting()
    (filing.document_store.folder / document.blob).write_bytes(b"\xff\xd8\xff\xe0 broken")
    path, unread = await dossier(filing)
    assert unread == 1
    assert "cmr.jpg" in text_of(path)[1]


async def test_a_folder_that_is_not_there_is_said(filing, qtbot):
    filing.dossiers.start(filing.store.tasks["m/1"], filing.folder / "gone" / "a.pdf")
    await filing.until(lambda: "cannot be written" in filing.said)
    assert "a.pdf cannot be written" in filing.said


async def test_it_is_sound(filing):
    path, _ = await dossier(filing)
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_without_a_task_it_says_what_to_do(filing):
    filing.dossiers.ask()
    assert "Open a task first" in filing.said
