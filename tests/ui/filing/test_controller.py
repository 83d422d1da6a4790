"""Documents from a drop to the outbox: a real window, real files, the real decoder's process, a real outbox."""

import asyncio
import json
import time
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from fleetdesk.base.files import write_whole
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.documents.matching import Match
from fleetdesk.documents.staging import Staged
from fleetdesk.domain.documents import DocumentType, PendingFile
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.storage.pending_files import PendingFiles
from fleetdesk.ui.filing.controller import FilingController
from fleetdesk.ui.filing.drop_targets import current_task
from fleetdesk.ui.filing.file_stager import FileStager
from fleetdesk.ui.filing.page_order import PageOrderDialog
from fleetdesk.ui.filing.staged_file_row import StagedFile
from fleetdesk.ui.widgets.file_drops import Carried
from fleetdesk.ui.widgets.found_completer import FoundCompleter
from tests.task_lists import apply_tasks
from tests.ui import desk as small

LIMIT = 2_000_000


class Filing:
    """The sheet on a window, with everything below it; no server, so what is filed waits."""

    def __init__(self, desk, folder):
        self.desk, self.folder, self.store = desk, folder, desk.store
        self.view, self.window = desk.view, desk.window
        self.document_store, self.documents = desk.services.document_store, desk.services.document_service
        self.pending_files, self.places = desk.services.pending_files, desk.view.drop_targets
        self.filing = self.begin()
        self.places.taken.disconnect()
        self.places.taken.connect(lambda found, key: self.filing.take(found, key))

    def begin(self, has_read=True):
        """A controller as after a start, whose tray was read; its files have a smaller limit."""
        stager = FileStager(self.store, Viewer(), self.document_store.folder, lambda: LIMIT, small.ZONE)
        made = FilingController(
            self.desk.view.documents.pane,
            lambda: self.desk.view.tasks.form.task_key,
            self.store,
            self.documents,
            stager,
            self.pending_files,
            self.desk.background,
            self.desk.app.notices,
            self.desk.view.tasks.undo.say_done,
        )
        if has_read:
            made.pending_files.begin()  # as begin() does, which needs a loop
        return made

    @property
    def sheet(self):
        return self.filing.panel

    def file(self, name="scan.jpg", size=(300, 200), **more):
        path = self.folder / name
        Image.effect_noise(size, 50).convert("RGB").save(path, **more)
        return path

    async def until(self, holds):
        """Turns of the loop until it holds: Qt's and asyncio's are one here."""
        async with asyncio.timeout(30):
            while not holds():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def take(self, *paths, key="m/1", count=None):
        self.filing.take(Carried(tuple(paths)), key)
        await self.until(lambda: len(self.sheet.rows) == (len(paths) if count is None else count))
        await self.looked()

    async def looked(self):
        await self.until(lambda: all(row.line.facts.mime for row in self.sheet.rows))

    async def press_file(self):
        self.sheet.go.click()
        await self.until(lambda: self.store.task_store.waiting)
        for work in self.desk.background.running:  # the row goes, the tray is saved, and it is told
            if work.get_name() == "file documents":
                await work

    @property
    def said(self):
        return " ".join(each.text() for each in self.window.notices.findChildren(QLabel))

    def waiting(self):
        return [op.upload for op in self.store.task_store.waiting.values() if op.kind is OpKind.UPLOAD]


@pytest.fixture
def filing(desk, tmp_path):
    desk.fill()
    apply_tasks(desk.store, "m", [small.task(1, "242KDN"), small.task(2, "242KDN", start=10), small.task(3)])
    return Filing(desk, tmp_path)


async def test_a_dropped_file_is_copied_at_once_and_the_sheet_shows_what_it_is_taken_for(filing):
    path = filing.file("cmr 7.jpg", (1200, 900))
    await filing.take(path)
    (row,) = filing.sheet.rows
    assert (filing.document_store.folder / row.line.staged.blob).read_bytes() == path.read_bytes()
    assert row.line.type is DocumentType.CMR
    assert "cmr" in row.reason.text()
    assert "1200 × 900" in row.about.text()
    assert not row.picture.pixmap().isNull()


