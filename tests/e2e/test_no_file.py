"""What is no file is refused by every command before it is opened, with 2 and a sentence."""

import os

import pytest

from tests.e2e.test_commands import Shell

pytestmark = pytest.mark.process
COMMANDS = {
    "import": ("tasks", "import", "{}", "--dry-run"),
    "area": ("area", "{}"),
    "bind": ("api", "bind", "{}", "--dry-run"),
    "upload": ("upload", "7", "{}", "--type", "cmr"),
}


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_pipe_a_device_and_a_folder_are_refused(shell, name):
    os.mkfifo(shell.home / "pipe")
    (shell.home / "zero").symlink_to("/dev/zero")
    (shell.home / "folder").mkdir()
    for each, words in (("pipe", "a device or a pipe"), ("zero", "a device or a pipe"), ("folder", "is a folder")):
        done = shell.run(*(word.format(shell.home / each) for word in COMMANDS[name]))
        assert done.returncode == 2, done.stderr
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
