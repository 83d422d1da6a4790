"""The preferences: found, changed, kept in a file that stays readable, and taken up when that is edited by hand."""

import tomllib
from dataclasses import fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QKeySequenceEdit, QLabel, QLineEdit, QPushButton

from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.domain.document_rules import Rule
from fleetdesk.domain.documents import DocumentType
from fleetdesk.profile.settings import SCALARS, Settings
from fleetdesk.ui.settings.dialog import PreferencesDialog
from fleetdesk.ui.settings.entries import entries
from fleetdesk.ui.settings.rule_dialog import RuleDialog
from fleetdesk.ui.window.own_keys_dialog import OwnKeysDialog
from tests.ui.window.test_keys import CTRL, busy, focused, press, type_letters  # noqa: F401  (a fixture)
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("window")


@pytest.fixture
def opened(busy):  # noqa: F811
    busy.view.vehicles.pane.table.setFocus()
    busy.window.actions_by_text["Preferences"].trigger()
    return busy


def dialog(desk):
    return next(each for each in desk.window.findChildren(PreferencesDialog) if each.isVisible())


def named(desk, kind, name):
    return next(each for each in dialog(desk).findChildren(kind) if each.accessibleName() == name)


def kept(desk):
    return tomllib.loads((desk.profile.folders.settings / "settings.toml").read_text(encoding="utf-8"))


async def under_way(desk):
    for work in desk.background.running:
        if work.get_name() == "keep settings":
            await work


async def in_front(desk):
    """Wait until the window has the keyboard, without which no key does anything."""
    desk.window.activateWindow()
    await until(lambda: QApplication.activeWindow() is desk.window)


async def zones_offered(desk):
    """Open the window anew, behind a test whose loop runs."""
    dialog(desk).close()
    desk.window.actions_by_text["Preferences"].trigger()
    for work in desk.background.running:
        if work.get_name() == "time zones":
            await work


def test_every_setting_of_the_file_has_an_entry_with_a_sentence_and_a_default():
    found = {each.name: each for each in entries() if each.name}
    assert set(found) == set(SCALARS) <= {each.name for each in fields(Settings)}
    assert all(each.sentence.endswith(".") for each in entries())
    assert all(each.default for each in found.values())


def test_the_search_narrows_what_is_shown(opened):
    shown = dialog(opened)
    shown.search.setText("largest")
    titles = [each.text() for each in shown.findChildren(QLabel) if each.isVisible()]
    assert "Largest document in MB" in titles
    assert "Colours" not in titles
    shown.search.setText("nothing like it")
    assert "No preference fits the search." in [each.text() for each in shown.findChildren(QLabel) if each.isVisible()]


async def test_the_theme_holds_at_once_and_is_kept(opened):
    box = named(opened, QComboBox, "Colours")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    await under_way(opened)
    assert kept(opened)["theme"] == "dark"
    assert opened.app.appearance.tokens().name == "dark"
    opened.app.appearance.put_on("light")


async def test_the_density_holds_at_once_for_every_list_and_is_kept(opened):
    tables = opened.view.tasks.pane.table, opened.view.vehicles.pane.table
    before = tables[0].rowHeight(0)
    box = named(opened, QComboBox, "Density of lists")
    for place, taller in ((0, False), (2, True)):
        box.setCurrentIndex(place)
        box.activated.emit(place)
        await under_way(opened)
        assert kept(opened)["density"] == ("compact", "usual", "roomy")[place]
        for each in tables:
            assert (each.verticalHeader().defaultSectionSize() > before) == taller, place
            assert each.verticalHeader().defaultSectionSize() != before, place
    opened.view.settings.controller.set_value("density", "usual")
    await under_way(opened)


async def test_notices_go_to_the_edge_that_is_chosen(opened):
    notices = opened.window.notices
    notices.say("Read this.")
    assert notices.geometry().center().y() > opened.window.height() / 2
    box = named(opened, QComboBox, "Place of notices")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    await under_way(opened)
    assert kept(opened)["notices_at"] == "above"
    assert notices.geometry().center().y() < opened.window.height() / 2


async def test_own_keys_are_given_in_a_window_of_their_own_and_hold_at_once(opened):
    button = named(opened, QPushButton, "Own keys: Change")
    button.click()
    keys = next(each for each in opened.window.findChildren(OwnKeysDialog) if each.isVisible())
    field = next(each for each in keys.findChildren(QKeySequenceEdit) if each.accessibleName() == "Key of New task")
    QTest.keyClick(field, Qt.Key.Key_G)
    await under_way(opened)
    assert kept(opened)["keys"] == {"New task": "G"}
    keys.close()
    dialog(opened).close()
    await in_front(opened)
    opened.view.tasks.pane.table.setFocus()
    QTest.keyClick(opened.view.tasks.pane.table, Qt.Key.Key_T)
    assert opened.view.tasks.form.new_account is None
    QTest.keyClick(opened.view.tasks.pane.table, Qt.Key.Key_G)
    assert opened.view.tasks.form.new_account is not None


