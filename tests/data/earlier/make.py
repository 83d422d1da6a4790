"""Makes the files that a state of FleetDesk keeps, with its own code: PYTHONPATH=ITS_CHECKOUT python make.py FOLDER.

The names of that state are looked up when it runs, since today's checkout no longer has many of them.
"""

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


def its(module, *names):
    """What that state has under these names in a module of its own; ImportError where it has none."""
    found = importlib.import_module(f"fleetdesk.{module}")
    try:
        values = [getattr(found, name) for name in names]
    except AttributeError as error:
        raise ImportError(str(error)) from error
    return values if len(values) > 1 else values[0]


def settings(folder):
    Secrets = its("secrets", "Secrets")
    Account, Settings, Tiles = its("settings", "Account", "Settings", "Tiles")
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
        save = its("settings", "save")
    except ImportError:  # a later state writes what differs, into what the user wrote
        Settings, SettingsFile = its("settings", "Settings"), its("settings_file", "SettingsFile")
        path.write_text('[[paper]]\npattern = "Rimi"\ntypes = ["cmr"]\n', "utf-8")
        SettingsFile(path).save(made, Settings())
    else:
        save(made, path)


def writer():
    write_whole = its("settings", "write_whole")
    return lambda path, text: write_whole(path, text, 0o600)


def books(folder):
    AreaBook = its("storage.areas", "AreaBook")
    (package,) = importlib.import_module("fleetdesk").__path__
    has_templates = Path(package, "ui", "task_commands.py").exists()
    for name in ("areas", "templates") if has_templates else ("areas",):
        book = AreaBook(folder / f"{name}.json", writer())
        book.save("Õismäe", json.dumps(SQUARE if name == "areas" else {"notes": "Helista", "service_min": 15}))


def lesson(folder):
    Memory = its("lesson_memory", "Memory")
    Account, Folders = its("settings", "Account", "Folders")
    account = known(Account, name="Depoo", provider="metrotec", url="http://127.0.0.1:8081", overrides=PLACES)
    Memory(Folders(folder, folder, folder, folder)).keep(account)


def tray(folder):
    Kept, Tray = its("storage.tray", "Kept", "Tray")
    Tray(folder / "tray.json", writer()).keep([
        Kept("a1" * 32, 1234, "image/jpeg", "veokiri.jpg", "It is a JPEG.", "Depoo/7", "cmr"),
        Kept("b2" * 32, 99, "application/pdf", "arve.pdf"),
    ])  # fmt: skip


def cache(folder):
    Position, Unit, UnitKind = its("domain.units", "Position", "Unit", "UnitKind")
    Cache = its("storage.cache", "Cache")
    made = Cache(folder / "cache.db")
    made.keep_units("Depoo", [known(Unit, account="Depoo", id="U1", name="123 ABC")])
    made.keep_positions([known(Position, account="Depoo", unit="U1", lat=59.4, lon=24.7, fixed_at=AT, received_at=AT,
                               unit_kind=next(iter(UnitKind)))])  # fmt: skip
    made.close()


def count(folder):
    RequestLedger = its("storage.ledger", "RequestLedger")
    ledger = RequestLedger(folder / "count.db", *filter(None, [_limit()]), clock=lambda: NOW)
    for _ in range(3):
        ledger.take(True)
    close = getattr(ledger, "close", None) or ledger._db.close
    close()


def outbox(folder):
    Draft, OpKind = its("domain.outbox", "Draft", "OpKind")
    Outbox = its("storage.outbox", "Outbox")
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
    paper_draft, Task = its("domain.drafts", "paper_draft"), its("domain.tasks", "Task")
    Filing, Paper, PaperType = its("domain.papers", "Filing", "Paper", "PaperType")
    made = known(Paper, sha256="c3" * 32, size=10, mime="application/pdf", name="cmr.pdf", type=PaperType.CMR)
    return paper_draft(known(Filing, task=Task("Depoo", 7), paper=made))


def _limit():
    try:
        return its("api.vezma.client", "LIMIT")
    except ImportError:  # the count knew it by itself
        return None


def _prepare_map():
    try:
        prepare_engine = its("mapview.engine", "prepare_engine")
    except ImportError:
        prepare_engine = its("mapview.widget", "register_scheme")
    prepare_engine()


def layout(folder):
    """The window of that state, with a size and a column width that no other has; needs the map's built files."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication, QTableView

    AreaDesk, Background = its("sync.area", "AreaDesk"), its("sync.background", "Background")
    Store, MainWindow = its("sync.store", "Store"), its("ui.main_window", "MainWindow")
    LIGHT = its("ui.theme", "LIGHT")
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