async def test_pressing_file_saves_it_on_this_computer_and_it_leaves_the_tray(filing):
    path = filing.file()
    await filing.take(path)
    await filing.press_file()
    (upload,) = filing.waiting()
    assert (upload.name, upload.size) == ("scan.jpg", path.stat().st_size)
    assert not filing.sheet.isVisible()
    await filing.until(lambda: json.loads((filing.folder / "tray.json").read_text()) == [])
    assert filing.sheet.rows == []


async def test_enter_files_and_escape_puts_the_sheet_away(filing):
    await filing.take(filing.file())
    QTest.keyClick(filing.sheet, Qt.Key.Key_Escape)
    assert not filing.sheet.isVisible()
    filing.filing.show_tray()
    QTest.keyClick(filing.sheet, Qt.Key.Key_Return)
    await filing.until(lambda: filing.store.task_store.waiting)


async def test_the_keyboard_goes_back_to_where_it_was_before_the_sheet(filing):
    before = filing.view.vehicles.pane.table
    filing.window.activateWindow()
    before.setFocus()
    await filing.take(filing.file())
    assert filing.sheet.go.hasFocus()
    await filing.press_file()
    assert before.hasFocus()


async def test_the_users_type_is_not_guessed_over(filing):
    filing.filing.take(Carried((filing.file("cmr.jpg"),)), "m/1")
    await filing.until(lambda: filing.sheet.rows)
    filing.sheet.rows[0].choose_type(DocumentType.ORDER)
    await filing.looked()
    await filing.press_file()
    assert filing.waiting()[0].type is DocumentType.ORDER


async def test_one_type_for_all(filing):
    await filing.take(filing.file("a.jpg"), filing.file("b.jpg"))
    box = filing.sheet.all_types
    box.setCurrentIndex(box.findData(DocumentType.DELIVERY_NOTE))
    box.activated.emit(box.currentIndex())
    assert {row.line.type for row in filing.sheet.rows} == {DocumentType.DELIVERY_NOTE}


async def test_the_servers_options_go_with_it(filing):
    await filing.take(filing.file())
    filing.sheet.hidden.setChecked(True)
    filing.sheet.crop.setChecked(True)
    filing.sheet.turn.setCurrentIndex(filing.sheet.turn.findData("png"))
    filing.sheet.most.setText("5")
    await filing.press_file()
    (upload,) = filing.waiting()
    assert (upload.hidden, upload.auto_crop, upload.auto_type, upload.max_files) == (True, True, "png", 5)


async def test_what_is_no_document_is_said_and_the_rest_goes_on(filing):
    text, folder = filing.folder / "notes.txt", filing.folder / "scans"
    text.write_text("hello")
    folder.mkdir()
    await filing.take(text, folder, filing.file(), count=1)
    assert "notes.txt" in filing.said
    assert "scans is a folder" in filing.said


async def test_the_same_file_twice_is_one_line(filing):
    path = filing.file()
    await filing.take(path)
    await filing.take(path, filing.file("other.jpg"), count=2)
    assert len(filing.sheet.rows) == 2


async def test_what_waits_on_the_task_already_is_recognised_by_its_bytes(filing):
    path = filing.file()
    await filing.take(path)
    await filing.press_file()
    copy = filing.folder / "renamed.jpg"
    copy.write_bytes(path.read_bytes())
    await filing.take(copy, filing.file("new.jpg", (310, 200)), count=1)
    assert "renamed.jpg is on ORDER-1 already" in filing.said


async def test_a_picture_from_the_clipboard_is_a_document_and_without_one_it_is_said(filing):
    QGuiApplication.clipboard().setText("hello")
    filing.filing.paste()
    assert "no file and no picture" in filing.said
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    filing.view.tasks.form.show_task(filing.store.tasks["m/2"])
    filing.filing.paste()
    await filing.until(lambda: filing.sheet.rows)
    (row,) = filing.sheet.rows
    assert (row.line.staged.mime, row.line.task) == ("image/png", "m/2")
    await filing.looked()


async def test_the_pile_finds_its_tasks_and_the_rest_waits(filing):
    await filing.take(filing.file("ORDER-2 cmr.jpg"), filing.file("unknown.jpg", (320, 210)), key="")
    first, second = sorted(filing.sheet.rows, key=lambda row: row.line.staged.name)
    assert (first.line.task, first.line.type) == ("m/2", DocumentType.CMR)
    assert "ORDER-2" in first.reason.text()
    assert second.line.task == ""
    await filing.press_file()
    await filing.until(lambda: len(filing.sheet.rows) == 1)
    assert [upload.name for upload in filing.waiting()] == ["ORDER-2 cmr.jpg"]


