"""The dock "Documents": what is on the server, what waits here, and what can be done with it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.outbox import OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.document_service import Progress
from fleetdesk.ui.widgets.document_formatting import NO_FILES
from fleetdesk.ui.widgets.panel import ListOrEmpty
from tests.sync.fakes import NOW, at_once
from tests.ui.documents.test_controller import DocumentsDesk, document

RTLO = "invoice\u202egpj.exe"


@pytest.fixture
def made(qapp, tmp_path):
    desk = DocumentsDesk(tmp_path)
    yield desk
    desk.outbox.close()
    desk.pane.deleteLater()


def empty(made):
    return (
        f"{made.pane.findChild(ListOrEmpty).empty.title.text()}: {made.pane.findChild(ListOrEmpty).empty.text.text()}"
    )


def test_without_a_task_it_says_what_to_do(made):
    made.pane.show_task(None)
    assert empty(made).startswith("No task open: Open a task")


def test_before_a_server_was_asked_it_does_not_say_that_there_are_none(made):
    assert empty(made).startswith("Not asked yet")


def test_a_task_without_documents_says_how_to_add_some(made):
    made.listed()
    assert empty(made) == "No documents yet: Drop files here, or press Add documents."


def test_add_documents_is_asked_for(made, qtbot):
    with qtbot.waitSignal(made.pane.add_wanted):
        made.button("Add documents").click()


def test_only_the_documents_of_the_open_task_are_shown(made):
    made.listed(document(1))
    made.listed(document(2, task=8), number=8)
    made.open(8)
    assert [row[1] for row in made.rows()] == ["2.jpg"]


def test_all_documents_are_shown_with_their_tasks(made):
    made.listed(document(1))
    made.listed(document(2, task=8), number=8)
    made.pane.all_tasks.setChecked(True)
    assert not made.pane.table.isColumnHidden(3)
    assert {made.pane.model.index(row, 3).data() for row in range(2)} == {"ORDER-7", "ORDER-8"}


def test_a_vendors_text_is_shown_letter_by_letter(made):
    made.listed(document(1, name="<b>x</b>", sender="<i>y</i>"), document(2, name=RTLO))
    assert {row[1] for row in made.rows()} == {"<b>x</b>", "invoice⟨RLO⟩gpj.exe"}
    hover = made.pane.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in hover


def test_a_type_that_is_none_of_ours_stays_as_it_is(made):
    made.listed(document(1, "waybill"))
    assert made.rows()[0][0] == "waybill"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("move", "says"),
    [
        (lambda box, op: op, "saved on this computer"),
        (lambda box, op: box.documents.sending(op.id, 1.0, []), "sending"),
        (lambda box, op: box.documents.sending(op.id, 1.0, []) and box.documents.named(op.id, 5), "confirming"),
        (
            lambda box, op: box.documents.sending(op.id, 1.0, []) and box.transitions.doubt(op.id, 9e9, "doubt", "x"),
            "waiting to confirm",
        ),
        (lambda box, op: box.decisions.pause_upload(op.id), "paused"),
        (
            lambda box, op: (
                box.documents.sending(op.id, 1.0, []) and box.transitions.ask(op.id, OpState.DEAD, "refused", "x")
            ),
            "refused",
        ),
        (
            lambda box, op: (
                box.documents.sending(op.id, 1.0, []) and box.transitions.ask(op.id, OpState.BLOCKED, "which", "x")
            ),
            "needs your word",
        ),
    ],
)
async def test_each_state_has_its_words(made, move, says):
    op = await made.file()
    made.moved(move(made.outbox, op))
    assert made.rows() == [["CMR", "cmr.jpg", says]]


@pytest.mark.asyncio
async def test_how_far_an_upload_is_stands_in_its_row(made):
    op = await made.file()
    made.moved(made.outbox.documents.sending(op.id, 1.0, []))
    made.pane.set_progress([Progress(op.id, 420, 1000, 100.0)])
    assert made.rows()[0][2] == "sending 42 %"


@pytest.mark.asyncio
async def test_a_document_that_is_being_confirmed_is_one_row_and_not_called_filed(made):
    op = await made.file()
    made.outbox.documents.sending(op.id, 1.0, [])
    made.moved(made.outbox.documents.named(op.id, 5))
    made.listed(document(5))
    assert [row[2] for row in made.rows()] == ["confirming"]


@pytest.mark.asyncio
async def test_a_document_that_is_filed_keeps_its_own_name_and_stays_chosen(made):
    op = await made.file("Müller CMR.jpg")
    made.pane.table.selectRow(0)
    made.listed(document(5, name="cmr_ORDER-7_fd0123456789ab.jpg"))
    made.done(op, 5)
    assert made.rows() == [["CMR", "Müller CMR.jpg", "on the server"]]
    assert made.pane.table.selected_keys() == ("m/5",)


def test_where_no_file_is_given_back_it_is_said(made):
    made.listed(document(1))
    made.pane.table.selectRow(0)
    assert made.pane.view.said.text.text() == NO_FILES
    assert not made.button("Save a copy").isEnabled()
    assert NO_FILES in [each.text() for each in made.pane.row_menu().actions()]


def test_the_eight_types_are_offered_and_the_present_one_is_ticked(made):
    made.listed(document(1, "order"))
    made.pane.table.selectRow(0)
    acts = made.pane.types_menu(made.pane).actions()
    assert [each.text() for each in acts] == [kind.words for kind in DocumentType]
    assert [each.text() for each in acts if each.isChecked()] == ["Order"]


def test_a_narrow_dock_keeps_every_column_and_a_wide_one_shows_all_of_them(made, qtbot):
    made.listed(document(1))
    table = made.pane.table
    made.pane.show()
    made.pane.resize(430, 300)
    shown = [number for number in range(table.model().columnCount()) if not table.isColumnHidden(number)]
    wide = sum(map(table.columnWidth, shown))
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() >= wide - table.viewport().width())
    assert all(table.columnWidth(number) >= 22 for number in shown)
    made.pane.resize(1400, 300)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert shown == [number for number in range(table.model().columnCount()) if not table.isColumnHidden(number)]


def test_one_new_document_among_ten_thousand_touches_its_tasks_rows_alone(made, qtbot):
    many = [
        Document("m", n, task=1000 + n // 3, type="cmr", name=f"{n}.jpg", uploaded_at=NOW - timedelta(minutes=n))
        for n in range(10_000)
    ]
    made.pane.all_tasks.setChecked(True)
    with qtbot.waitSignal(made.pane.model.settled, check_params_cb=lambda: made.pane.model.rowCount() == 10_000):
        at_once(made.document_store.set_all_documents("m", many, made.document_store.mark()))
    came, went = [], []
    made.pane.model.rowsInserted.connect(lambda _, first, last: came.append(last - first + 1))
    made.pane.model.rowsRemoved.connect(lambda _, first, last: went.append(last - first + 1))
    made.document_store.set_documents("m", 1000, [document(99_999, task=1000)])
    assert (sum(came), sum(went)) == (1, 3)
    assert made.pane.model.row("m/99999") is not None
