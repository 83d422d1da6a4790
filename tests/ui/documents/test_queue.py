"""List "Document queue": what is unsent, how far it is, and which acts make sense."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView

from fleetdesk.base.local_formats import size_words
from fleetdesk.domain.outbox import OpState
from fleetdesk.sync.document_service import Progress
from fleetdesk.ui.documents.upload_speed import UploadPace
from fleetdesk.ui.widgets.document_formatting import share_words
from tests.sync.fakes import NOW
from tests.ui.documents.test_controller import DocumentsDesk, document

ACTS = ("Pause upload", "Resume upload", "Retry upload", "Cancel upload")


@pytest.fixture
def made(qapp, tmp_path):
    desk = DocumentsDesk(tmp_path)
    yield desk
    desk.outbox.close()
    desk.pane.deleteLater()


def lines(made):
    model = made.pane.queue.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def allowed(made):
    return [name for name in ACTS if made.button(name).isEnabled()]


@pytest.mark.asyncio
async def test_the_queue_holds_the_unsent_documents_of_all_tasks(made):
    await made.file("a.jpg")
    await made.file("b.jpg", number=8)
    assert made.pane.findChild(QListView).accessibleName() == "Document queue"
    assert [line.split(",")[0] for line in lines(made)] == ["a.jpg", "b.jpg"]


@pytest.mark.asyncio
async def test_a_row_says_all_in_one_sentence(made):
    op = await made.file("a.jpg")
    assert lines(made) == [f"a.jpg, {size_words(op.upload.size)}, CMR · ORDER-7 · saved on this computer · Sent now."]


@pytest.mark.asyncio
async def test_what_is_cut_off_in_a_row_stands_in_its_hover_letter_by_letter(made):
    await made.file("<b>a</b>.jpg")
    hover = made.pane.queue.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;a&lt;/b&gt;.jpg" in hover
    assert "Sent now." in hover


def test_without_unsent_documents_there_is_no_queue(made):
    made.listed(document(1))
    assert made.pane.queue.isHidden()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("move", "acts"),
    [
        (lambda box, op: op, ["Pause upload", "Cancel upload"]),
        (lambda box, op: box.decisions.pause_upload(op.id), ["Resume upload", "Cancel upload"]),
        (lambda box, op: box.documents.sending(op.id, 1.0, []) and box.documents.named(op.id, 5), []),
        (
            lambda box, op: box.documents.sending(op.id, 1.0, []) and box.transitions.doubt(op.id, 9e9, "doubt", "x"),
            ["Cancel upload"],
        ),
        (
            lambda box, op: (
                box.documents.sending(op.id, 1.0, []) and box.transitions.ask(op.id, OpState.DEAD, "refused", "x")
            ),
            ["Retry upload", "Cancel upload"],
        ),
        (
            lambda box, op: (
                box.documents.sending(op.id, 1.0, [])
                and box.transitions.unsent(op.id, 9e9, "Unreachable", "No network.")
            ),
            ["Pause upload", "Retry upload", "Cancel upload"],
        ),
    ],
)
async def test_only_what_makes_sense_can_be_done(made, move, acts):
    op = await made.file()
    made.moved(move(made.outbox, op))
    assert allowed(made) == acts


@pytest.mark.asyncio
async def test_a_row_changes_in_place_and_stays_selected(made):
    op = await made.file("a.jpg")
    await made.file("b.jpg", number=8)
    queue = made.pane.queue
    queue.list.setCurrentIndex(queue.model.index(0, 0))
    made.moved(made.outbox.documents.sending(op.id, 1.0, []))
    made.pane.set_progress([Progress(op.id, 500, 1000, 10.0)])
    assert "sending 50 %" in lines(made)[0]
    assert [each.id for each in queue.chosen()] == [op.id]


@pytest.mark.asyncio
async def test_it_says_in_all_what_is_gone_and_that_an_interrupted_upload_begins_anew(made):
    op = await made.file()
    made.moved(made.outbox.documents.sending(op.id, 1.0, []))
    made.pane.set_progress([Progress(op.id, op.upload.size // 2, op.upload.size, 1000.0)])
    (said,) = [each.text() for each in made.pane.findChildren(QLabel) if each.accessibleName() == "Uploads in all"]
    assert said.startswith("1 document, ")
    assert "1 kB/s, about" in said
    assert "starts from its beginning" in said


def test_the_pace_is_said_in_words():
    pace = UploadPace()
    pace.add(850_000)
    assert pace.words(3, 12_400_000, 31_000_000) == "3 documents, 12.4 of 31.0 MB, 850 kB/s, about 22 s"


def test_sizes_of_different_units_are_both_named():
    assert share_words(850_000, 31_000_000) == "850 kB of 31.0 MB"


@pytest.mark.asyncio
async def test_identify_is_offered_only_where_it_is_asked(made):
    op = await made.file()
    assert made.button("Identify").isHidden()
    made.outbox.documents.sending(op.id, NOW.timestamp(), [])
    made.moved(made.outbox.transitions.ask(op.id, OpState.BLOCKED, "which", "Say which it is."))
    assert not made.button("Identify").isHidden()