async def test_a_task_can_be_named_by_hand_and_a_part_of_its_reference_is_completed(filing):
    await filing.take(filing.file("unknown.jpg"), key="")
    (row,) = filing.sheet.rows
    row.task.setCurrentText("order-3")
    assert row.line.task == "m/3"
    row.task.setCurrentText("ORDER-99")
    assert row.line.task == ""
    assert "No task yet" in row.reason.text()
    assert not filing.sheet.go.isEnabled()
    edit = row.task.lineEdit()
    edit.clear()
    QTest.keyClicks(edit, "er-3")
    completer = row.findChild(FoundCompleter)
    assert [completer.completionModel().index(0, 0).data().split(" · ")[0]] == ["ORDER-3"]
    QTest.keyClick(completer.popup(), Qt.Key.Key_Down)
    QTest.keyClick(completer.popup(), Qt.Key.Key_Return)
    assert (row.line.task, edit.text()) == ("m/3", "ORDER-3")


async def test_a_document_that_names_another_task_says_so_before_it_is_filed(filing):
    await filing.take(filing.file("ORDER-2 cmr.jpg"), key="m/1")
    (row,) = filing.sheet.rows
    filing.sheet.go.click()
    await filing.until(lambda: "ORDER-2 cmr.jpg names ORDER-2." in filing.sheet.note.text())
    assert (filing.waiting(), "It names ORDER-2." in row.reason.text()) == ([], True)
    row.there.click()
    await filing.press_file()
    assert [op.key for op in filing.store.task_store.waiting.values()] == ["m/2"]


async def test_it_stays_on_its_task_where_the_user_presses_once_more(filing):
    await filing.take(filing.file("ORDER-2 cmr.jpg"), key="m/1")
    filing.sheet.go.click()
    await filing.until(lambda: "names ORDER-2." in filing.sheet.note.text())
    await filing.press_file()
    assert [op.key for op in filing.store.task_store.waiting.values()] == ["m/1"]


async def test_the_tray_outlives_a_restart(filing):
    await filing.take(filing.file("unknown.jpg"), key="")
    await filing.until(lambda: len(filing.pending_files.all()) == 1)
    filing.filing.panel.deleteLater()
    again = filing.filing = filing.begin()
    await again.begin()
    assert [row.line.staged.name for row in again.panel.rows] == ["unknown.jpg"]
    assert "1 document waits to be filed." in filing.said
    await filing.looked()


async def test_discarding_files_nothing(filing):
    await filing.take(filing.file())
    filing.sheet.away.click()
    assert (filing.sheet.rows, filing.waiting()) == ([], [])


async def test_pictures_become_the_pages_of_one_pdf_in_the_users_order(filing):
    await filing.take(filing.file("a.jpg"), filing.file("b.jpg", (310, 210)))
    filing.sheet.join.click()
    pages = next(each for each in filing.window.findChildren(PageOrderDialog))
    assert [line.staged.name for line, _ in pages.order()] == ["a.jpg", "b.jpg"]
    pages.pages.item(1).setSelected(True)
    pages.turn.click()
    assert [turn for _, turn in pages.order()] == [0, 90]
    pages.make.click()
    await filing.until(lambda: [row.line.staged.name for row in filing.sheet.rows] == ["a.pdf"])
    await filing.looked()
    assert filing.sheet.rows[0].line.facts.pages == 2
    assert filing.sheet.rows[0].line.task == "m/1"


async def test_many_refusals_are_one_sentence_and_the_sheet_goes_away(filing):
    texts = [filing.folder / f"{number}.txt" for number in range(9)]
    for path in texts:
        path.write_text("hello")
    filing.filing.take(Carried(tuple(texts)), "m/1")
    await filing.until(lambda: "9 files were not taken" in filing.said)
    assert not filing.sheet.isVisible()


async def test_a_type_that_was_chosen_outlives_a_restart(filing):
    await filing.take(filing.file("cmr.jpg"))
    filing.sheet.rows[0].choose_type(DocumentType.ORDER)
    filing.sheet.rows[0].changed.emit()
    await filing.until(lambda: [each.type for each in filing.pending_files.all()] == ["order"])
    filing.filing.panel.deleteLater()
    again = filing.filing = filing.begin()
    await again.begin()
    await filing.looked()
    assert again.panel.rows[0].line.type is DocumentType.ORDER


