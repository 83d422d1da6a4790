"""The user's own keys: they act, and take the key from the command that had it."""

import pytest

from fleetdesk.profile.settings import Settings
from fleetdesk.profile.settings_file import SettingsFile
from fleetdesk.ui.widgets.commands import Command, Menu, with_own_keys


def commands():
    return [
        Command(Menu.TASKS, "New task", "T", lambda: None),
        Command(Menu.FLEET, "Follow", "F", lambda: None),
        Command(Menu.FLEET, "Find a vehicle", "Ctrl+F or F3", lambda: None),
    ]


@pytest.mark.parametrize(
    ("own", "keys"),
    [
        ({}, ["T", "F", "Ctrl+F or F3"]),
        ({"New task": "N"}, ["N", "F", "Ctrl+F or F3"]),
        ({"New task": "F"}, ["F", "", "Ctrl+F or F3"]),
        ({"Follow": "ctrl+f"}, ["T", "ctrl+f", "F3"]),
        ({"Follow": ""}, ["T", "", "Ctrl+F or F3"]),
        ({"No such command": "T"}, ["T", "F", "Ctrl+F or F3"]),
    ],
)
def test_own_keys_win(own, keys):
    assert [each.key for each in with_own_keys(commands(), own)] == keys


def test_own_keys_are_read_and_stay_when_others_are_written(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('version = 1\n[keys]\n"New task" = "N" # as ever\n', encoding="utf-8")
    file = SettingsFile(path)
    settings = file.load()
    assert settings.keys == {"New task": "N"}
    file.save(Settings(theme="dark", keys=settings.keys), settings)
    assert '"New task" = "N" # as ever' in path.read_text(encoding="utf-8")
    assert file.load().keys == {"New task": "N"}


def test_keys_that_are_no_text_are_said_and_left(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("version = 1\n[keys]\nFollow = 7\n", encoding="utf-8")
    file = SettingsFile(path)
    assert file.load().keys == {}
    assert "keys" in file.pop_notices()[0]
