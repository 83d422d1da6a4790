"""One desk a user: the second start raises the first. Commands tell a running desk that the outbox has changed.

The claim is a lock of the operating system on an open file: the system takes it back from a program that dies, and it
asks for no process number, which another program may have by then. What is said goes through files beside the lock: a
socket of Qt's that Python holds ended in freed memory here, now and then, when the other side hung up.
"""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

from fleetdesk.base.files import OURS, write_whole

ANSWER_S, LOOK_EVERY_S = 3.0, 0.05
RAISE, OUTBOX = "raise", "outbox"
WORDS = frozenset({RAISE, OUTBOX})
_LONGEST = 64
_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Instance:
    """The claim on a folder of data; held until the program ends, or dies."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._descriptor: int | None = None

    def claim(self) -> bool:
        """Take the folder, unless a living program has it.

        True too where the file cannot be written or the file system has no locks: there nobody can claim anything,
        and `claimed` stays False.
        """
        if self.claimed:
            return True
        try:
            descriptor = os.open(self._data / "desk.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            return error.errno not in _HELD
        self._descriptor = descriptor
        return True

    @property
    def claimed(self) -> bool:
        """Return whether this program holds the folder."""
        return self._descriptor is not None

    def words(self) -> list[str]:
        """Take what other starts said since the last call, each word once; only the holder may call this."""
        found = []
        for file in self._data.glob("*.word"):
            with contextlib.suppress(OSError):
                found.append(file.read_bytes()[:_LONGEST].decode("ascii", "replace").strip())
                file.unlink()
        return [word for word in dict.fromkeys(found) if word in WORDS]

    def tell(self, word: str) -> bool:
        """Say a word to the desk that holds the claim; False where none does, or it does not take it in 3 s."""
        if self.claimed:
            return False
        if self.claim():
            self.release()
            return False
        said = self._data / f"{os.getpid()}.word"
        try:
            write_whole(said, word, OURS)  # a name that is there has its word in it
        except OSError:
            return False
        until = time.monotonic() + ANSWER_S
        while said.exists() and time.monotonic() < until:
            time.sleep(LOOK_EVERY_S)
        return not said.exists()

    def release(self) -> None:
        """Give the folder up; the file stays, because a name that is removed could be locked twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
