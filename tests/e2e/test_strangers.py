"""What a stranger types and points at: every wrong file, name and number ends in one sentence, never in a traceback."""

import json
import os

import pytest

from tests.conftest import ROOT
from tests.forked import run_command

pytestmark = pytest.mark.process
ADD = ("account", "add", "v", "--provider", "vezma", "--url", "http://127.0.0.1:9/", "--secret-store", "file")
FILES = {
    "token": b"ABC123\n",
    "bom": b"\xef\xbb\xbfABC123\r\n",
    "binary": b"\x83\xff\x00",
    "two": b"A\nB\n",
    "accents": "TÖK".encode(),
    "list.json": b"[1]",
    "odd.json": b'{"paths": {"/x": {"get": {"parameters": [1], "responses": []}}}}',
}


@pytest.fixture
def fleetdesk(tmp_path):
    """Runs the program in a folder with the files above."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()

    def run(*words):
        environment = {**os.environ, "FLEETDESK_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
        return run_command(words, environment, tmp_path)

    return run


def is_one_sentence(done, code):
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr


@pytest.mark.parametrize(("file", "code"), [("folder", 2), ("nowhere", 2), ("binary", 2), ("two", 2), ("accents", 3)])
def test_a_file_that_holds_no_token_is_refused(fleetdesk, file, code):
    is_one_sentence(fleetdesk(*ADD, "--token-file", file), code)


def test_a_token_written_on_windows_is_read(fleetdesk, tmp_path):
    assert fleetdesk(*ADD, "--token-file", "bom").returncode == 0
    assert json.loads((tmp_path / "home" / "settings" / "secrets.json").read_text()) == {"v": "ABC123"}


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a/b", "x" * 61])
def test_a_name_that_cannot_be_typed_again_is_refused(fleetdesk, name):
    is_one_sentence(fleetdesk("account", "add", name, *ADD[3:], "--token-file", "token"), 2)


def test_a_zone_that_is_none_is_refused_when_it_is_given(fleetdesk):
    is_one_sentence(fleetdesk(*ADD, "--token-file", "token", "--zone", "Nowhere/Land"), 2)


def test_without_any_account_nobody_is_signed_in(fleetdesk):
    is_one_sentence(fleetdesk("call", "positions.list"), 3)


@pytest.mark.parametrize("file", ["folder", "nowhere", "binary", "list.json", "odd.json"])
def test_what_is_no_sound_openapi_document_is_refused(fleetdesk, file):
    fleetdesk(*ADD, "--token-file", "token")
    is_one_sentence(fleetdesk("api", "bind", file), 2)


def test_an_account_of_the_wrong_kind_costs_itself(fleetdesk, tmp_path):
    fleetdesk(*ADD, "--token-file", "token")
    file = tmp_path / "home" / "settings" / "settings.toml"
    sound = json.loads(fleetdesk("account", "list").stdout)
    file.write_text(file.read_text() + '\n[[account]]\nname = 5\nprovider = "vezma"\nurl = 7\n')
    before = file.read_bytes()
    done = fleetdesk("account", "list")
    assert json.loads(done.stdout) == sound
    assert "account 5 cannot be used" in done.stderr
    assert file.read_bytes() == before


def test_settings_that_are_no_settings_at_all_are_said_and_left_by_a_reader(fleetdesk, tmp_path):
    file = tmp_path / "home" / "settings" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text("this is [[no TOML")
    done = fleetdesk("account", "list")
    assert json.loads(done.stdout) == []
    assert "settings.toml" in done.stderr
    assert file.read_text() == "this is [[no TOML"


@pytest.mark.parametrize("vehicles", ["0", "10001"])
def test_a_demo_that_cannot_be_is_wrong_usage(fleetdesk, vehicles):
    is_one_sentence(fleetdesk("demo", "--vehicles", vehicles), 2)


def test_a_port_that_is_none_is_wrong_usage(fleetdesk):
    done = fleetdesk("simulator", "--port", "99999")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