async def test_what_is_dropped_before_the_tray_was_read_takes_nothing_out_of_it(filing):
    filing.pending_files.save([PendingFile("0" * 64, 5, "image/jpeg", "yesterday.jpg")])
    filing.filing = filing.begin(has_read=False)
    await filing.take(filing.file("today.jpg"), key="")
    await filing.filing.begin()
    await filing.until(lambda: len(filing.pending_files.all()) == 2)
    assert {each.name for each in filing.pending_files.all()} == {"yesterday.jpg", "today.jpg"}
    await filing.looked()


async def test_a_document_that_comes_later_leaves_the_keyboard_where_it_is(filing):
    await filing.take(filing.file("a.jpg"))
    filing.sheet.most.setFocus()
    await filing.take(filing.file("b.jpg", (310, 200)), count=2)
    assert filing.window.focusWidget() is filing.sheet.most


async def test_what_was_filed_before_a_crash_is_not_offered_again(filing):
    await filing.take(filing.file("cmr.jpg"))
    await filing.until(filing.pending_files.all)
    kept = filing.pending_files.all()
    await filing.press_file()
    await filing.until(lambda: filing.pending_files.all() == [])
    filing.pending_files.save(kept)
    filing.filing.panel.deleteLater()
    again = filing.filing = filing.begin()
    await again.begin()
    assert again.panel.rows == []


# -- where files fall


def files(*paths):
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return made


def row_place(table, key):
    return table.visualRect(table.rows.index(table.rows.row(key), 1)).center()


async def test_files_fall_on_a_tasks_row(filing, qtbot):
    table, data = filing.view.tasks.pane.table, files(filing.file())
    with qtbot.waitSignal(filing.places.taken) as taken:
        small.let_fall(table.viewport(), row_place(table, "m/2"), data)
    assert taken.args[1] == "m/2"
    await filing.until(lambda: filing.sheet.rows)
    await filing.looked()


def test_files_fall_on_the_open_task_and_a_field_of_it_is_a_place_like_the_rest(filing, qtbot):
    """No address is written into the field."""
    filing.view.tasks.form.show_task(filing.store.tasks["m/3"])
    with qtbot.waitSignal(filing.places.taken) as taken:
        small.let_fall(filing.view.tasks.form, QPoint(40, 60), files(filing.file()))
    assert taken.args[1] == "m/3"
    for name in ("notes", "order_ref"):
        made = filing.view.tasks.form.form.inputs[name]
        target = made.editor.viewport() if hasattr(made.editor, "viewport") else made.editor
        before, data = made.text(), files(filing.file(f"{name}.jpg"))
        with qtbot.waitSignal(filing.places.taken) as taken:
            small.let_fall(target, QPoint(10, 8), data)
        assert taken.args[1] == "m/3", name
        assert made.text() == before, name


def test_on_nobody_they_are_a_pile_and_so_they_are_on_a_search_of_a_dock_that_was_built_later(filing, qtbot):
    search, data = filing.view.places.pane.built().search, files(filing.file())
    with qtbot.waitSignal(filing.places.taken) as taken:
        small.let_fall(search, QPoint(10, 8), data)
    assert taken.args[1] == ""
    assert search.text() == ""
    with qtbot.waitSignal(filing.places.taken) as taken:
        small.let_fall(filing.window, QPoint(5, 5), data)
    assert taken.args[1] == ""


def test_a_link_from_a_browser_stays_text_to_a_field(filing):
    filing.view.tasks.form.show_task(filing.store.tasks["m/3"])
    editor, data = filing.view.tasks.form.form.inputs["order_ref"].editor, QMimeData()
    data.setUrls([QUrl("https://maps.example.com/@58.5,25.5")])
    data.setText("58.5, 25.5")
    small.let_fall(editor, QPoint(10, 8), data)
    assert "58.5, 25.5" in editor.text()
    assert filing.said == ""


