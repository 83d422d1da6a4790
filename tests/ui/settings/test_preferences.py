"""The preferences: found, changed, kept in a file that stays readable, and taken up when that is edited by hand."""

import tomllib
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit

from fleetdesk.profile.settings import SCALARS, Settings
from fleetdesk.ui.settings.dialog import PreferencesDialog
from fleetdesk.ui.settings.entries import entries
from tests.ui.window.test_keys import CTRL, busy, focused, press, type_letters  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("window")]


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


async def test_single_letters_are_switched_off_at_once(opened):
    box = named(opened, QCheckBox, "Single letters are commands")
    box.click()
    await under_way(opened)
    assert kept(opened)["single_keys"] is False
    dialog(opened).close()
    opened.window.activateWindow()
    opened.view.tasks.pane.table.setFocus()
    QTest.keyClick(opened.view.tasks.pane.table, Qt.Key.Key_T)
    assert opened.view.tasks.form.new_account is None
    assert opened.view.map.pane.map.state.value("keys") is False


async def test_numbers_and_zones_are_kept(opened):
    for name, value in (("Seconds between two positions", 30), ("Largest document in MB", 12)):
        box = named(opened, QLineEdit, name)
        box.setText(str(value))
        QTest.keyClick(box, Qt.Key.Key_Return)
        await under_way(opened)
    zone = named(opened, QLineEdit, "Time zone of the company")
    zone.setText("Europe/Riga")
    QTest.keyClick(zone, Qt.Key.Key_Return)
    await under_way(opened)
    assert {name: kept(opened)[name] for name in ("poll_s", "largest_document_mb", "zone")} == {
        "poll_s": 30.0,
        "largest_document_mb": 12.0,
        "zone": "Europe/Riga",
    }


@pytest.mark.parametrize("typed", ["", "0", "-5", "1e3", "99999", "ten", "５"])
async def test_a_number_that_cannot_be_is_marked_and_not_kept(opened, typed):
    field = named(opened, QLineEdit, "Seconds between two positions")
    field.setText(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await under_way(opened)
    assert (field.property("wrong") is True) == (typed != "５")
    assert opened.profile.settings.poll_s == (5.0 if typed == "５" else 10.0)


async def test_a_zone_that_there_is_not_is_marked_and_not_kept(opened):
    zone = named(opened, QLineEdit, "Time zone of the company")
    before = opened.profile.settings.zone
    zone.setText("Europe/Nowhere")
    QTest.keyClick(zone, Qt.Key.Key_Return)
    await under_way(opened)
    assert zone.property("wrong") is True
    assert opened.profile.settings.zone == before


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


async def test_a_file_edited_by_hand_is_taken_up(busy):  # noqa: F811
    path = busy.profile.folders.settings / "settings.toml"
    heard = []
    busy.view.settings.controller.changed.connect(heard.extend)
    lines = ("version = 1", "zone = 'Europe/Tallinn'", "theme = 'light'", "poll_s = 44.0", "single_keys = false", "")
    path.write_text("\n".join(lines), encoding="utf-8")
    await busy.view.settings.watcher.read()
    assert busy.profile.settings.poll_s == 44.0
    assert set(heard) == {"poll_s", "single_keys"}
    assert busy.window.actions_by_text["New task"].shortcut().isEmpty()
    assert any("read again" in each for each in busy.window.notices.sentences)


async def test_a_broken_file_changes_nothing_and_is_said(busy):  # noqa: F811
    path = busy.profile.folders.settings / "settings.toml"
    path.write_text("version = 1\ntheme = 12\npoll_s = 44.0\n", encoding="utf-8")
    await busy.view.settings.watcher.read()
    assert busy.profile.settings.poll_s == 10.0
    assert any("theme" in each for each in busy.window.notices.sentences)


@pytest.mark.parametrize("way", ["new", "renamed", "written into"])
def test_a_change_of_the_file_is_seen(busy, qtbot, way):  # noqa: F811
    path, watcher = busy.profile.folders.settings / "settings.toml", busy.view.settings.watcher
    if way != "new":
        path.write_text("version = 1\n", encoding="utf-8")
        with qtbot.waitSignal(watcher.touched):
            pass
    with qtbot.waitSignal(watcher.touched):
        if way == "renamed":
            (path.parent / "other").write_text("version = 1\n# 2\n", encoding="utf-8")
            (path.parent / "other").rename(path)
        else:
            path.write_text("version = 1\n# 2\n", encoding="utf-8")
