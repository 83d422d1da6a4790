"""Commands that only read leave every file of the user as it is, sound or damaged, and make none but the log."""

import pytest

from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.storage.cache import Cache
from fleetdesk.storage.gazetteer.file import GazetteerFile
from fleetdesk.storage.outbox.backups import make_copy
from fleetdesk.storage.outbox.outbox import Outbox
from tests.e2e.test_commands import Shell
from tests.storage.outbox.outboxes import NOW, edit

pytestmark = pytest.mark.process
TABLE = "Reference;Vehicle;Start;End;Address\nR1;;;;Tamme 1, Elva\n"
PLACES = '{"type": "Feature", "properties": {"name": "P"}, "geometry": {"type": "Point", "coordinates": [25, 58]}}'
READING = {
    "doctor": ("doctor",),
    "account list": ("account", "list"),
    "account test": ("account", "test", "m"),
    "outbox": ("outbox",),
    "outbox list": ("outbox", "list"),
    "call": ("call", "vehicles.list", "--account", "m"),
    "roads": ("roads", "59.437,24.7536", "58.378,26.729"),
    "places": ("places", "import", "places.geojson", "--dry-run", "--account", "m"),
    "import": ("tasks", "import", "table.csv", "--dry-run", "--account", "m"),
}
WRONG = {
    "settings/settings.toml": b"account = [broken",
    "settings/secrets.json": b"{",
    "data/outbox.db": b"nonsense" * 900,
    "data/tray.json": b"\0",
    "data/areas.json": b"",
    "data/templates.json": b"[",
    "data/gazetteer.db": b"nonsense" * 900,
    "cache/cache.db": b"x",
}


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator)


def state_of(home):
    return {
        str(each.relative_to(home)): each.is_file() and (each.read_bytes(), each.stat().st_mtime_ns)
        for each in home.rglob("*")
        if "logs" not in each.relative_to(home).parts
    }


def run_all(shell):
    (shell.home / "table.csv").write_text(TABLE)
    (shell.home / "places.geojson").write_text(PLACES)
    for words in READING.values():
        done = shell.run(*(shell.home / each if each.endswith((".csv", ".geojson")) else each for each in words))
        assert "Traceback" not in done.stderr, done.stderr
        yield done


def test_they_make_nothing_where_there_is_nothing(shell):
    for done in run_all(shell):
        assert state_of(shell.home / "fleetdesk") == {}, done.args


def test_they_change_nothing_of_sound_files(shell):
    shell.with_metrotec()
    home = shell.home / "fleetdesk"
    outbox = Outbox(home / "data" / "outbox.db")
    outbox.insert.add([edit(notes="x")], NOW)
    make_copy(outbox.database)
    outbox.close()
    known = GazetteerFile(home / "data" / "gazetteer.db")
    known.load()
    known.put("test", [("a", KnownPlace("Tamme 1, Elva", 58.9, 25.1, PlaceSource.TASK))])
    known.close()
    Cache(home / "cache" / "cache.db").close()
    before = state_of(home)
    for done in run_all(shell):
        assert state_of(home) == before, done.args
        assert done.returncode in (0, 1), done.stderr


def test_they_change_nothing_of_damaged_files_and_say_so(shell):
    shell.with_metrotec()
    home = shell.home / "fleetdesk"
    for name, content in WRONG.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(content)
    before = state_of(home)
    for done in run_all(shell):
        assert state_of(home) == before, done.args
        assert "settings.toml cannot be read" in done.stderr
        assert "secrets.json cannot be read" in done.stderr
