"""The menu Help: what it shows is what there is."""

import json

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from fleetdesk.domain.motion import FADE_STEPS, State
from fleetdesk.domain.statuses import SETTABLE, TASKS, VEHICLES
from fleetdesk.ui.help.pages import FADE_WORDS, FIRST_STEPS, legend
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.theme import LIGHT

pytestmark = pytest.mark.xdist_group("window")


def shown(desk):
    QApplication.processEvents()
    (dialog,) = [each for each in desk.window.findChildren(ask.Small) if each.isVisible()]
    return dialog


def texts(dialog):
    return [each.text() for each in dialog.findChildren(QLabel)]


async def under_way(desk):
    for work in desk.background.running:
        await work


def test_the_legend_has_every_state():
    rows = list(legend(LIGHT))
    words = [word for _, word, _ in rows]
    assert len(FADE_WORDS) == len(FADE_STEPS) + 1
    assert all(VEHICLES[state].word.capitalize() in words for state in State)
    assert all(TASKS[status].label in words for status in SETTABLE)
    pictures = {sign.toImage().bits().tobytes() for sign, _, _ in rows}
    assert len(pictures) >= len(rows) - 1  # the first fade is the sign of who moves


def test_a_page_is_shown_and_fits_a_small_screen(desk):
    pages = {"First steps": FIRST_STEPS[0][0], "Legend of the signs": "Moving", "Keys": "Ctrl+K"}
    for entry, text in pages.items():
        desk.window.actions_by_text[entry].trigger()
        dialog = shown(desk)
        assert text in texts(dialog), entry
        assert dialog.height() <= 0.9 * dialog.screen().availableGeometry().height(), entry
        dialog.close()


async def test_about_names_versions_and_licences(desk):
    desk.window.actions_by_text["About FleetDesk"].trigger()
    await under_way(desk)
    dialog = shown(desk)
    said = texts(dialog)
    assert "FleetDesk" in said
    assert any(each.startswith("PySide6 ") for each in said)
    assert any("LGPL" in each for each in said)
    dialog.close()


async def test_what_support_needs_is_copied(desk):
    desk.window.actions_by_text["Copy what support needs"].trigger()
    await under_way(desk)
    found = json.loads(QGuiApplication.clipboard().text())
    assert {"fleetdesk", "folders", "problems", "outbox"} <= found.keys()


async def test_the_settings_file_is_there_when_it_is_opened(desk, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    desk.window.actions_by_text["Open the settings file"].trigger()
    await under_way(desk)
    (url,) = opened
    assert url.toLocalFile().endswith("settings.toml")
    assert (desk.profile.folders.settings / "settings.toml").is_file()
