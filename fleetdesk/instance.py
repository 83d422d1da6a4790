"""One desk a user: the second start raises the first. Commands tell a running desk that the outbox has changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 3000
RAISE, OUTBOX = "raise", "outbox"
_WORDS = {RAISE, OUTBOX}
_LONGEST = 64


class Instance(QObject):
    """The claim on a folder of data; held until the program ends, or dies."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:20]
        self._name = f"fleetdesk-{name}"
        self._lock = QLockFile(str(data / "desk.lock"))
        self._lock.setStaleLockTime(0)  # a holder that lives is never taken for dead, however long it has run
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._heard: Callable[[str], None] = lambda word: None

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
        QLocalServer.removeServer(self._name)  # what a killed desk has left
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.setParent(self)
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        word = bytes(socket.readLine(_LONGEST).data()).decode("ascii", "replace").strip()
        socket.write(b"ok\n")
        socket.flush()
        socket.disconnectFromServer()
        if word in _WORDS:
            self._heard(word)

    def tell(self, word: str) -> bool:
        """Says a word to the desk that holds the claim; False where it does not answer. Waits up to three seconds."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(f"{word}\n".encode())
        socket.flush()
        heard = socket.waitForReadyRead(ANSWER_MS)
        socket.abort()
        return heard

    def release(self) -> None:
        """Gives the folder up."""
        self._server.close()
        self._lock.unlock()
