"""fleetdesk api bind as a stranger uses it: what is tried, kept, shown, and taken back."""

import json
import urllib.request

import pytest
import yaml

from tests.conftest import Simulator
from tests.e2e.test_commands import Shell

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def other():
    """A server whose paths and verbs are not those that are assumed."""
    simulator = Simulator("--vehicles", "20", "--seed", "3", "--layout", "other")
    yield simulator
    simulator.close()


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


@pytest.fixture
def moved(tmp_path, other):
    return Shell(tmp_path, other).with_metrotec()


def spec(shell):
    with urllib.request.urlopen(shell.simulator.openapi_metrotec, timeout=10) as answer:
        return json.loads(answer.read())


def write(shell, document, name="spec.json"):
    (shell.home / name).write_text(json.dumps(document))
    return shell.home / name


def rows(shell, *words):
    return {row["operation"]: row for row in shell.data("api", "bind", *words)}


def settings(shell):
    return (shell.home / "fleetdesk" / "settings" / "settings.toml").read_text()


def test_a_server_with_other_addresses_is_learnt_and_taken_back(moved):
    assert moved.run("account", "test", "m").returncode == 4
    found = rows(moved, write(moved, spec(moved)))
    assert found["vehicles.list"]["before"] == "vehicles"
    assert (found["vehicles.list"]["after"], found["vehicles.list"]["state"]) == ("objects", "new")
    assert found["vehicles.list"]["why"].startswith("works, 20 rows")
    assert found["auth.login"]["state"] == "new"
    assert (found["tasks.update"]["method"], found["tasks.update"]["state"]) == ("PATCH", "not tried")
    assert not [name for name, row in found.items() if row["state"] in ("kept", "not found")]
    assert moved.data("account", "test", "m")["signed_in"] is True
    assert moved.run("api", "bind", "--undo").returncode == 0
    assert moved.run("account", "test", "m").returncode == 4
    assert moved.run("api", "bind", "--undo").returncode == 2


def test_the_last_bind_is_taken_back_whichever_account_it_was(moved):
    moved.add_vezma()
    moved.run("api", "bind", write(moved, spec(moved)), "--account", "m")
    done = moved.run("api", "bind", "--undo")
    assert (done.returncode, "of m " in done.stderr) == (0, True)
    assert "route_tasks" not in settings(moved)


def test_no_write_goes_out_while_trying(moved):
    before = {row["operation"] for row in moved.simulator.control("requests?last=5000") if row["method"] != "GET"}
    rows(moved, write(moved, spec(moved)))
    after = {row["operation"] for row in moved.simulator.control("requests?last=5000") if row["method"] != "GET"}
    assert after - before <= {"auth.login"}


def test_a_dry_run_changes_nothing(moved):
    before = settings(moved)
    assert rows(moved, write(moved, spec(moved)), "--dry-run")["vehicles.list"]["state"] == "new"
    assert settings(moved) == before
    assert moved.run("api", "bind", "--undo").returncode == 2


def test_an_address_that_works_is_not_replaced_by_one_that_does_not(shell):
    document = spec(shell)
    document["paths"] = {
        path.replace("/vehicles", "/cars").replace("/login", "/enter"): item for path, item in document["paths"].items()
    }
    found = rows(shell, write(shell, document))
    assert found["vehicles.list"]["state"] == "kept"
    assert "404" in found["vehicles.list"]["why"]
    assert found["auth.login"]["state"] == "kept"
    assert found["vehicles.create_event"]["state"] in ("kept", "not tried")
    assert found["positions.list"]["state"] == "as before"
    assert shell.data("account", "test", "m")["signed_in"] is True
    assert shell.data("call", "vehicles.list")


def test_writes_are_not_trusted_to_a_document_whose_reads_do_not_answer(shell):
    document = spec(shell)
    document["paths"] = {f"/v7{path}": item for path, item in document["paths"].items() if "login" not in path}
    before = settings(shell)
    assert rows(shell, write(shell, document))["tasks.create"]["state"] == "kept"
    assert settings(shell) == before


def test_an_answer_of_another_shape_is_no_address(shell):
    document = spec(shell)
    document["paths"]["/tanks"], document["paths"]["/rides"] = document["paths"]["/rides"], document["paths"]["/tanks"]
    found = rows(shell, write(shell, document))
    assert {found["tanks.list"]["state"], found["worktime.rides"]["state"]} == {"kept"}


