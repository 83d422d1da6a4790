"""The commands as a stranger uses them: a process, its exit code, stdout for data and stderr for people."""

import json
import os
import shutil
import stat
import tempfile

import pytest

from tests.forked import run_module

pytestmark = pytest.mark.process
POSITION = """account unit unit_kind lat lon speed_kmh heading_deg fixed_at received_at ignition has_fix power_v battery
temperatures counter1 counter2 input received_text private"""

KEPT = {}  # by the address of a simulator: a home with an account there


class Shell:
    """Runs fleetdesk with a home of its own."""

    def __init__(self, home, simulator):
        self.home, self.simulator = home, simulator
        (home / "password").write_text(simulator.password)
        (home / "token").write_text(simulator.token + "\n")

    def run(self, *words, module="fleetdesk"):
        environment = {**os.environ, "FLEETDESK_HOME": str(self.home / "fleetdesk")}
        return run_module(module, words, environment)

    def data(self, *words):
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def with_metrotec(self):
        """Has the account m: the first shell of a simulator adds it by the command, the others get a copy of that."""
        kept = KEPT.get(self.simulator.metrotec_url)
        if kept is None:
            assert self.add_metrotec().returncode == 0
            kept = KEPT[self.simulator.metrotec_url] = tempfile.TemporaryDirectory()
            shutil.copytree(self.home / "fleetdesk", kept.name, dirs_exist_ok=True)
        else:
            shutil.copytree(kept.name, self.home / "fleetdesk")
        return self

    def add_metrotec(self, name="m"):
        return self.run(
            "account",
            "add",
            name,
            "--provider",
            "metrotec",
            "--url",
            self.simulator.metrotec_url,
            "--username",
            self.simulator.username,
            "--password-file",
            self.home / "password",
            "--secret-store",
            "file",
        )

    def add_vezma(self, name="v"):
        return self.run(
            "account",
            "add",
            name,
            "--provider",
            "vezma",
            "--url",
            self.simulator.vezma_url,
            "--token-file",
            self.home / "token",
            "--secret-store",
            "file",
        )


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator)


def test_an_account_from_beginning_to_end(shell):
    assert shell.add_metrotec().returncode == 0
    assert [each["name"] for each in shell.data("account", "list")] == ["m"]
    assert shell.data("account", "test", "m")["signed_in"] is True
    assert shell.run("account", "remove", "m").returncode == 0
    assert shell.data("account", "list") == []


