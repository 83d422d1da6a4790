"""Starts our modules in processes that are forked from one which has the imports done.

A command takes 0.4 s to import what it needs, the simulator and a window a second; the tests start hundreds. What is
imported at a start, and how a start in another language goes, is for tests that start Python anew. Where the system
cannot fork, Python is started anew for all.
"""

import atexit
import contextlib
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 8
CAN = hasattr(os, "fork") and hasattr(os, "pidfd_open")
IMPORTS = {
    "commands": ("fleetdesk.commands.*", "fleetdesk.simulator.server"),
    "window": ("fleetdesk.app.main", "PySide6.QtTest"),
}
"""What is imported before the fork, by the kind of module."""
_servers: dict[str, "ForkServer"] = {}


def run_command(words, environment, cwd=ROOT, timeout=60):
    """Run `fleetdesk` with these words to its end, as subprocess.run does."""
    return run_module("fleetdesk", words, environment, cwd, timeout)


def run_module(module, words, environment, cwd=ROOT, timeout=60, *, kind="commands"):
    """Run a module with these words to its end, as subprocess.run does with `python -m`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = start_module(module, words, environment, cwd, out=out, err=err, kind=kind)
        code = started.wait(timeout)
        return subprocess.CompletedProcess([module, *map(str, words)], code, _text(out), _text(err))


def start_module(module, words, environment, cwd=ROOT, *, out, err=None, kind="commands"):
    """Start a module with these words, its output going into files; it has wait(), terminate() and kill()."""
    words = [*map(str, words)]
    if not CAN:
        command = [sys.executable, "-m", module, *words]
        return subprocess.Popen(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    if kind not in _servers:
        _servers[kind] = ForkServer(kind)
    return _servers[kind].start(module, words, environment, cwd, out, err or sys.__stderr__)


class Server:
    """A Python process with a socket to this one, with which it ends; the number of its end is its last word."""

    def __init__(self, words, **how):
        self._socket, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, *words, str(number)]
            self._process = subprocess.Popen(command, pass_fds=[number], stdin=subprocess.DEVNULL, **how)
        atexit.register(self.close)

    def close(self):
        """End the server."""
        self._process.kill()
        self._process.wait()
        self._socket.close()


class ForkServer(Server):
    """The process that forks modules of a kind."""

    def __init__(self, kind):
        super().__init__(["-m", "tests.forked", kind], cwd=ROOT)

    def start(self, module, words, environment, cwd, out, err):
        """Start a module in a fork."""
        asked = {"module": module, "words": words, "environment": dict(environment), "cwd": str(cwd)}
        data = json.dumps(asked).encode()
        socket.send_fds(self._socket, [len(data).to_bytes(LENGTH, "big")], [out.fileno(), err.fileno()])
        self._socket.sendall(data)
        return Forked(self, int.from_bytes(_read(self._socket, LENGTH), "big"))

    def code_of(self, pid):
        """Return the exit code of a process that has ended."""
        self._socket.sendall(pid.to_bytes(LENGTH, "big"))
        return int.from_bytes(_read(self._socket, LENGTH), "big", signed=True)


class Forked:
    """One process that was forked."""

    def __init__(self, server, pid):
        self._server, self.pid = server, pid
        self._handle = os.pidfd_open(pid)
        self.returncode = None

    def wait(self, timeout=None):
        """Wait for its end and return its exit code; a process that takes longer is killed."""
        if self.returncode is None:
            if not select.select([self._handle], [], [], timeout)[0]:
                self.kill()
                raise subprocess.TimeoutExpired("a forked module", timeout)
            os.close(self._handle)
            self.returncode = self._server.code_of(self.pid)
        return self.returncode

    def terminate(self):
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self):
        """End it."""
        self._send(signal.SIGKILL)

    def _send(self, number):
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)


def _text(file):
    file.seek(0)
    return file.read().decode("utf-8")


def _read(connection, count):
    found = b""
    while len(found) < count:
        part = connection.recv(count - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def serve(connection):
    """Fork for each module that is asked for, and tell how processes ended; return in the fork, with what it is."""
    while True:
        try:
            head, files, _flags, _from = socket.recv_fds(connection, LENGTH, 2)
        except OSError:
            sys.exit()
        if not head:
            sys.exit()
        if not files:  # the number of a process that has ended
            _pid, status = os.waitpid(int.from_bytes(head, "big"), 0)
            connection.sendall(os.waitstatus_to_exitcode(status).to_bytes(LENGTH, "big", signed=True))
            continue
        asked = json.loads(_read(connection, int.from_bytes(head, "big")))
        child = os.fork()
        if not child:
            connection.close()
            return asked, files
        for each in files:
            os.close(each)
        connection.sendall(child.to_bytes(LENGTH, "big"))


def import_all(names):
    """Import modules, and with `.*` all of a package."""
    for name in names:
        package, _dot, every = name.rpartition(".")
        if every != "*":
            import_module(name)
            continue
        folder = Path(str(import_module(package).__file__)).parent
        for each in sorted(folder.glob("[!_]*.py")):
            import_module(f"{package}.{each.stem}")


def main():
    """Import what modules of a kind need, and become one whenever that is asked for."""
    import_all(IMPORTS[sys.argv[1]])
    gc.freeze()
    asked, (out, err) = serve(socket.socket(fileno=int(sys.argv[2])))
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = [asked["module"], *asked["words"]]
    runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
