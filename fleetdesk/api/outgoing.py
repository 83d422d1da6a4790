"""A copy on its way to a server: read piece by piece, its hash checked on the way, stopped between two pieces."""

import hashlib
from pathlib import Path

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _


class Halted(FleetError):
    """The user stopped it on the way; the server cannot have the whole of it."""


class Spoilt(FleetError):
    """The copy on this disk is not what was copied, so its end was not sent."""


class Outgoing:
    """A file as httpx reads one; another thread may read `sent` (bytes) and call halt() at any time.

    Every try begins with seek(0), so that a second one sends the whole again.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        self.path, self._wanted = path, sha256
        self.size = path.stat().st_size
        self._file = path.open("rb")
        self._hash = hashlib.sha256()
        self.sent = 0
        self.halted = False

    def halt(self) -> None:
        """Stop it before its next piece; what is gone already cannot be stopped."""
        self.halted = True

    def read(self, count: int = -1) -> bytes:
        """Return the next piece; Halted or Spoilt instead of the last one."""
        if self.halted:
            raise Halted(_("It was stopped."))
        piece = self._file.read(count)
        self._hash.update(piece)
        self.sent += len(piece)
        if (self.sent >= self.size or not piece) and self._hash.hexdigest() != self._wanted:
            raise Spoilt(_("The copy of it on this disk is damaged. Drop the file again."))
        return piece

    def seek(self, place: int, whence: int = 0) -> int:
        """Go back to the beginning."""
        self._hash, self.sent = hashlib.sha256(), 0
        return self._file.seek(place, whence)

    def __len__(self) -> int:
        """Return the number of its bytes."""
        return self.size

    def fileno(self) -> int:
        """Return the file's descriptor, from which its length is read."""
        return self._file.fileno()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
