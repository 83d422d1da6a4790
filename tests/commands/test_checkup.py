"""What the doctor finds: each thing that is wrong is said with what to do, and a look changes nothing."""

import sys

import pytest

from fleetdesk.base import resources, system_libraries
from fleetdesk.commands import checkup
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.profile.settings import Account, Folders
from fleetdesk.storage.outbox.backups import make_copy
from fleetdesk.storage.outbox.outbox import Outbox

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have their own")


@pytest.fixture
def folders(tmp_path):
    made = Folders(tmp_path / "settings", tmp_path / "data", tmp_path / "cache", tmp_path / "logs")
    made.make()
    return made


def test_a_whole_installation_lacks_nothing():
    for check in (checkup.missing_packages, checkup.missing_libraries, checkup.missing_map_files):
        assert list(check()) == []


def test_a_package_that_every_installation_has_is_missed(monkeypatch):
    monkeypatch.setattr(checkup, "NEEDED", ("PySide6", "fleetdesk-none"))
    assert list(checkup.missing_packages()) == ["Python packages are missing: fleetdesk-none. Install FleetDesk again."]


def test_a_decoder_that_is_not_installed_is_named_with_its_extra(monkeypatch):
    monkeypatch.setattr(checkup, "find_spec", lambda name: None)
    notes = list(checkup.missing_decoders())
    assert [("fleetdesk[heic]" in notes[0]), ("fleetdesk[barcodes]" in notes[1])] == [True, True]


def test_a_missing_library_is_named_with_what_installs_it(monkeypatch):
    strange = system_libraries.SystemLibrary("libfleetdesk-none.so.1", "libnone1", "none")
    monkeypatch.setattr(system_libraries, "missing", lambda: [strange])
    (said,) = checkup.missing_libraries()
    assert "libfleetdesk-none.so.1" in said
    assert "none" in said.partition("Ask an administrator")[2]


def test_missing_files_of_the_map_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(resources, "path", lambda *parts: tmp_path.joinpath(*parts))
    (said,) = checkup.missing_map_files()
    assert "assets/leaflet.js" in said


def test_the_list_of_map_files_is_that_of_the_page():
    assert set(resources.MAP_ASSETS) <= {name.removeprefix("assets/") for name in checkup.MAP_FILES}


@linux
@pytest.mark.parametrize(
    ("root", "environment", "namespaces", "state"),
    [
        (True, {}, True, checkup.NONE),
        (False, {"QTWEBENGINE_DISABLE_SANDBOX": "1"}, True, checkup.NONE),
        (False, {"QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --no-sandbox"}, True, checkup.NONE),
        (False, {"QTWEBENGINE_CHROMIUM_FLAGS": "--disable-namespace-sandbox"}, True, checkup.SECCOMP_ONLY),
        (False, {}, False, checkup.SECCOMP_ONLY),
        (False, {}, True, checkup.FULL),
    ],
)
def test_the_sandbox_has_three_states(monkeypatch, root, environment, namespaces, state):
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(checkup, "NAMESPACES", f"import sys; sys.exit({int(not namespaces)})")
    assert checkup.sandbox(environment) == state
    assert bool(list(checkup.sandbox_note(state))) == (state != checkup.FULL)


def write_outbox(folders):
    outbox = Outbox(folders.data / "outbox.db")
    outbox.insert.add([Draft("m", "new:1", OpKind.CREATE, {"order_ref": "R-1"}, label="R-1")], 1.0)
    outbox.close()


def test_what_waits_in_the_outbox_is_counted(folders):
    assert checkup.outbox_state(folders) == checkup.OutboxState()
    write_outbox(folders)
    assert checkup.outbox_state(folders) == checkup.OutboxState(None, {"m": 1})


@pytest.mark.parametrize("damage", [b"nonsense" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_an_outbox_that_is_refused_is_said_and_left(folders, damage):
    file = folders.data / "outbox.db"
    file.write_bytes(damage)
    refused = checkup.outbox_state(folders).refused
    assert "outbox.db" in refused
    assert file.read_bytes() == damage
    assert [each.name for each in folders.data.iterdir()] == ["outbox.db"]


def test_files_put_aside_are_said(folders):
    for folder, name in (
        (folders.settings, "settings.unreadable.toml"),
        (folders.data, "outbox.db.corrupt.20261127T010203"),
    ):
        (folder / name).write_text("x")
    assert sum("was put aside" in each for each in checkup.put_aside(folders)) == 2


def test_a_fuller_state_that_was_kept_is_said(folders):
    for name in ("areas.before.20261127T010203.json", "addresses-before.json"):
        (folders.data / name).write_text("x")
    (said,) = checkup.put_aside(folders)
    assert "areas.before" in said
    assert "took out of the file beside it" in said


def test_operations_at_assumed_addresses_are_counted():
    account = Account("m", "metrotec", "https://api.example.com/api/", "u")
    names = checkup.assumed(account)
    assert "positions.list" not in names or "auth.login" not in names
    (note,) = checkup.assumed_note(account)
    assert note.startswith(f"m: {len(names)} operations stand at assumed addresses.")
    bound = Account(
        "m", "metrotec", "https://api.example.com/api/", "u", overrides={name: {"path": "x"} for name in names}
    )
    assert list(checkup.assumed_note(bound)) == []


def test_writes_that_nothing_sends_are_problems(folders):
    outbox = Outbox(folders.data / "outbox.db")
    outbox.holds.claim("gone", "https://one.example/ as mari", 1.0)
    outbox.insert.add([Draft("gone", "7", OpKind.UPDATE, {"notes": "x"}, {"notes": None}, "#7")], 1.0)
    held = outbox.holds.hold("gone", 1.0)
    outbox.insert.add([Draft("lost", "8", OpKind.UPDATE, {"notes": "x"}, {"notes": None}, "#8")], 1.0)
    outbox.insert.add([Draft("m", "9", OpKind.UPDATE, {"notes": "x"}, {"notes": None}, "#9")], 1.0)
    outbox.close()
    on_hold, lost = checkup.stranded(checkup.outbox_state(folders), ["m"])
    assert held.name in on_hold
    assert "one.example" in on_hold
    assert "lost, which is no account here" in lost


def test_an_outbox_that_is_gone_beside_its_copy_is_a_problem(folders):
    outbox = Outbox(folders.data / "outbox.db")
    make_copy(outbox.database)
    outbox.close()
    for each in folders.data.glob("outbox.db*"):
        if "copy" not in each.name:
            each.unlink()
    assert "Start the desk" in checkup.outbox_state(folders).refused
