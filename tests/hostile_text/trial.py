"""Every text in every state: what the window shows, whether anything was fetched, and how long its thread was away."""

import os
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.conftest import application
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


def trial(desk, folder, cases, seed, only=None, share=1):
    """The sentences of all faults, and for each state the times of its steps in milliseconds: clock, processor.

    With a `share` of 2 each text is in every second state only, the next one in the others.
    """
    bait = Bait(folder)
    world, wrong, longest = World(desk, folder), [], {}
    world.fill("plain")
    rest = _rest(world)
    for number, (kind, text) in enumerate(hostile(cases, seed, bait.path.as_uri())):
        _step(longest, "fill", lambda text=text: world.fill(text))
        for place, (name, opened) in enumerate(world.states(text).items()):
            if (only and name not in only) or (place + number) % share:
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
    """What it made; its time goes into `longest`: on the clock, and of the processor, whatever else runs."""
    began, worked = time.perf_counter(), time.thread_time()
    made = do()
    longest.setdefault(name, []).append(((time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000))
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
    needed = [(name, size) for state, each in found.items() if state not in FLOATING for name, size in each.items()]
    for each in found.values():  # what is needed at least follows some states later, so the most of all states counts
        for name in [name for name in each if name.startswith("least")]:
            each[name] = tuple(
                max(sizes) for sizes in zip(*(size for other, size in needed if other == name), strict=True)
            )
    return found


def _sizes(world, windows):
    _settle()
    world.window.layout().activate()
    others = enumerate(each for each in windows if each is not world.window)
    return sizes(world.window) | {f"window {number}": each.size().toTuple() for number, each in others}


FLOATING = {
    "menus": (660, 400),
    "replay meetings": (660, 400),
    "dragged": (400, 40),
    "bubble": (500, 320),
    "notices": (1300, 900),
    "kept aside": (1300, 900),
    "map sources": (760, 460),
}
"""What comes and goes over the window may follow its text up to these pixels, and so may an answer in a dialog."""


def _grown(before, now, most):
    """Any other size of a window or panel; of what is needed at least, only more: a sentence may be missing."""
    for name in before.keys() & now.keys():
        if name.startswith("least") and all(here <= there for here, there in zip(now[name], before[name], strict=True)):
            continue
        follows = most and name.startswith(("window ", "least"))
        bounded = follows and all(here <= there for here, there in zip(now[name], most, strict=True))
        if now[name] != before[name] and not bounded:
            yield f"{name} was {before[name]} and is {now[name]}"


def run(cases, seed, only=None):
    """A trial in a window of its own."""
    from fleetdesk.ui.widgets.theme import LIGHT, dress
    from tests.ui.conftest import Desk
    from tests.ui.desk import ZONE

    dress(application(), LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), ZONE)
        desk.window.show()
        desk.build_every_dock()
        QApplication.processEvents()
        try:
            return trial(desk, Path(folder), cases, seed, only)
        finally:
            desk.close()
