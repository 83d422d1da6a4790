"""Files of every earlier state of FleetDesk open, and everything in them is there (tests/data/earlier/README.md)."""

import json
import shutil

import pytest

from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.base import log
from fleetdesk.base.files import write_whole
from fleetdesk.base.kept_file import from_json
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.geo import is_area
from fleetdesk.domain.outbox import OpKind
from fleetdesk.profile.lesson_memory import Memory
from fleetdesk.profile.outbox_opening import open_outbox_thread
from fleetdesk.profile.profile import open_profile
from fleetdesk.profile.settings import Folders
from fleetdesk.storage.cache import Cache
from fleetdesk.storage.named_json import NamedJson
from fleetdesk.storage.pending_files import PendingFiles
from fleetdesk.storage.request_budget import RequestBudget
from fleetdesk.storage.sqlite_peek import told
from tests.conftest import ROOT

EARLIER = ROOT / "tests" / "data" / "earlier"
STATES = sorted(each.name for each in EARLIER.iterdir() if each.is_dir() and each.name.isdecimal())
NOW = 1_795_000_000.0


@pytest.fixture(params=STATES)
def folder(request, tmp_path):
    shutil.copytree(EARLIER / request.param, tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture(autouse=True)
def no_log():
    yield
    log.start(None)


def made_by(folder, name):
    """The file, where that state had one."""
    if not (folder / name).exists():
        pytest.skip(f"that state had no {name}")
    return folder / name


def write(path, text):
    write_whole(path, text, 0o600)


def test_there_are_states():
    assert len(STATES) >= 8


def test_settings_and_secrets(folder):
    desk = open_profile(Folders(folder, folder, folder, folder / "logs"))
    assert desk.notice is None
    main, other = desk.settings.accounts
    assert (main.name, main.provider, main.username, main.zone) == ("Depoo", "metrotec", "mari", "Europe/Riga")
    assert main.overrides == {"tasks.list": {"method": "GET", "path": "/v2/tasks"}}
    assert (desk.settings.theme, desk.settings.poll_s, desk.settings.tiles.max_zoom) == ("dark", 7.5, 17)
    assert [desk.secrets.get(each) for each in (main, other)] == ["secret of Depoo", "secret of v"]


@pytest.mark.parametrize("name", ["areas", "templates"])
def test_areas_and_templates(folder, name):
    path = made_by(folder, f"{name}.json")
    task_store = NamedJson(path, write, is_area) if name == "areas" else NamedJson(path, write)
    assert {key: json.loads(value) for key, value in task_store.all().items()} == from_json(path.read_text())
    assert (list(task_store.all()), task_store.pop_notices()) == (["Õismäe"], [])


def test_the_tray(folder):
    tray = PendingFiles(made_by(folder, "tray.json"), write)
    assert [(each.name, each.task, each.type) for each in tray.all()] == [
        ("veokiri.jpg", "Depoo/7", "cmr"),
        ("arve.pdf", "", ""),
    ]
    assert (tray.pop_notices(), tray.whole) == ([], True)


def test_what_a_lesson_replaced(folder):
    made_by(folder, "addresses-before.json")
    folders = Folders(folder, folder, folder, folder)
    (account, _) = open_profile(folders).settings.accounts
    assert Memory(folders).before(account) == account.overrides


def test_the_cache(folder):
    cache = Cache(made_by(folder, "cache.db"))
    assert cache.notice is None
    assert [each.id for each in cache.units(["Depoo"])] == ["U1"]
    assert [each.lat for each in cache.positions(["Depoo"])] == [59.4]
    cache.close()


def test_the_count_of_requests(folder):
    path = made_by(folder, "count.db")
    schema = told(path).version
    budget = RequestBudget(path, LIMIT, clock=lambda: NOW + 1)
    assert (budget.count(), budget.notice) == (3, "")
    budget.close()
    assert (folder / "count.db.version0").exists() == (schema == 0)


def test_the_outbox(folder):
    path = made_by(folder, "outbox.db")
    schema = told(path).version
    outbox_thread, notices = open_outbox_thread(Folders(folder, folder, folder, folder))
    ops = outbox_thread.outbox.queries.open_ops()
    assert [op.label for op in ops if op.kind is not OpKind.UPLOAD] == ["FD-1", "#7"]
    documents = ["cmr.pdf"] if (folder / "addresses-before.json").exists() else []
    assert [op.upload.name for op in ops if op.upload] == documents
    assert (ops[0].fields["order_ref"], ops[1].fields) == ("FD-1", {"notes": "Helista"})
    assert (outbox_thread.outbox.queries.paused_until("Depoo"), notices, outbox_thread.whole) == (NOW + 60, [], True)
    assert not any(op.damaged for op in ops)
    outbox_thread.outbox.close()
    assert path.with_name("outbox.db.version1").exists() == (schema == 1)


def test_settings_of_documents_under_their_earlier_names(tmp_path):
    shutil.copytree(EARLIER / "8", tmp_path / "kept")
    profile = open_profile(Folders(tmp_path / "kept", tmp_path, tmp_path, tmp_path / "logs"))
    assert (profile.notice, profile.settings.largest_document_mb) == (None, 40)
    assert [(rule.pattern, rule.types) for rule in profile.settings.documents] == [("Rimi", ((DocumentType.CMR,),))]
