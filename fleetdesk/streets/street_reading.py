"""One reading of the streets of a map file, in a process of its own, which ends with it."""

import contextlib
import io
import json
import subprocess
import threading
from collections.abc import Mapping, Sequence

import msgspec

from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.known_place import StreetRow
from fleetdesk.reader.worker_process import command, kill, popen
from fleetdesk.streets.gathered_streets import MOST_ROWS
from fleetdesk.streets.tiles import TileError

COMMAND = command("fleetdesk.streets.street_process")
DEADLINE_S = 7200.0
"""Longer than the process may work: this is for a disk that does not answer."""
AT_ONCE = 2000
LONGEST_LINE = 4096  # bytes
_NO_STREETS = _("The streets of that map file cannot be read: it is damaged, or made to do harm.")


class StreetReading:
    """Reads a file once; `rows` blocks and is called from one thread at a time, `stop` from any."""

    def __init__(self, file: str, command: Sequence[str] = COMMAND) -> None:
        self._file, self._command = file, command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: io.BufferedReader | None = None
        self._stopped = False
        self._count = 0
        self._alarm = threading.Timer(DEADLINE_S, self.stop)
        self._alarm.daemon = True
        self._row = msgspec.json.Decoder(StreetRow)
        self.totals: Mapping[str, int] = {}
        """How many tiles were read and rows told, when all is read."""

    def rows(self) -> list[StreetRow]:
        """Return some thousand more rows, none when all are told; TileError where the file cannot be used."""
        if self.totals:
            return []  # the last line was read
        try:
            return self._some(self._lines or self._start())
        except (OSError, EOFError, ValueError) as error:
            self.close()
            raise error if isinstance(error, TileError) else TileError(_NO_STREETS) from error

    def stop(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            self._stopped = True
            if self._process:
                kill(self._process)
        self._alarm.cancel()

    def _start(self) -> io.BufferedReader:
        with self._lock:
            if self._stopped:
                raise EOFError
            self._process = popen(self._command)
        self._alarm.start()
        assert self._process.stdin
        assert self._process.stdout
        with self._process.stdin as asked:
            asked.write(json.dumps(self._file).encode() + b"\n")
        self._lines = io.BufferedReader(self._process.stdout)  # type: ignore[arg-type]
        return self._lines

    def _some(self, lines: io.BufferedReader) -> list[StreetRow]:
        found: list[StreetRow] = []
        while len(found) < AT_ONCE:
            line = lines.readline(LONGEST_LINE)
            if line.startswith(b"{"):
                self._end(line)
                break
            self._count += 1
            if not line.endswith(b"\n") or self._count > MOST_ROWS:
                raise EOFError
            found.append(self._row.decode(line))
        return found

    def _end(self, line: bytes) -> None:
        """Take the last line, which says how much there was or what is wrong."""
        said = msgspec.json.decode(line, type=dict[str, int | str])
        if "trouble" in said:
            raise TileError(str(said["trouble"]))
        if said.keys() != {"tiles", "rows"}:
            raise EOFError
        self.totals = {name: int(count) for name, count in said.items()}

    def close(self) -> None:
        """End the process and wait for that, from the thread that reads."""
        self.stop()
        process = self._process
        for pipe in (self._lines, process and process.stdin, process and process.stdout):
            with contextlib.suppress(OSError):
                pipe and pipe.close()
        if process:
            process.wait()
