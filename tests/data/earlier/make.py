"""Makes the files that a state of FleetDesk keeps, with its own code: PYTHONPATH=ITS_CHECKOUT python make.py FOLDER."""

import contextlib
import importlib
import json
import os
import sys
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

NOW = 1_795_000_000.0
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SQUARE = {"type": "Polygon", "coordinates": [[[24.0, 58.0], [26.0, 58.0], [26.0, 59.0], [24.0, 58.0]]]}
PLACES = {"tasks.list": {"method": "GET", "path": "/v2/tasks"}}


def known(kind, **values):
    """One of `kind`, without the fields that this state does not have."""
    names = {each.name for each in fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in names})


def settings(folder):
    from fleetdesk.secrets import Secrets
    from fleetdesk.settings import Account, Settings, Tiles

    accounts = (
        known(Account, name="Depoo", provider="metrotec", url="http://127.0.0.1:8081", username="mari",
              secret_store="file", zone="Europe/Riga", overrides=PLACES),
        known(Account, name="v", provider="vezma", url="http://127.0.0.1:8082", secret_store="file"),
    )  # fmt: skip
    tiles = Tiles("https://tiles.example/{z}/{x}/{y}.png", "© them", 17)
    made = known(Settings, accounts=accounts, zone="Europe/Riga", theme="dark", poll_s=7.5, tiles=tiles,
                 largest_paper_mb=40.0)  # fmt: skip
    _save(made, folder / "settings.toml")
    for each in accounts:
        Secrets(folder).set(each, f"secret of {each.name}")


def _save(made, path):
    try:
        from fleetdesk.settings import save
    except ImportError:  # a later state writes what differs, into what the user wrote
        from fleetdesk.settings import Settings
        from fleetdesk.settings_file import SettingsFile

        path.write_text('[[paper]]\npattern = "Rimi"\ntypes = ["cmr"]\n', "utf-8")
        SettingsFile(path).save(made, Settings())
    else:
        save(made, path)


def writer():
    from fleetdesk.settings import write_whole

    return lambda path, text: write_whole(path, text, 0o600)


def books(folder):
    from fleetdesk.storage.areas import AreaBook

    for name in ("areas", "templates") if Path(sys.modules["fleetdesk"].__file__).with_name("ui").joinpath(
            "task_commands.py").exists() else ("areas",):  # fmt: skip
        book = AreaBook(folder / f"{name}.json", writer())
        book.save("Õismäe", json.dumps(SQUARE if name == "areas" else {"notes": "Helista", "service_min": 15}))


def lesson(folder):
    from fleetdesk.lesson_memory import Memory
    from fleetdesk.settings import Account, Folders

    account = known(Account, name="Depoo", provider="metrotec", url="http://127.0.0.1:8081", overrides=PLACES)
    Memory(Folders(folder, folder, folder, folder)).keep(account)


def tray(folder):
    from fleetdesk.storage.tray import Kept, Tray

    Tray(folder / "tray.json", writer()).keep([
        Kept("a1" * 32, 1234, "image/jpeg", "veokiri.jpg", "It is a JPEG.", "Depoo/7", "cmr"),
        Kept("b2" * 32, 99, "application/pdf", "arve.pdf"),
    ])  # fmt: skip


def cache(folder):
    from fleetdesk.domain.units import Position, Unit, UnitKind
    from fleetdesk.storage.cache import Cache

    made = Cache(folder / "cache.db")
    made.keep_units("Depoo", [known(Unit, account="Depoo", id="U1", name="123 ABC")])
    made.keep_positions([known(Position, account="Depoo", unit="U1", lat=59.4, lon=24.7, fixed_at=AT, received_at=AT,
                               unit_kind=next(iter(UnitKind)))])  # fmt: skip
    made.close()


def count(folder):
    from fleetdesk.storage.ledger import RequestLedger

    ledger = RequestLedger(folder / "count.db", *filter(None, [_limit()]), clock=lambda: NOW)
    for _ in range(3):
        ledger.take(True)
    close = getattr(ledger, "close", None) or ledger._db.close
    close()


def outbox(folder):
    from fleetdesk.domain.outbox import Draft, OpKind
    from fleetdesk.storage.outbox import Outbox

    made = Outbox(folder / "outbox.db")
    new = {"unit": "U1", "order_ref": "FD-1", "start_at": AT, "stop_at": AT + timedelta(hours=2), "lat": 59.4,
           "lon": 24.7, "address": "Tamme 1"}  # fmt: skip
    made.add([Draft("Depoo", "n1", OpKind.CREATE, new, label="FD-1", proposed=True)], NOW)
    made.add([Draft("Depoo", "7", OpKind.UPDATE, {"notes": "Helista"}, {"notes": None}, label="#7")], NOW)
    if hasattr(OpKind, "UPLOAD"):
        with contextlib.suppress(ImportError):
            made.add([paper()], NOW)
    made.pause("Depoo", NOW + 60)
    made.close()


def paper():
    from fleetdesk.domain.drafts import paper_draft
    from fleetdesk.domain.papers import Filing, Paper, PaperType
    from fleetdesk.domain.tasks import Task

    made = known(Paper, sha256="c3" * 32, size=10, mime="application/pdf", name="cmr.pdf", type=PaperType.CMR)
    return paper_draft(known(Filing, task=Task("Depoo", 7), paper=made))


def _limit():
    try:
        from fleetdesk.api.vezma.client import LIMIT
    except ImportError:  # the count knew it by itself
        return None
    return LIMIT


def _prepare_map():
    try:
        from fleetdesk.mapview.engine import prepare_engine
    except ImportError:
        from fleetdesk.mapview.widget import register_scheme as prepare_engine
    prepare_engine()


def layout(folder):
    """The window of that state, with a size and a column width that no other has; needs the map's built files."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication, QTableView

    from fleetdesk.sync.area import AreaDesk
    from fleetdesk.sync.background import Background
    from fleetdesk.sync.store import Store
    from fleetdesk.ui.main_window import MainWindow
    from fleetdesk.ui.theme import LIGHT

    _prepare_map()
    qt, store = QApplication([]), Store(lambda: AT)
    area = AreaDesk(store, {}, Background(lambda name, error: None))
    kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(store, area, lambda: LIGHT, ZoneInfo("Europe/Riga"), kept)
    window.resize(790, 741)
    vehicles = next(each for each in window.findChildren(QTableView) if each.accessibleName() == "Vehicles")
    vehicles.horizontalHeader().resizeSection(1, 177)
    window.keep_layout()
    kept.sync()
    qt.processEvents()
    os._exit(0)  # an engine that was never shown need not be ended in order


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    importlib.import_module("fleetdesk")
    for make in (settings, books, lesson, tray, cache, count, outbox, layout):
        try:
            make(folder)
        except ImportError as error:
            sys.stdout.write(f"{make.__name__}: this state has none ({error})\n")


if __name__ == "__main__":
    main()
