"""The window "Import tasks", from a file to the drafts that are wanted."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from fleetdesk.domain.importing.preview import RowState
from fleetdesk.domain.importing.reference_data import reference_data
from fleetdesk.sheets.reading import read
from fleetdesk.sync.background import Background
from fleetdesk.ui.importing.dialog import ImportDialog
from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.sync.fakes import position, unit
from tests.ui.importing.placing import placing_in
from tests.waiting import until

HEADING = "Auto;Viide;Algus;Lõpp;Koordinaadid;Kuhu\n"
GOOD = "242KDN;A-{};26.11.2030 08:00;26.11.2030 12:00;58.5, 25.5;Tähe 1\n"
BAD = "999ZZZ;B-1;26.11.2030 08:00;26.11.2030 12:00;58.5, 25.5;Tähe 1\n"
FAR = "242KDN;C-1;26.11.2030 08:00;26.11.2030 12:00;25.5, 58.5;<b>Tähe</b> 1\n"


def reference_data_of(account, zone):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return reference_data(account, zone, [unit("242KDN")], [], [position("242KDN")], now=now)


class ListeningDialog(ImportDialog):
    """The window beside a folder of files and its memory, and the drafts that were wanted."""

    def __init__(self, memory, background, folder, placing):
        zone = ZoneInfo("Europe/Tallinn")
        super().__init__(["m"], zone, reference_data_of, memory, background, lambda: LIGHT, placing)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.folder, self.memory, self.wanted = folder, memory, []
        self.import_wanted.connect(self.wanted.append)


@pytest.fixture
async def dialog(qapp, qtbot, tmp_path):
    dress(qapp, LIGHT)
    said = []
    background = Background(lambda name, error: said.append(error))
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = ListeningDialog(memory, background, tmp_path, placing_in(tmp_path, background))
    made.show()
    yield made
    made.close()
    await background.close()
    assert said == []
    made.deleteLater()


async def show(dialog, *rows, heading=HEADING, encoding="utf-8"):
    path = dialog.folder / "orders.csv"
    path.write_text(heading + "".join(rows), encoding=encoding)
    dialog.open_file(path)
    await dialog.work


def at(dialog, number):
    return dialog.model.index(dialog.model.row(f"{number:07d}"), 0)


def states(dialog):
    return [row.state for row in dialog.rehearsal.rows]


async def test_a_file_is_judged_and_its_good_rows_are_wanted(dialog):
    await show(dialog, GOOD.format(1), BAD, FAR.replace("Tähe", "Šokolaadi"), encoding="cp1257")
    assert states(dialog) == [RowState.OK, RowState.ERROR, RowState.WARNING]
    assert dialog.counts.text() == "1 good, 1 doubtful, 1 wrong"
    assert dialog.source.encoding.currentText() == "Windows-1257 (Baltic)"
    assert dialog.go.text() == "Import 2 tasks"
    dialog.go.click()
    assert [draft.label for draft in dialog.wanted[0]] == ["A-1", "C-1"]


async def test_a_doubtful_row_can_be_left_out(dialog):
    await show(dialog, GOOD.format(1), FAR)
    assert dialog.model.setData(at(dialog, 3), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.go.text() == "Import 1 task"


async def test_the_first_reason_stands_in_the_row(dialog):
    await show(dialog, BAD)
    assert "no vehicle “999ZZZ”" in dialog.model.index(0, 6).data()
    assert not dialog.go.isEnabled()


def cell(dialog, number, column):
    return dialog.model.index(dialog.model.row(f"{number:07d}"), dialog.model.place(column))


async def test_a_cell_is_mended_in_place_and_its_row_judged_again(dialog):
    await show(dialog, GOOD.format(1), BAD)
    place = cell(dialog, 3, "unit")
    assert dialog.model.data(place, Qt.ItemDataRole.EditRole) == "999ZZZ"
    assert dialog.model.setData(place, "242KDN")
    await dialog.work
    assert [row.state for row in dialog.rehearsal.rows] == [RowState.OK, RowState.OK]
    dialog.go.click()
    assert len(dialog.wanted[0]) == 2


async def test_double_click_opens_the_cell(dialog):
    await show(dialog, BAD)
    spot = dialog.table.visualRect(cell(dialog, 2, "unit")).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    editor = dialog.table.viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "242KDN")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await until(lambda: dialog.rehearsal.rows[0].state is RowState.OK)


async def test_what_no_column_holds_cannot_be_mended(dialog):
    await show(dialog, GOOD.format(1))
    for column in ("row", "what_is_wrong", "notes"):
        assert not dialog.model.flags(cell(dialog, 2, column)) & Qt.ItemFlag.ItemIsEditable
        assert not dialog.model.setData(cell(dialog, 2, column), "x")


async def test_the_wrong_rows_are_saved_with_their_reasons_and_read_back(dialog):
    await show(dialog, GOOD.format(1), BAD)
    button = next(each for each in dialog.findChildren(QPushButton) if each.accessibleName() == "Save the wrong rows")
    assert button.isVisible()
    button.click()
    (files,) = dialog.findChildren(QFileDialog)
    files.fileSelected.emit(str(dialog.folder / "wrong.csv"))
    files.close()
    await dialog.work
    kept = read(dialog.folder / "wrong.csv")
    assert kept.headings == ("Auto", "Viide", "Algus", "Lõpp", "Koordinaadid", "Kuhu", "What is wrong")
    assert [cells[1] for _, cells in kept.rows] == ["B-1"]
    assert "no vehicle" in kept.rows[0][1][6]


async def test_good_rows_alone_leave_nothing_to_save(dialog):
    await show(dialog, GOOD.format(1))
    named = {each.accessibleName(): each for each in dialog.findChildren(QPushButton)}
    assert not named["Save the wrong rows"].isVisible()


async def test_a_column_is_mapped_by_hand_and_remembered_by_the_headings(dialog):
    await show(dialog, GOOD.format(1))
    choice = dialog.columns.choices[5]
    choice.setCurrentIndex(choice.findData("description"))
    await dialog.work
    assert dialog.rehearsal.rows[0].fields["description"] == "Tähe 1"
    await show(dialog, GOOD.format(2))
    assert dialog.columns.mapping[5] == "description"
    await show(dialog, GOOD.format(2), heading=HEADING.replace("Kuhu", "Kus"))
    assert dialog.columns.mapping[5] == ""


async def test_the_zone_of_the_times_can_be_changed(dialog):
    await show(dialog, GOOD.format(1))
    before = dialog.rehearsal.rows[0].fields["start_at"]
    dialog.source.zone.setCurrentText("UTC")
    dialog.source.zone.activated.emit(1)
    await dialog.work
    assert (dialog.rehearsal.rows[0].fields["start_at"] - before).total_seconds() == 2 * 3600


async def test_another_encoding_reads_the_file_again(dialog):
    await show(dialog, GOOD.format(1), encoding="cp1257")
    place = dialog.source.encoding.findData("cp1251")
    dialog.source.encoding.setCurrentIndex(place)
    dialog.source.encoding.activated.emit(place)
    await dialog.work
    assert dialog.source.encoding.currentText() == "Windows-1251 (Cyrillic)"
    assert dialog.columns.choices[3].accessibleName() == "Column Lхpp"


async def test_a_mapping_that_will_not_do_is_told(dialog):
    await show(dialog, GOOD.format(1), heading="mis;Viide;Algus;Lõpp;Koordinaadid;Kuhu\n")
    assert dialog.answer.text().startswith("No column holds: Vehicle. Taken for the headings: “mis”, “Viide”")
    assert not dialog.go.isEnabled()


def choose(choice, key):
    """As a person picks it from the list."""
    choice.setCurrentIndex(choice.findData(key))
    choice.activated.emit(choice.currentIndex())


async def test_an_encoding_that_cannot_be_told_is_asked_for(dialog):
    heading = "Vehicle;Order;Start;Stop;Coordinates;Address\n"
    await show(dialog, GOOD.format(1).replace("Tähe", "Bière"), heading=heading, encoding="cp1252")
    assert "Choose an encoding" in dialog.answer.text()
    encoding = dialog.source.encoding
    assert (encoding.isVisible(), encoding.currentIndex()) == (True, -1)
    choose(encoding, "cp1252")
    await dialog.work
    assert dialog.rehearsal.rows[0].cells["coordinates"] == "58.5, 25.5"
    assert dialog.answer.text() == ""


async def test_the_row_of_the_heading_is_found_and_can_be_chosen(dialog):
    await show(dialog, GOOD.format(1), heading=f"Week 48\n{HEADING}")
    assert (dialog.source.heading.currentData(), dialog.source.heading.isVisible()) == (2, True)
    assert states(dialog) == [RowState.OK]
    choose(dialog.source.heading, 1)
    await dialog.work
    assert "Taken for the headings: “Week 48”" in dialog.answer.text()
    choose(dialog.source.heading, 2)
    await dialog.work
    assert states(dialog) == [RowState.OK]


async def test_another_sheet_has_a_heading_of_its_own(dialog):
    import openpyxl

    task_store = openpyxl.Workbook()
    for title, before in (("Mon", 0), ("Tue", 2)):
        sheet = task_store.create_sheet(title)
        for row in (*[["Week 48"]] * before, HEADING.strip().split(";"), GOOD.format(title).strip().split(";")):
            sheet.append(row)
    task_store.save(dialog.folder / "plan.xlsx")
    dialog.open_file(dialog.folder / "plan.xlsx")
    await dialog.work
    choice = dialog.source.sheet
    assert (choice.currentText(), dialog.source.heading.currentData()) == ("Mon", 1)
    choose(choice, "Tue")
    await dialog.work
    assert dialog.source.heading.currentData() == 3
    assert dialog.rehearsal.rows[0].fields["order_ref"] == "A-Tue"


def drop(dialog, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(dialog.rect().center().toPointF(), copy, mime, left, none))


async def test_a_dropped_folder_or_wrong_file_is_a_sentence(dialog):
    drop(dialog, dialog.folder)
    await dialog.work
    assert "is a folder" in dialog.answer.text()
    (dialog.folder / "cmr.pdf").write_bytes(b"%PDF-1.7")
    drop(dialog, dialog.folder / "cmr.pdf")
    await dialog.work
    assert "a PDF, not a table" in dialog.answer.text()
    drop(dialog, dialog.folder, dialog.folder / "cmr.pdf")
    assert "one file at a time" in dialog.answer.text()


async def test_progress_is_told_and_never_as_done_before_it_is(dialog):
    await show(dialog, GOOD.format(1), GOOD.format(2))
    dialog.go.click()
    dialog.show_progress(2, 1, 0, 2)
    assert dialog.counts.text() == "2 of 2 saved on this computer, 1 confirmed."
    assert "You may close" in dialog.answer.text()
    dialog.show_progress(2, 1, 1, 2)
    assert "1 need you" in dialog.counts.text()
    assert not dialog.go.isEnabled()


async def test_after_a_refusal_the_choice_is_open_again(dialog):
    await show(dialog, GOOD.format(1), GOOD.format(2))
    dialog.go.click()
    assert not dialog.model.setData(at(dialog, 2), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialog.say_refused("The disk is full.")
    assert dialog.model.setData(at(dialog, 2), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.go.text() == "Import 1 task"
    assert dialog.answer.text() == "The disk is full."


async def test_closing_while_a_file_is_read_is_no_trouble(dialog):
    path = dialog.folder / "orders.csv"
    path.write_text(HEADING + GOOD.format(1))
    dialog.open_file(path)
    dialog.close()


async def test_of_ten_thousand_rows_only_the_ticked_one_is_told_as_changed(dialog):
    await show(dialog, *(GOOD.format(number) for number in range(10_000)))
    await until(lambda: dialog.model.rowCount() == 10_000 and not dialog.model.arranging)
    changed, place = [], at(dialog, 7)
    dialog.model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    dialog.model.setData(place, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialog.table.viewport().repaint()
    assert changed == [(place.row(), place.row())]
    assert dialog.go.text() == "Import 9,999 tasks"


async def test_every_control_has_a_name(dialog):
    await show(dialog, GOOD.format(1))
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QTableView

    for kind in (QComboBox, QAbstractButton, QTableView):
        for each in dialog.findChildren(kind):
            assert each.accessibleName() or not each.isVisible() or kind is QAbstractButton
