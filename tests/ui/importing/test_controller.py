"""Import through the window: judged row by row, kept in the outbox, followed until it is confirmed; and export."""

import csv
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.tasks import Task
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.waiting import until

pytestmark = pytest.mark.asyncio
TALLINN = ZoneInfo("Europe/Tallinn")
HEAD = "Viide;Auto;Algus;Lõpp;Koordinaadid;Aadress"
GOOD = "T-{};242KDN;24.11.2026 08:00;24.11.2026 10:00;58.5, 25.0;Tamme {}"


@pytest.fixture
def importing(desk, tmp_path):
    desk.fill()
    desk.provider.answers["tasks"] = []
    return desk.view.importing


async def opened(importing, tmp_path, *lines, name="orders.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("\r\n".join((HEAD, *lines)).encode(encoding))
    dialog = importing.open()
    dialog.open_file(path)
    await until(lambda: dialog.rehearsal is not None or (dialog.answer.text() and "…" not in dialog.answer.text()))
    return dialog


async def test_good_rows_go_to_the_outbox_and_are_followed(desk, importing, tmp_path):
    dialog = await opened(importing, tmp_path, *(GOOD.format(number, number) for number in range(3)))
    assert dialog.go.text() == "Import 3 tasks"
    dialog.go.click()
    await until(lambda: len(desk.outbox_thread.outbox.queries.open_ops()) == 3)
    assert {op.kind for op in desk.outbox_thread.outbox.queries.open_ops()} == {OpKind.CREATE}
    await until(lambda: "3 of 3 saved on this computer, 0 confirmed" in dialog.counts.text())
    for number, op in enumerate(desk.outbox_thread.outbox.queries.open_ops()):
        desk.outbox_thread.outbox.transitions.sending(op.id, 1.0)
        desk.store.apply_op(desk.outbox_thread.outbox.transitions.done(op.id, 2.0, 100 + number))
    await until(lambda: "3 confirmed" in dialog.counts.text())
    dialog.close()


async def test_the_encoding_is_guessed_and_shown(importing, tmp_path):
    for encoding in ("utf-8", "utf-8-sig", "cp1257"):
        dialog = await opened(importing, tmp_path, GOOD.format(1, "õunapuu"), encoding=encoding)
        assert dialog.source.encoding.isVisibleTo(dialog), encoding
        assert dialog.rehearsal.rows[0].cells["address"] == "Tamme õunapuu", encoding
        dialog.close()


async def test_a_zero_length_window_and_an_unknown_vehicle_are_not_sent(importing, tmp_path):
    dialog = await opened(
        importing,
        tmp_path,
        GOOD.format(1, 1),
        "T-2;242KDN;24.11.2026 08:00;24.11.2026 08:00;58.5, 25.0;x",
        "T-3;NOBODY;24.11.2026 08:00;24.11.2026 09:00;58.5, 25.0;x",
    )
    assert dialog.go.text() == "Import 1 task"
    sentences = [row.sentence for row in dialog.rehearsal.rows]
    assert any("same time" in each for each in sentences)
    assert any("no vehicle" in each for each in sentences)
    dialog.close()


async def test_a_reference_that_the_server_has_is_caught(desk, importing, tmp_path):
    desk.provider.answers["tasks"] = [
        Task("m", 5, unit="820BHT", order_ref="T-1", start_at=NOW, stop_at=NOW + timedelta(hours=1))
    ]
    dialog = await opened(importing, tmp_path, GOOD.format(1, 1))
    await until(lambda: dialog.go.text() == "Import 0 tasks")
    assert "is there already" in dialog.rehearsal.rows[0].sentence
    dialog.close()


async def test_a_folder_dropped_by_mistake_is_a_sentence(importing, tmp_path):
    dialog = importing.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    for event in (
        QDragEnterEvent(QPoint(5, 5), copy, data, left, none),
        QDropEvent(QPointF(5, 5), copy, data, left, none),
    ):
        QApplication.sendEvent(dialog, event)
    await until(lambda: "folder" in dialog.answer.text())
    assert not dialog.go.isEnabled()
    dialog.close()


async def test_the_same_file_twice_makes_nothing_twice(desk, importing, tmp_path):
    for _ in range(2):
        dialog = await opened(importing, tmp_path, GOOD.format(1, 1))
        dialog.go.click()
        await until(lambda: len(desk.outbox_thread.outbox.queries.open_ops()) == 1)
        dialog.close()
    assert len(desk.outbox_thread.outbox.queries.open_ops()) == 1


async def test_a_full_disk_is_said_though_the_dialog_is_closed(desk, importing, tmp_path):
    dialog = await opened(importing, tmp_path, *(GOOD.format(number, number) for number in range(200)))
    database = desk.outbox_thread.outbox.database
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count={pages}").fetchall()
    dialog.go.click()
    dialog.close()
    await until(lambda: any("disk is full" in each for each in desk.window.notices.sentences))
    assert desk.outbox_thread.outbox.queries.open_ops() == []


async def test_a_mapping_is_remembered_by_its_headings(importing, tmp_path):
    dialog = await opened(importing, tmp_path, GOOD.format(1, 1))
    choice = dialog.columns.choices[5]
    choice.setCurrentIndex(choice.findData("description"))
    dialog.close()
    again = await opened(importing, tmp_path, GOOD.format(1, 1))
    assert again.columns.mapping[5] == "description"
    again.close()


async def test_a_list_is_exported_as_it_is_shown(desk, importing, tmp_path):
    hostile = Task("m", 9, unit="242KDN", order_ref='=HYPERLINK("http://x")', address="@SUM(A1)", start_at=NOW)
    apply_tasks(desk.store, "m", [hostile])
    path = tmp_path / "out.csv"
    await importing.exporter.start(desk.view.tasks.pane.table, "Tasks", path)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert "Reference" in rows[0]
    assert not any(cell.startswith(("=", "@", "+")) for cell in rows[1])
    assert any('=HYPERLINK("http://x")' in cell for cell in rows[1])
