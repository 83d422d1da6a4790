"""Every text in every state: what the window shows, whether anything was fetched, and how long its thread was away."""

import os
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.hostile_text.looking import faults, sizes
from tests.hostile_text.states import World
from tests.hostile_text.strings import hostile


class Bait:
    """A picture that nobody may read: its time of access tells."""

    def __init__(self, folder):
        self.path = Path(folder) / "bait.png"
        self.path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
        os.utime(self.path, (0, time.time()))

    @property
    def was_read(self):
        return self.path.stat().st_atime != 0


def trial(desk, folder, cases, seed, only=None):
    """The sentences of all faults, and for each state the longest time that one step took, in milliseconds."""
    bait = Bait(folder)
    world, wrong, longest = World(desk, folder), [], {}
    world.fill("plain")
    rest = _rest(world)
    for kind, text in hostile(cases, seed, bait.path.as_uri()):
        _step(longest, "fill", lambda text=text: world.fill(text))
        for name, opened in world.states(text).items():
            if only and name not in only:
                continue
            windows = _step(longest, name, opened)
            _step(longest, f"{name}, painted", QApplication.processEvents)
            for each in windows:
                wrong += [f"{kind}: {fault}" for fault in faults(each, name)]
            wrong += [
                f"{kind}: {name}: {fault}" for fault in _grown(rest[name], _sizes(world, windows), FLOATING.get(name))
            ]
            world.close()
            _settle()
            if bait.was_read:
                return [*wrong, f"{kind}: {name}: a file was read"], longest
    return wrong, longest


def _settle():
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def _step(longest, name, do):
    began = time.perf_counter()
    made = do()
    longest.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return made


def _rest(world):
    """The sizes in every state with plain words; twice, because what was opened first leaves others visible."""
    found = {}
    for name, opened in [*world.states("plain").items()] * 2:
        windows = opened()
        QApplication.processEvents()
        found[name] = _sizes(world, windows)
        world.close()
        _settle()
    return found


def _sizes(world, windows):
    _settle()
    world.window.grab()  # so that every layout is done
    others = enumerate(each for each in windows if each is not world.window)
    return sizes(world.window) | {f"window {number}": each.size().toTuple() for number, each in others}


FLOATING = {"menus": (660, 400), "dragged": (400, 40), "bubble": (500, 320), "notices": (1300, 900)}
"""What comes and goes over the window may follow its text up to these pixels."""


def _grown(before, now, most):
    for name in before.keys() & now.keys():
        follows = most and name.startswith(("window ", "least"))
        bounded = follows and all(here <= there for here, there in zip(now[name], most, strict=True))
        if now[name] != before[name] and not bounded:
            yield f"{name} was {before[name]} and is {now[name]}"


def run(cases, seed, only=None):
    """A trial in a window of its own."""
    from fleetdesk.ui.theme import LIGHT, dress
    from tests.ui.conftest import Desk
    from tests.ui.desk import ZONE

    application = QApplication.instance() or QApplication([])
    dress(application, LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), ZONE)
        desk.window.show()
        application.processEvents()
        try:
            return trial(desk, Path(folder), cases, seed, only)
        finally:
            desk.close()
