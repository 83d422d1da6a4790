"""Runs commands of FleetDesk, each in a process of its own that is forked from one which has the imports done.

A command takes 0.4 s to import what it needs and some hundredths for the rest; the tests start hundreds. What a command
imports, and how it starts in another language, is for tests that start it anew.
"""

import atexit
import contextlib
import gc
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
from importlib import import_module

from tests.conftest import ROOT

LENGTH = 8
_servers: list["ForkServer"] = []


def run_command(words, environment, cwd=ROOT, timeout=60):
    """Run `fleetdesk` with these words to its end, as subprocess.run does."""
    words = [*map(str, words)]
    if not hasattr(os, "fork"):
        command = [sys.executable, "-m", "fleetdesk", *words]
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=timeout)
    if not _servers:
        _servers.append(ForkServer())
    return _servers[0].run(words, environment, cwd, timeout)


class ForkServer:
    """The process that forks; it ends with the one that started it."""

    def __init__(self):
        self._socket, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked", str(theirs.fileno())],
            cwd=ROOT,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        atexit.register(self._close)

    def run(self, words, environment, cwd, timeout):
        """Run one command to its end."""
        asked = json.dumps({"words": words, "environment": dict(environment), "cwd": str(cwd)}).encode()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            socket.send_fds(self._socket, [len(asked).to_bytes(LENGTH, "big")], [out.fileno(), err.fileno()])
            self._socket.sendall(asked)
            self._socket.settimeout(timeout)
            try:
                code = json.loads(_read(self._socket, int.from_bytes(_read(self._socket, LENGTH), "big")))
            except TimeoutError:
                self._close()
                _servers.remove(self)
                raise subprocess.TimeoutExpired(["fleetdesk", *words], timeout) from None
            return subprocess.CompletedProcess(["fleetdesk", *words], code, _text(out), _text(err))

    def _close(self):
        self._process.kill()
        self._process.wait()
        self._socket.close()


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
    """Fork for each command that is asked for, and tell its exit code; return in the fork, with its words."""
    while True:
        size, files, _flags, _from = socket.recv_fds(connection, LENGTH, 2)
        if not size:
            sys.exit()
        asked = json.loads(_read(connection, int.from_bytes(size, "big")))
        child = os.fork()
        if not child:
            connection.close()
            return asked, files
        for each in files:
            os.close(each)
        _pid, status = os.waitpid(child, 0)
        told = json.dumps(os.waitstatus_to_exitcode(status)).encode()
        with contextlib.suppress(BrokenPipeError):
            connection.sendall(len(told).to_bytes(LENGTH, "big") + told)


def main():
    """Import what commands need, and become one whenever that is asked for."""
    from fleetdesk import commands
    from fleetdesk.__main__ import main as run

    for each in pkgutil.iter_modules(commands.__path__):
        import_module(f"fleetdesk.commands.{each.name}")
    gc.freeze()
    asked, (out, err) = serve(socket.socket(fileno=int(sys.argv[1])))
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["fleetdesk", *asked["words"]]
    sys.exit(run())


if __name__ == "__main__":
    main()
