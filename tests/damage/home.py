"""One user's files: made sound once, then opened as a start opens them."""

import contextlib
import json
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QByteArray

from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.base.errors import FleetError
from fleetdesk.base.files import write_whole
from fleetdesk.base.kept_file import KeptFile, SessionOnly
from fleetdesk.domain.documents import PendingFile
from fleetdesk.domain.geo import is_area
from fleetdesk.domain.units import Unit
from fleetdesk.profile.lesson_memory import Memory
from fleetdesk.profile.outbox_opening import open_outbox_thread
from fleetdesk.profile.profile import open_profile
from fleetdesk.profile.settings import Account, Folders, Settings
from fleetdesk.profile.settings_file import SettingsFile
from fleetdesk.storage.cache import Cache
from fleetdesk.storage.named_json import NamedJson
from fleetdesk.storage.outbox.backups import make_copy
from fleetdesk.storage.pending_files import PendingFiles
from fleetdesk.storage.request_budget import RequestBudget
from fleetdesk.sync.outbox_thread import NoOutbox
from fleetdesk.ui.window.layout_file import LayoutFile
from tests.damage.spoiling import MARK
from tests.storage.outbox.outboxes import NOW, create, edit

SQUARE = {"type": "Polygon", "coordinates": [[[24.0, 58.0], [26.0, 58.0], [26.0, 59.0], [24.0, 58.0]]]}
ACCOUNTS = tuple(
    Account(f"a{n}", "vezma", f"http://127.0.0.1:{n}", secret_store="file", overrides={"tasks.list": {"path": "/t"}})
    for n in range(3)
)
DOCUMENTS = [PendingFile(f"{n:064x}", n, "application/pdf", f"document {n}.pdf", task=f"a0/{n}") for n in range(4)]
TEXTS = (
    "settings.toml",
    "secrets.json",
    "tray.json",
    "areas.json",
    "templates.json",
    "addresses-before.json",
    "window.ini",
)
FILES = (*TEXTS, "outbox.db", "cache.db", "count.db")


@dataclass
class Start:
    """What a start found in each file, and what it said."""

    entries: dict[str, list] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    swept: bool = False


def folders(folder):
    return Folders(folder, folder, folder, folder / "logs")


def write(path, text):
    write_whole(path, text, 0o600)


def make(folder):
    """Everything sound, in one folder."""
    SettingsFile(folder / "settings.toml").save(Settings(accounts=ACCOUNTS, theme="dark"), Settings())
    desk = open_profile(folders(folder))
    for account in ACCOUNTS:
        desk.secrets.set(account, f"secret of {account.name}")
        Memory(folders(folder)).save(account)
    PendingFiles(folder / "tray.json", write).save(DOCUMENTS)
    for name, shape in (("areas", SQUARE), ("templates", {"notes": "x"})):
        for number in range(4):
            NamedJson(folder / f"{name}.json", write).save(f"Õis {number}", json.dumps(shape))
    layout = LayoutFile(folder / "window.ini")
    for name in ("geometry", "state", "import/ab"):
        layout.settings.setValue(name, QByteArray(bytes(range(200))))
    layout.close()
    cache = Cache(folder / "cache.db")
    cache.keep_units("a0", [Unit("a0", f"U{n}", "vehicle", f"name {n}") for n in range(5)])
    cache.close()
    count = RequestBudget(folder / "count.db", LIMIT, clock=lambda: NOW)
    for _ in range(3):
        count.take(True)
    count.close()
    outbox_thread, _ = open_outbox_thread(folders(folder))
    outbox_thread.outbox.insert.add([create(f"n{n}", f"R{n}", account="a0") for n in range(3)], NOW)
    outbox_thread.outbox.insert.add([edit(str(n), notes="x", account="a0") for n in range(5)], NOW)
    make_copy(outbox_thread.outbox.database)
    outbox_thread.outbox.close()


def start(folder, opener=open_profile):
    """Opens all as a start does, then writes each text once, as a user's first act does."""
    found = Start()
    desk = opener(folders(folder))
    found.notices += [desk.notice] if desk.notice else []
    found.entries["settings.toml"] = [each.url for each in desk.settings.accounts]
    found.entries["secrets.json"] = _names(folder / "secrets.json", str)
    _books(folder, found)
    tray = PendingFiles(folder / "tray.json", write)
    kept = tray.all()
    found.entries["tray.json"] = [each.sha256 for each in kept]
    found.notices += tray.pop_notices()
    _databases(folder, found)
    found.swept = found.swept and tray.whole
    layout = LayoutFile(folder / "window.ini")
    found.notices += layout.notices
    settings = layout.settings
    found.entries["window.ini"] = [name for name in settings.allKeys() if isinstance(settings.value(name), QByteArray)]
    _write_all(folder, desk, tray, kept, layout)
    return found


def _names(path, kind):
    """The entries that are used; a letter of a name may be another now, which no file can tell."""
    read = KeptFile(path, write, moves=False).read(lambda document: document.items())
    return [name for name, value in (read or {}).items() if isinstance(value, kind) and name != MARK]


def _books(folder, found):
    for name, sound in (("areas", is_area), ("templates", lambda value: True)):
        task_store = NamedJson(folder / f"{name}.json", write, sound)
        found.entries[f"{name}.json"] = list(task_store.all())
        found.notices += task_store.pop_notices()
    memory = Memory(folders(folder))
    memory.last(ACCOUNTS)
    found.entries["addresses-before.json"] = _names(folder / "addresses-before.json", dict)
    found.notices += memory.pop_notices()


def _databases(folder, found):
    cache = Cache(folder / "cache.db")
    found.notices += [cache.notice] if cache.notice else []
    found.entries["cache.db"] = [each.id for each in cache.units(["a0"])]
    found.notices += ["rows of the cache could not be read"] if cache.dropped else []
    cache.close()
    try:
        count = RequestBudget(folder / "count.db", LIMIT, clock=lambda: NOW + 1)
        found.notices += [count.notice] if count.notice else []
        found.entries["count.db"] = list(range(count.count()))
        count.close()
    except FleetError as error:
        found.notices.append(str(error))
        found.entries["count.db"] = []
    outbox_thread, notices = open_outbox_thread(folders(folder))
    found.notices += notices
    found.entries["outbox.db"] = []
    if not isinstance(outbox_thread, NoOutbox):
        found.entries["outbox.db"] = [op.label for op in outbox_thread.outbox.queries.open_ops() if not op.damaged]
        outbox_thread.outbox.close()
    found.swept = outbox_thread.whole


def _write_all(folder, desk, tray, kept, layout):
    with contextlib.suppress(SessionOnly):
        desk.save_settings(replace(desk.settings, theme="light"))
    with contextlib.suppress(SessionOnly):
        desk.secrets.set(Account("new", "vezma", "u", secret_store="file"), "another")
    with contextlib.suppress(SessionOnly):
        tray.save(kept)
    for name in ("areas", "templates"):
        with contextlib.suppress(SessionOnly):
            NamedJson(folder / f"{name}.json", write).save("new", json.dumps(SQUARE))
    layout.settings.setValue("later", 1)
    layout.close()
