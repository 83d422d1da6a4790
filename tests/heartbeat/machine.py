"""What the machine does meanwhile: the map's process dies, its page is left, helpers die, the disk is full."""

import asyncio
import collections
import contextlib
import os
import signal
import subprocess
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage

from tests.documents.left import processes

PAUSE_S = 5.0
FULL_S = 1.5
DISK_MB = 256


class Machine:
    """Does harm to a running desk from outside its code; `disk` is the folder of a small disk, or None."""

    def __init__(self, app, dice, disk):
        self._app, self._dice, self._disk, self.did = app, dice, disk, collections.Counter()

    async def run(self):
        """Until it is cancelled."""
        acts = [self._kill_page, self._leave_page, self._kill_helpers, *([self._fill_disk] if self._disk else [])]
        while True:
            await asyncio.sleep(self._dice.uniform(0.2, 1) * PAUSE_S)
            act = self._dice.choice(acts)
            await act()
            self.did[act.__name__.strip("_")] += 1

    def _pages(self):
        """The map's page; none while it is made anew."""
        return self._app.window.findChildren(QWebEnginePage)

    async def _kill_page(self):
        for page in self._pages():
            if page.renderProcessPid() > 0:  # 0 would be this process group
                os.kill(page.renderProcessPid(), signal.SIGKILL)

    async def _leave_page(self):
        for page in self._pages():
            page.setUrl(QUrl("http://127.0.0.1:9/"))

    async def _kill_helpers(self):
        for child in await asyncio.to_thread(lambda: [*_helpers()]):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    async def _fill_disk(self):
        await asyncio.to_thread(_fill, self._disk / "ballast")
        try:
            await asyncio.sleep(FULL_S)
        finally:
            (self._disk / "ballast").unlink()


def _helpers():
    """The reading processes that run now."""
    for child in processes():
        with contextlib.suppress(OSError):
            if b"fleetdesk.reader" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield int(child)


def _fill(path):
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 20))


@contextlib.contextmanager
def small_disk(folder):
    """A disk of its own, which can be filled; None where this system gives none."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "none", folder], capture_output=True)
    try:
        yield None if done.returncode else folder
    finally:
        if not done.returncode:
            subprocess.run(["umount", "-l", folder], check=True)
