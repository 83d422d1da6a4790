"""A map file, read by a process of its own, which is ended when it takes too long, and started again."""

import contextlib
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from fleetdesk.base.translation import _
from fleetdesk.reader.worker_process import command, kill, popen
from fleetdesk.streets.file_process import LENGTH, PLACE
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.tiles import LARGEST_TILE, TileError

COMMAND = command("fleetdesk.streets.file_process")
OPEN_S, ANSWER_S = 15.0, 5.0  # the process has shorter deadlines of its own: these are for one that does not keep them
NO_ANSWER = (OSError, EOFError, TileError)
_LONGEST_ANSWER = LARGEST_TILE + 100_000
_NO_ANSWER = _("That map file cannot be read: it is damaged, made to do harm, or its disk does not answer.")


class MapFile:
    """A map file; `open`, `ask` and `tile` block and are called from one thread at a time, `close` from any."""

    def __init__(self, file: str, command: Sequence[str] = COMMAND) -> None:
        self._file, self._command = file, command
        self._lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def open(self) -> tuple[Mapping[str, str], Schema]:
        """Start the process and return the file's metadata and schema; TileError where the file cannot be used."""
        try:
            said = json.loads(self._start())
        except (OSError, EOFError, ValueError) as error:
            self.end()
            raise TileError(_NO_ANSWER) from error
        if "trouble" in said:
            self.end()
            raise TileError(said["trouble"])
        return {str(name): str(value) for name, value in said["metadata"].items()}, Schema(said["schema"])

    def tile(self, zoom: int, x: int, y: int) -> bytes:
        """Return a tile, empty where there is none or none can be had."""
        try:
            return self.ask(PLACE.pack(zoom, x, y))
        except NO_ANSWER:
            return b""

    def ask(self, question: bytes) -> bytes:
        """Return the answer to a question; one of NO_ANSWER where none can be had, and the next starts anew."""
        try:
            if self.process is None:
                self.open()
            return self._ask(question, ANSWER_S)
        except NO_ANSWER:
            self.end()
            raise

    def close(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            self._closed = True
            if self.process:
                kill(self.process)

    def _start(self) -> bytes:
        with self._lock:
            if self._closed:
                raise OSError
            self.process = popen(self._command)
        return self._ask(json.dumps(self._file).encode() + b"\n", OPEN_S)

    def _ask(self, question: bytes, deadline_s: float) -> bytes:
        """Return one answer; EOFError or OSError where the process died, or was ended for taking too long."""
        process = self.process
        if process is None or process.stdin is None:
            raise EOFError
        with _killed_after(deadline_s, process):
            process.stdin.write(question)
            (length,) = LENGTH.unpack(_whole(process, LENGTH.size))
            if length > _LONGEST_ANSWER:
                raise EOFError
            return _whole(process, length)

    def end(self) -> None:
        """End the process and wait for that, from the thread that asks; `tile` starts another."""
        with self._lock:
            process, self.process = self.process, None
        if process:
            kill(process)
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    pipe and pipe.close()
            process.wait()


@contextmanager
def _killed_after(deadline_s: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    alarm = threading.Timer(deadline_s, kill, [process])
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _whole(process: subprocess.Popen[bytes], length: int) -> bytes:
    assert process.stdout
    said = bytearray()
    while len(said) < length:
        piece = process.stdout.read(length - len(said))
        if not piece:
            raise EOFError
        said += piece
    return bytes(said)
