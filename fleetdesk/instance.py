"""One desk a user: the second start raises the first. Commands tell a running desk that the outbox has changed.

What is said goes through files beside the lock: a socket of Qt's that Python holds ended in freed memory here, now and
then, when the other side hung up.
"""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer

ANSWER_S, LOOK_EVERY_S, LOOK_EVERY_MS = 3.0, 0.05, 300
RAISE, OUTBOX = "raise", "outbox"
_WORDS = {RAISE, OUTBOX}
_LONGEST = 64


class Instance(QObject):
    """The claim on a folder of data; held until the program ends, or dies."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        self._data = data
        self._lock = QLockFile(str(data / "desk.lock"))
        self._lock.setStaleLockTime(0)  # a holder that lives is never taken for dead, however long it has run
        self._heard: Callable[[str], None] = lambda word: None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def claim(self) -> bool:
        """Takes the folder, unless a living program has it; where nothing can be written nobody can claim anything."""
        locked = self._lock.isLocked() or self._lock.tryLock(0)
        return locked or self._lock.error() is QLockFile.LockError.PermissionError

    @property
    def claimed(self) -> bool:
        """Whether this program holds the folder."""
        return self._lock.isLocked()

    def listen(self, heard: Callable[[str], None]) -> None:
        """Hears what other starts say; only the holder of the claim may call this."""
        self._heard = heard
        self._words()  # what was said to a desk that is gone
        self._timer.start()

    def _look(self) -> None:
        for word in self._words():
            if word in _WORDS:
                self._heard(word)

    def _words(self) -> list[str]:
        """Takes what was said; three looks a second at the names in the own folder, and a read only where one is."""
        found = []
        for file in self._data.glob("*.word"):
            with contextlib.suppress(OSError):
                found.append(file.read_bytes()[:_LONGEST].decode("ascii", "replace").strip())
                file.unlink()
        return list(dict.fromkeys(found))

    def tell(self, word: str) -> bool:
        """Says a word to the desk that holds the claim; False where none does, or it does not take it in 3 s."""
        if self.claimed:
            return False
        if self._lock.tryLock(0):
            self._lock.unlock()
            return False
        said = self._data / f"{os.getpid()}.word"
        try:
            self._write(said, word)
        except OSError:
            return False
        until = time.monotonic() + ANSWER_S
        while said.exists() and time.monotonic() < until:
            time.sleep(LOOK_EVERY_S)
        return not said.exists()

    def _write(self, said: Path, word: str) -> None:
        """Whole or not at all: a name that is there has its word in it."""
        beside = said.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(word)
        beside.replace(said)

    def release(self) -> None:
        """Gives the folder up."""
        self._timer.stop()
        self._lock.unlock()