def test_a_password_never_goes_to_a_stranger(shell, other):
    document = spec(shell)
    stranger = other.metrotec_url
    login = document["paths"].pop("/login")
    document["paths"][f"{stranger}login"] = login
    before = other.control("requests?last=5000")
    found = rows(shell, write(shell, document))
    assert "another host" in found["auth.login"]["why"]
    assert shell.data("account", "test", "m")["signed_in"] is True
    assert other.control("requests?last=5000") == before


def test_a_path_written_by_hand_goes_nowhere_either(shell, other):
    file = shell.home / "fleetdesk" / "settings" / "settings.toml"
    file.write_text(settings(shell) + f'\n[account.overrides."auth.login"]\npath = "{other.metrotec_url}login"\n')
    before = other.control("requests?last=5000")
    done = shell.run("account", "test", "m")
    assert (done.returncode, "leads away" in done.stderr) == (2, True)
    assert other.control("requests?last=5000") == before


def test_a_server_that_is_away_leaves_everything_as_it_was(shell):
    shell.run(
        "account",
        "add",
        "gone",
        "--provider",
        "metrotec",
        "--url",
        "http://127.0.0.1:9/api/",
        "--username",
        "u",
        "--password-file",
        shell.home / "password",
        "--secret-store",
        "file",
    )
    document = spec(shell)
    document["servers"], document["paths"] = [], {f"/v7{path}": item for path, item in document["paths"].items()}
    before = settings(shell)
    done = shell.run("api", "bind", write(shell, document), "--account", "gone")
    assert (done.returncode, "nothing was changed" in done.stderr) == (5, True)
    assert settings(shell) == before
    assert shell.run("api", "bind", write(shell, document), "--account", "gone", "--untried").returncode == 0
    assert "v7/tasks" in settings(shell)


def test_an_account_with_a_key_is_tried_without_a_sign_in(tmp_path, other):
    shell = Shell(tmp_path, other)
    (tmp_path / "key").write_text(other.api_key)
    shell.run(
        "account",
        "add",
        "k",
        "--provider",
        "metrotec",
        "--url",
        other.metrotec_url,
        "--api-key-file",
        tmp_path / "key",
        "--secret-store",
        "file",
    )
    assert rows(shell, write(shell, spec(shell)))["vehicles.list"]["state"] == "new"
    assert shell.data("account", "test", "k")["signed_in"] is True


def test_a_refused_key_changes_nothing_and_is_3(tmp_path, other):
    shell = Shell(tmp_path, other)
    (tmp_path / "key").write_text("KEYwrong")
    shell.run(
        "account",
        "add",
        "k",
        "--provider",
        "metrotec",
        "--url",
        other.metrotec_url,
        "--api-key-file",
        tmp_path / "key",
        "--secret-store",
        "file",
    )
    done = shell.run("api", "bind", write(shell, spec(shell)))
    assert (done.returncode, "API key" in done.stderr) == (3, True)


def test_yaml_and_an_address(moved):
    (moved.home / "spec.txt").write_text(yaml.safe_dump(spec(moved)))
    assert rows(moved, moved.home / "spec.txt", "--dry-run")["tasks.list"]["state"] == "new"
    assert rows(moved, moved.simulator.openapi_metrotec, "--dry-run")["tasks.list"]["state"] == "new"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("no-such-file.json", "There is no file"),
        ("http://example.com/openapi.json", "not encrypted"),
        ("https://u:p@127.0.0.1/x", "user name"),
        ("http://127.0.0.1:9/openapi.json", "cannot be reached"),
        ("https:///x", "no web address"),
        (None, "Name the vendor's document"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(shell, source, words):
    done = shell.run("api", "bind", *([source] if source else []))
    assert done.returncode in (2, 5)
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_document_written_for_another_host_is_read_as_ours_and_said(moved, simulator):
    document = {**spec(moved), "servers": [{"url": "https://fleet.example.com/api"}]}
    before = simulator.control("requests?last=5000")
    done = moved.run("api", "bind", write(moved, document), "--dry-run")
    assert "written for fleet.example.com" in done.stderr
    assert {row["state"] for row in json.loads(done.stdout)} == {"new", "not tried", "as before"}
    assert simulator.control("requests?last=5000") == before