def wait_with(shell):
    """One document that waits, because nobody sends it."""
    (shell.home / "cmr.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500))
    task = shell.data("call", "tasks.list", "limit=1")[0]
    done = shell.run("upload", task["id"], shell.home / "cmr.jpg", "--type", "cmr", "--no-wait")
    assert "1 is saved on this computer" in done.stderr


def test_what_waits_of_a_removed_account_is_on_hold_until_an_account_at_its_server_takes_it(shell):
    shell.with_metrotec()
    wait_with(shell)
    done = shell.run("account", "remove", "m")
    assert "1 unsent change of the removed account m" in done.stderr
    done = shell.run("doctor")
    assert done.returncode == 1
    assert "outbox release" in "".join(json.loads(done.stdout)["problems"])
    shell.add_metrotec()
    (hold,) = shell.data("outbox", "holds")
    assert (hold["account"], hold["waiting"]) == ("m", 1)
    assert [op["says"] for op in shell.data("outbox", "list")] == ["on hold"]
    (given,) = shell.data("outbox", "release", hold["name"], "m")
    assert (given["account"], given["kind"]) == ("m", "file.upload")
    assert shell.data("outbox", "holds") == []


def test_an_account_of_the_same_name_for_another_user_does_not_get_them(shell):
    shell.with_metrotec()
    wait_with(shell)
    shell.run("account", "remove", "m")
    shell.run(
        "account",
        "add",
        "m",
        "--provider",
        "metrotec",
        "--url",
        shell.simulator.metrotec_url,
        "--username",
        "another",
        "--password-file",
        shell.home / "password",
        "--secret-store",
        "file",
    )
    (hold,) = shell.data("outbox", "holds")
    done = shell.run("outbox", "release", hold["name"], "m")
    assert (done.returncode, "other tasks" in done.stderr) == (2, True)
    assert shell.data("outbox", "release", hold["name"], "m", "--other-server")


def add_with_key(shell, key, *more):
    (shell.home / "key").write_text(key)
    return shell.run(
        "account",
        "add",
        "k",
        "--provider",
        "metrotec",
        "--url",
        shell.simulator.metrotec_url,
        "--api-key-file",
        shell.home / "key",
        "--secret-store",
        "file",
        *more,
    )


def test_an_account_with_an_api_key(shell):
    assert add_with_key(shell, f"Bearer {shell.simulator.api_key} \n").returncode == 0
    assert shell.data("account", "list")[0]["sign_in"] == "api_key"
    assert shell.data("account", "test", "k")["signed_in"] is True
    assert shell.data("call", "vehicles.list")


def test_a_refused_api_key_is_3(shell):
    add_with_key(shell, "KEYwrong")
    done = shell.run("account", "test", "k")
    assert (done.returncode, "API key" in done.stderr) == (3, True)


def test_a_key_and_a_password_together_are_wrong_usage(shell):
    done = add_with_key(shell, "KEY", "--username", "u", "--password-file", shell.home / "password")
    assert (done.returncode, "one way" in done.stderr) == (2, True)


def test_the_secret_is_for_its_owner_only(shell):
    shell.add_metrotec()
    kept = [path for path in (shell.home / "fleetdesk").rglob("*") if path.is_file()]
    holders = [path for path in kept if shell.simulator.password.encode() in path.read_bytes()]
    assert [path.name for path in holders] == ["secrets.json"]
    assert stat.S_IMODE(holders[0].stat().st_mode) == 0o600


def test_calls_answer_in_domain_values(shell):
    shell.with_metrotec()
    position = shell.data("call", "positions.list")[0]
    assert set(position) == set(POSITION.split())
    assert position["fixed_at"].endswith("Z")


def test_raw_is_the_vendors_own(shell):
    shell.with_metrotec()
    assert "Xpos" in shell.data("call", "positions.list", "--raw")[0]


def test_parameters_may_stand_behind_options(shell):
    shell.with_metrotec()
    assert len(shell.data("call", "tasks.list", "--account", "m", "limit=2", "all=1")) == 2


def test_the_area_has_two_witnesses(shell):
    shell.with_metrotec()
    file = shell.home / "area.geojson"
    ring = [[22, 57.4], [28.3, 57.4], [28.3, 59.9], [22, 59.9], [22, 57.4]]
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    found = shell.data("area", file)
    assert {"polygon", "server", "local", "only_server", "only_local", "unjudged", "asked_at"} == set(found)
    assert found["server"]
    assert set(found["server"]) - set(found["only_server"]) <= set(found["local"])


def test_what_is_odd_about_an_area_is_said_and_the_answer_is_given(shell):
    shell.with_metrotec()
    file = shell.home / "area.geojson"
    swapped = {
        "type": "Polygon",
        "coordinates": [[[59.3, 24.5], [59.3, 25.0], [59.5, 25.0], [59.5, 24.5], [59.3, 24.5]]],
    }
    point, flat = (
        {"type": "Point", "coordinates": [1, 1]},
        {"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [3, 3]]]},
    )
    file.write_text(json.dumps({"type": "GeometryCollection", "geometries": [swapped, point, flat]}))
    done = shell.run("area", file)
    assert json.loads(done.stdout)["server"] is not None
    for words in ("Latitude and longitude look swapped", "Part 2 of 2 was left out", "1 point"):
        assert words in done.stderr


def test_an_area_where_no_server_can_be_asked(shell):
    shell.add_vezma()
    file = shell.home / "area.geojson"
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [[[10, 40], [30, 40], [30, 60], [10, 60]]]}))
    done = shell.run("area", file)
    assert json.loads(done.stdout)["server"] is None
    assert "VEZMA cannot be asked" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["call", "no.such"], 2),
        (["call", "history.trips"], 2),
        (["call", "tasks.update", "id=999999999", "status=2"], 4),
        (["call", "positions.get", "object_id=NOBODY"], 4),
        (["call", "positions.list", "--account", "nobody"], 2),
        (["area", "nowhere.geojson"], 2),
        (["nonsense"], 2),
        (["account", "add", "m", "--provider", "metrotec", "--url", "http://example.com", "--username", "u"], 2),
    ],
)
def test_exit_codes(shell, words, code):
    shell.with_metrotec()
    done = shell.run(*words)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_wrong_password_is_3(shell):
    (shell.home / "password").write_text("wrong")
    shell.add_metrotec()
    assert shell.run("account", "test", "m").returncode == 3


def test_no_server_is_5(shell):
    shell.run(
        "account",
        "add",
        "gone",
        "--provider",
        "metrotec",
        "--url",
        "http://127.0.0.1:9/",
        "--username",
        "u",
        "--password-file",
        shell.home / "password",
        "--secret-store",
        "file",
    )
    done = shell.run("call", "positions.list")
    assert done.returncode == 5
    assert "cannot be reached" in done.stderr


def test_a_server_that_fails_is_5(shell):
    shell.with_metrotec()
    shell.simulator.control("faults", [{"operation": "vehicles.list", "count": 9, "action": {"status": 500}}])
    assert shell.run("call", "vehicles.list").returncode == 5


def test_bind_finds_the_vendors_paths(shell):
    shell.with_metrotec()
    import urllib.request

    spec = shell.home / "spec.json"
    with urllib.request.urlopen(shell.simulator.openapi_metrotec, timeout=10) as answer:
        spec.write_bytes(answer.read())
    found = shell.data("api", "bind", spec, "--account", "m")
    assert len(found) == 37
    assert shell.data("call", "positions.list")


def test_the_doctor_tells_no_secrets(shell):
    shell.with_metrotec()
    done = shell.run("doctor")
    assert json.loads(done.stdout)["accounts"][0]["name"] == "m"
    assert shell.simulator.password not in done.stdout


def test_settings_that_cannot_be_read_are_kept_aside(shell):
    shell.with_metrotec()
    file = shell.home / "fleetdesk" / "settings" / "settings.toml"
    file.write_text("account = [broken")
    done = shell.run("account", "list")
    assert (json.loads(done.stdout)[0]["name"], file.read_text()) == ("m", "account = [broken")  # of the copy
    assert "cannot be read" in done.stderr
    done = shell.add_metrotec("n")
    (aside,) = file.parent.glob("settings.unreadable.*.toml")
    assert f"kept as {aside.name}" in done.stderr
    assert aside.read_text() == "account = [broken"
