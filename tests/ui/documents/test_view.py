"""A document large enough to read, decoded by the real process beside the window."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.documents.made import halves, pdf
from tests.ui.documents.test_controller import DocumentsDesk, document


@pytest.fixture
def made(qapp, tmp_path):
    desk = DocumentsDesk(tmp_path)
    yield desk
    desk.outbox.close()
    desk.pane.deleteLater()


async def shown(made, data, name="cmr.jpg", mime="image/jpeg", chosen=True):
    """A document that waits, chosen in the table and loaded."""
    await made.file(name, data=data, mime=mime)
    made.pane.resize(1000, 600)
    made.pane.show()
    if chosen:
        made.pane.table.selectRow(0)
    await made.under_way()
    return made.pane.view


def colour(view, place):
    """What is seen at a place of the canvas, as shares of its width and height."""
    image = view.canvas.viewport().grab().toImage()
    seen = image.pixelColor(int(image.width() * place[0]), int(image.height() * place[1]))
    return "red" if seen.red() > 200 > seen.blue() else "blue" if seen.blue() > 200 > seen.red() else "ground"


@pytest.mark.asyncio
async def test_a_chosen_document_is_seen(made):
    view = await shown(made, halves(600, 600))
    assert (colour(view, (0.4, 0.5)), colour(view, (0.6, 0.5))) == ("red", "blue")


@pytest.mark.asyncio
async def test_a_turn_turns_what_is_seen(made):
    view = await shown(made, halves(600, 600))
    made.button("Turn right").click()
    assert (colour(view, (0.5, 0.3)), colour(view, (0.5, 0.7))) == ("red", "blue")
    QTest.keyClick(view.canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert view.canvas.turned == 0


@pytest.mark.asyncio
async def test_the_wheel_and_the_keys_zoom_and_fit_undoes_it(made):
    view = await shown(made, halves(600, 600))
    before, middle = view.canvas.scale_now, QPointF(view.canvas.viewport().rect().center())
    event = QWheelEvent(
        middle,
        middle,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.canvas.viewport(), event)
    QTest.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.canvas.scale_now == pytest.approx(before * 1.25**2)
    made.button("Fit document").click()
    assert view.canvas.scale_now == pytest.approx(before)


@pytest.mark.asyncio
async def test_a_larger_picture_is_asked_for_when_it_is_needed(made):
    view = await shown(made, pdf("CMR 2231"), "cmr.pdf", "application/pdf")
    first = view.canvas.picture_px
    for _ in range(6):
        made.button("Zoom in").click()
    view.canvas.rest.timeout.emit()
    await made.under_way()
    assert view.canvas.picture_px > first
    assert view.canvas.sceneRect().width() == pytest.approx(1000)


def place(view):
    return next(each.text() for each in view.findChildren(QLabel) if each.accessibleName() == "Page")


@pytest.mark.asyncio
async def test_the_pages_of_a_pdf_are_turned(made):
    view = await shown(made, pdf("one", "two", "three"), "cmr.pdf", "application/pdf")
    assert (place(view), made.button("Previous page").isEnabled()) == ("1 / 3", False)
    for _ in range(2):
        made.button("Next page").click()
        await made.under_way()
    assert (place(view), made.button("Next page").isEnabled()) == ("3 / 3", False)


@pytest.mark.asyncio
async def test_a_document_of_one_page_has_no_pages_to_turn(made):
    await shown(made, halves())
    assert made.button("Next page").isHidden()


@pytest.mark.asyncio
async def test_why_a_document_cannot_be_shown_is_said(made):
    view = await shown(made, b"\xff\xd8\xff\xe0 no picture", "broken.jpg")
    assert "broken.jpg" in view.said.text.text()
    assert not view.canvas.isVisible()


@pytest.mark.asyncio
async def test_a_copy_that_is_gone_is_not_called_damaged(made):
    op = await made.file()
    made.listed(document(5))
    made.done(op, 5)
    (made.folder / op.upload.blob).unlink()
    made.pane.table.selectRow(0)
    await made.under_way()
    assert made.pane.view.said.text.text().startswith("This computer's copy of cmr.jpg is gone")


@pytest.mark.asyncio
async def test_a_document_opens_in_a_window_of_its_own_and_escape_closes_it(made):
    await shown(made, halves())
    window = made.pane.open_large()
    await made.under_way()
    assert window.view.canvas.has_page
    assert not window.isModal()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


@pytest.mark.asyncio
async def test_a_window_that_is_closed_while_its_document_is_decoded_leaves_nothing_behind(made):
    await shown(made, halves())
    window = made.pane.open_large()
    window.close()
    assert all(each.cancelling() for each in made.background.running)
    await made.under_way()
    assert made.said == []


@pytest.mark.asyncio
async def test_the_row_gets_the_documents_own_small_picture(made):
    await shown(made, halves(600, 600))
    made.pane.grab()  # what is on the screen asks for its picture
    await made.under_way()
    icon = made.pane.model.index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    image = icon.pixmap(64, 64).toImage()
    assert image.pixelColor(image.width() // 4, image.height() // 2).red() > 200