async def test_single_letters_are_switched_off_at_once(opened):
    box = named(opened, QCheckBox, "Single letters are commands")
    box.click()
    await under_way(opened)
    assert kept(opened)["single_keys"] is False
    dialog(opened).close()
    await in_front(opened)
    opened.view.tasks.pane.table.setFocus()
    QTest.keyClick(opened.view.tasks.pane.table, Qt.Key.Key_T)
    assert opened.view.tasks.form.new_account is None
    assert opened.view.map.pane.map.state.value("keys") is False


NUMBERS = {
    "Seconds between two positions": ("poll_s", 30),
    "Largest document in MB": ("largest_document_mb", 12),
    "Days that copies of documents are kept": ("copies_days", 400),
    "Days that the activity is kept": ("activity_days", 7),
    "Room for history in MB": ("history_mb", 500),
    "Days that the desk is recorded": ("recording_days", 0),
    "Room for the recording in MB": ("recording_mb", 300),
}


async def test_numbers_and_zones_are_kept(opened):
    await zones_offered(opened)
    for name, (_, value) in NUMBERS.items():
        box = named(opened, QLineEdit, name)
        box.setText(str(value))
        QTest.keyClick(box, Qt.Key.Key_Return)
        await under_way(opened)
    zone = named(opened, QLineEdit, "Time zone of the company")
    zone.setText("Europe/Riga")
    QTest.keyClick(zone, Qt.Key.Key_Return)
    await under_way(opened)
    assert kept(opened)["zone"] == "Europe/Riga"
    assert [kept(opened)[name] for name, _ in NUMBERS.values()] == [value for _, value in NUMBERS.values()]


async def test_a_number_that_cannot_be_is_marked_and_not_kept(opened):
    field = named(opened, QLineEdit, "Seconds between two positions")
    for number, typed in enumerate(("", "0", "-5", "1e3", "99999", "ten"), 20):
        for text in (str(number), typed):
            field.setText(text)
            QTest.keyClick(field, Qt.Key.Key_Return)
            await under_way(opened)
            assert (field.property("wrong") is True) == (text == typed), typed
            assert opened.profile.settings.poll_s == number, typed
    field.setText("５")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await under_way(opened)
    assert field.property("wrong") is not True
    assert opened.profile.settings.poll_s == 5.0


async def test_a_zone_that_there_is_not_is_marked_and_not_kept(opened):
    await zones_offered(opened)
    zone = named(opened, QLineEdit, "Time zone of the company")
    before = opened.profile.settings.zone
    zone.setText("Europe/Nowhere")
    QTest.keyClick(zone, Qt.Key.Key_Return)
    await under_way(opened)
    assert zone.property("wrong") is True
    assert opened.profile.settings.zone == before