def test_on_a_vehicle_its_task_is_named_before_it_happens_or_that_it_has_none(filing):
    table, data = filing.view.vehicles.pane.table, files(filing.file())
    small.drag_over(table.viewport(), row_place(table, "m/242KDN"), data)
    assert filing.places.impact_tooltip.title.text() == "Add 1 file to ORDER-1"
    assert "242KDN" in filing.places.impact_tooltip.rows[0][1].text()
    small.drag_over(table.viewport(), row_place(table, "m/820BHT"), data)
    assert "820BHT has no task now" in filing.places.impact_tooltip.rows[0][1].text()


def test_files_fall_on_a_bar_of_the_board_and_on_the_documents_of_the_open_task(filing, qtbot):
    filing.view.documents.pane.show_task(filing.store.tasks["m/3"])
    board, data = filing.view.board.view, files(filing.file())
    with qtbot.waitSignal(filing.places.taken) as taken:
        small.let_fall(filing.view.documents.pane, QPoint(40, 60), data)
    assert taken.args[1] == "m/3"
    board.make_current("m/2")
    found, lane = board.board.bar("m/2"), board.board.lane("m/2")
    rect = board.geometry_.rect(board.board.number(lane.key), found.start, found.stop, found.row)
    with qtbot.waitSignal(filing.places.taken) as taken:
        small.let_fall(board.viewport(), rect.center().toPoint(), data)
    assert taken.args[1] == "m/2"


def test_the_task_in_progress_is_the_one_of_now():
    tasks = [small.task(1), small.task(2, start=10, status=TaskStatus.IN_PROGRESS), small.task(3, start=6)]
    assert current_task(tasks).id == 2
    assert current_task(tasks[::2]).id == 3
    assert current_task([]) is None


async def test_the_tray_is_written_by_one_at_a_time(filing):
    writers, at_once = [], []

    def slowly(path, text):
        writers.append(text)
        at_once.append(len(writers))
        time.sleep(0.02)  # another would come in meanwhile
        write_whole(path, text, 0o600)
        writers.remove(text)

    filing.pending_files = PendingFiles(filing.folder / "slow.json", slowly)
    filing.filing = filing.begin()
    await filing.take(filing.file("a.jpg"), filing.file("b.jpg", (310, 200)), filing.file("c.jpg", (320, 200)))
    await asyncio.gather(*(filing.filing.pending_files.save() for _ in range(4)))
    assert len(at_once) >= 4
    assert set(at_once) == {1}
    assert {each.name for each in filing.pending_files.all()} == {"a.jpg", "b.jpg", "c.jpg"}
    await filing.press_file()
    await filing.until(lambda: filing.pending_files.all() == [])


async def test_what_its_name_says_is_known_before_it_was_looked_at(filing):
    filing.filing.take(Carried((filing.file("cmr.jpg"),)), "m/1")
    await filing.until(lambda: filing.sheet.rows)
    assert filing.sheet.rows[0].line.type is DocumentType.CMR
    await filing.looked()


@pytest.mark.map
@pytest.mark.xdist_group("window")
def test_files_fall_on_a_vehicles_sign_on_the_map_and_the_page_stays(filing, qtbot):
    view = filing.view.map.pane.map
    qtbot.waitUntil(lambda: filing.window.windowHandle() is not None and view.view is not None)
    address, seen = view.lifecycle.page.url(), view.state.units["m/242KDN"]
    x, y = view.view.pixel(seen.lat, seen.lon)
    sign, data = view.mapTo(filing.window, QPoint(round(x), round(y))), files(filing.file())
    handle = filing.window.windowHandle()
    assert small.drag_over(handle, sign, data)
    assert filing.places.impact_tooltip.title.text() == "Add 1 file to ORDER-1"
    with qtbot.waitSignal(filing.places.taken) as taken:
        small.drop(handle, sign, data)
    assert taken.args[1] == "m/1"
    assert view.lifecycle.page.url() == address


def test_a_task_with_an_endless_name_is_chosen_by_what_is_offered(filing):
    long = replace(small.task(8, "242KDN"), order_ref="A" * 5_000)
    apply_tasks(filing.store, "m", [long])
    line = StagedFile(Staged("0" * 64, 5, "image/png", "x.png"), matches=[Match(long, 0.4, "")])
    row = filing.sheet.add(line)
    assert line.task == ""
    row.task.setCurrentIndex(-1)
    row.task.setCurrentIndex(0)
    assert line.task == "m/8"
