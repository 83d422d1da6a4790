"""One run of the process that reads what strangers made: its job in, its answer out, and its end, whatever it does."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import arrived
from fleetdesk.base.translation import ENVIRONMENT, _

MOST_BYTES = 64 << 20
LONGEST_FACTS = 1 << 20
_PIECE = 1 << 16
# The package is found where this one was, whether installed or not; -I keeps the environment and the folder out.
_START = "import sys; sys.path.append(sys.argv[1]); from {} import main; main()"
_NEEDED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", *ENVIRONMENT)
_FEW_THREADS = {"OPENBLAS_NUM_THREADS": "1"}  # each thread of numpy's library takes room that the limit counts


def command(module: str) -> tuple[str, ...]:
    """Return the command that starts a process which runs the `main` of a module of ours."""
    return (sys.executable, "-I", "-X", "utf8", "-c", _START.format(module), str(Path(__file__).resolve().parents[2]))


COMMAND = command("fleetdesk.reader.worker")
start_process: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen
"""What starts a process; tests put in its place what forks one that has the imports done."""


class Failed(Exception):
    """The process gave no answer; the words say why, as in "it took longer than 5 s"."""


class Run:
    """A process for one job, ended when it answered, when it takes longer than `deadline_s`, or by `stop`."""

    def __init__(
        self, job: Mapping[str, Any], deadline_s: float, command: Sequence[str] = COMMAND, content: bytes = b""
    ) -> None:
        """Prepare the run of a job; `content` is what the job works on where that is no file."""
        self._job, self._deadline_s, self._command, self._content = job, deadline_s, command, content
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended_for = ""

    def answer(self) -> tuple[dict[str, Any], memoryview]:
        """Return facts and bytes; Failed where it crashed, took too long, said too much or was stopped. Blocks."""
        process = self._start()
        alarm = threading.Timer(self._deadline_s, self._end, [_too_long(self._deadline_s)])
        alarm.daemon = True
        alarm.start()
        try:
            said = self._talk(process)
        finally:
            alarm.cancel()
            self._bury(process)
        return self._read(said, process.returncode)

    def stop(self) -> None:
        """End the process now; from any thread, at any time."""
        self._end(_("it was stopped"))

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._ended_for:
                raise Failed(self._ended_for)
            try:
                self._process = popen(self._command)
            except OSError as error:
                raise Failed(
                    _("it needs a process, and none can be started ({reason})").format(reason=error.strerror or error)
                ) from error
            return self._process

    def _talk(self, process: subprocess.Popen[bytes]) -> bytearray:
        assert process.stdin
        assert process.stdout
        job = json.dumps({**self._job, "length": len(self._content)}).encode() + b"\n"
        with contextlib.suppress(OSError):  # it may have died already
            for rest in (memoryview(job), memoryview(self._content)):
                while rest:
                    rest = rest[process.stdin.write(rest) :]
        said = bytearray()
        while piece := process.stdout.read(_PIECE):
            said += piece
            if len(said) > MOST_BYTES:
                raise Failed(_("it gave more than {size} MB").format(size=MOST_BYTES >> 20))
        return said

    def _end(self, why: str) -> None:
        with self._lock:
            self._ended_for = self._ended_for or why
            if self._process:
                kill(self._process)

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        """End the process, which has closed its output, and close its pipes; its number is never used again."""
        with self._lock:
            kill(process)
            self._process = None
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()

    def _read(self, said: bytearray, code: int) -> tuple[dict[str, Any], memoryview]:
        if self._ended_for:
            raise Failed(self._ended_for)
        end = said.find(b"\n", 0, LONGEST_FACTS) + 1
        data = memoryview(said)[end:]
        try:
            facts = json.loads(said[:end], object_hook=arrived)
            whole = facts["length"] == len(data)
        except (ValueError, TypeError, KeyError, RecursionError):
            whole = False
        if not whole:
            raise Failed(_("it may be damaged, or made to do harm") if code else _("it gave no answer"))
        return facts, data


def _too_long(deadline_s: float) -> str:
    seconds = number(deadline_s, 0 if deadline_s == int(deadline_s) else 1)
    return _("it took longer than {seconds} s").format(seconds=seconds)


def environment() -> dict[str, str]:
    """Return what such a process sees of our environment."""
    return {name: os.environ[name] for name in _NEEDED if name in os.environ} | _FEW_THREADS


def popen(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process that is spoken to by pipes, in a group of its own, with little of our environment."""
    return start_process(  # our own interpreter; what is read travels on its input
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that popen() started, and what it started."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