async def test_shifts_are_kept_and_the_board_shows_them(opened):
    field, board = named(opened, QLineEdit, "Beginning of shifts"), opened.view.board
    show = next(each for each in board.findChildren(QPushButton) if each.accessibleName() == "Show the shift")
    assert field.text() == "6, 14, 22"
    for typed, hours in (("7, 19", (7, 19)), ("22 10", (10, 22)), ("5", (5,))):
        field.setText(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        await under_way(opened)
        assert tuple(kept(opened)["shifts"]) == hours
        show.click()
        begins = datetime.fromtimestamp(board.view.geometry_.axis.first, ZoneInfo(opened.profile.settings.zone))
        assert begins.hour in hours, typed


async def test_hours_that_are_none_are_marked_and_not_kept(opened):
    field = named(opened, QLineEdit, "Beginning of shifts")
    for hour, typed in enumerate(("", "24", "6, x", "-1"), 1):
        for text in (str(hour), typed):
            field.setText(text)
            QTest.keyClick(field, Qt.Key.Key_Return)
            await under_way(opened)
            assert (field.property("wrong") is True) == (text == typed), typed
            assert opened.profile.settings.shifts == (hour,), typed


def rule_dialog(desk):
    return next(each for each in desk.window.findChildren(RuleDialog) if each.isVisible())


async def test_rules_for_documents_are_added_changed_removed_and_hold_at_once(opened):
    named(opened, QPushButton, "Rules for documents: Add a rule").click()
    asked = rule_dialog(opened)
    asked.group.setText("seven")
    asked.go.click()
    assert asked.isVisible()
    assert "Write the group as a number" in asked.answer.text()
    asked.group.setText("")
    asked.pattern.setText("Rimi")
    for kind, choice in (("CMR", "needed"), ("Order", "A"), ("Image", "A")):
        box = next(each for each in asked.findChildren(QComboBox) if each.accessibleName() == kind)
        box.setCurrentIndex(box.findData(choice))
    asked.go.click()
    await under_way(opened)
    rule = Rule("Rimi", None, ((DocumentType.CMR,), (DocumentType.IMAGE, DocumentType.ORDER)))
    assert kept(opened)["document"] == [{"pattern": "Rimi", "types": ["cmr", ["image", "order"]]}]
    assert opened.services.document_rules.rules == (rule,)
    line = "Rules for documents: change Rimi: CMR and Image or order"
    named(opened, QPushButton, line).click()
    asked = rule_dialog(opened)
    asked.group.setText("7")
    asked.go.click()
    await under_way(opened)
    assert opened.services.document_rules.rules == (replace(rule, group=7),)
    named(opened, QPushButton, "Rules for documents: change Rimi, group 7: CMR and Image or order").click()
    next(each for each in rule_dialog(opened).findChildren(QPushButton) if each.text() == "Remove").click()
    await under_way(opened)
    assert opened.services.document_rules.rules == ()
    assert "document" not in kept(opened) or kept(opened)["document"] == []


async def test_two_that_are_set_at_once_are_both_kept(opened):
    for name, value in (("single_keys", False), ("density", "compact"), ("shifts", (7, 19))):
        opened.view.settings.controller.set_value(name, value)
    await under_way(opened)
    assert (kept(opened)["single_keys"], kept(opened)["density"], kept(opened)["shifts"]) == (False, "compact", [7, 19])
    assert opened.profile.settings.density == "compact"


async def test_what_cannot_be_kept_holds_for_this_run(opened):
    path = opened.profile.folders.settings / "settings.toml"
    path.write_text("version = 99\n", encoding="utf-8")
    opened.view.settings.controller.set_value("single_keys", False)
    with pytest.raises(SessionOnly):
        await under_way(opened)
    assert opened.window.actions_by_text["New task"].shortcut().isEmpty()
    assert path.read_text(encoding="utf-8") == "version = 99\n"


async def test_comments_of_the_file_stay(opened):
    path = opened.profile.folders.settings / "settings.toml"
    path.write_text("# ours\nversion = 1\ntheme = 'light' # bright office\n", encoding="utf-8")
    opened.view.settings.controller.set_value("single_keys", False)
    await under_way(opened)
    text = path.read_text(encoding="utf-8")
    assert "# ours" in text
    assert "# bright office" in text


def test_ctrl_k_finds_preferences(busy):  # noqa: F811
    busy.view.tasks.pane.table.setFocus()
    press(Qt.Key.Key_K, CTRL)
    type_letters("time zone of")
    press(Qt.Key.Key_Return)
    assert dialog(busy).isVisible()
    assert dialog(busy).search.text() == "Time zone of the company"


async def test_a_file_edited_by_hand_is_taken_up_and_a_broken_one_changes_nothing(busy):  # noqa: F811
    path = busy.profile.folders.settings / "settings.toml"
    path.write_text("version = 1\ntheme = 12\npoll_s = 44.0\n", encoding="utf-8")
    await busy.view.settings.watcher.read()
    assert busy.profile.settings.poll_s == 10.0
    assert any("theme" in each for each in busy.window.notices.sentences)
    heard = []
    busy.view.settings.controller.changed.connect(heard.extend)
    lines = ("version = 1", "zone = 'Europe/Tallinn'", "theme = 'light'", "poll_s = 44.0", "single_keys = false", "")
    path.write_text("\n".join(lines), encoding="utf-8")
    await busy.view.settings.watcher.read()
    assert busy.profile.settings.poll_s == 44.0
    assert set(heard) == {"poll_s", "single_keys"}
    assert busy.window.actions_by_text["New task"].shortcut().isEmpty()
    assert any("read again" in each for each in busy.window.notices.sentences)


@pytest.mark.parametrize("way", ["renamed", "written into"])
def test_a_change_of_the_file_is_seen(busy, qtbot, way):  # noqa: F811
    path, watcher = busy.profile.folders.settings / "settings.toml", busy.view.settings.watcher
    assert not path.exists()
    with qtbot.waitSignal(watcher.touched):
        path.write_text("version = 1\n", encoding="utf-8")
    with qtbot.waitSignal(watcher.touched):
        if way == "renamed":
            (path.parent / "other").write_text("version = 1\n# 2\n", encoding="utf-8")
            (path.parent / "other").rename(path)
        else:
            path.write_text("version = 1\n# 2\n", encoding="utf-8")


async def test_the_recording_tells_its_size_and_is_emptied(opened):
    recorder = opened.services.recorder
    await recorder.load()
    dialog(opened).close()
    opened.view.settings.controller.open()
    await until(lambda: "kB" in dialog(opened).editors["recording"].findChild(QLabel).text())
    named(opened, QPushButton, "Recording: Empty").click()
    await until(lambda: any("The recording is removed" in each for each in opened.window.notices.sentences))
    await recorder.close()
