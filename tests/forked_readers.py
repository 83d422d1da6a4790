"""Starts the processes that read strangers' files as forks of one that has the imports done.

Such a process takes 0.3 s to import what it needs, most files a tenth of that to be read; the tests read hundreds. A
fork is a child of the process that wanted it, in a session of its own, as one that is started anew. Another command,
another language and another system get a process that is started anew.
"""

import ctypes
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

from fleetdesk.reader.work import WORK
from fleetdesk.reader.worker_process import command as command_of
from fleetdesk.reader.worker_process import environment
from tests.forked import LENGTH, ROOT, Server

MAINS = (
    "fleetdesk.reader.worker",
    "fleetdesk.streets.file_process",
    "fleetdesk.streets.near_process",
    "fleetdesk.streets.street_process",
)
"""Whose `main` a process of the reader runs."""
LATER = ("joining", "dossiers", "pasting")
"""Modules of fleetdesk.documents that a process imports when it has the job."""
CLONE = {"x86_64": 56, "aarch64": 220}.get(os.uname().machine, 0) if sys.platform == "linux" else 0
"""The number of the system call that makes a process."""
CLONE_PARENT = 0x8000
CAN = bool(CLONE)
COMMANDS = {command_of(module): module for module in MAINS}
START = "import sys; sys.path.insert(0, sys.argv[1]); from tests.forked_readers import main; main()"


class ReaderServer(Server):
    """The process that forks; it imports when it is first asked."""

    def __init__(self):
        self._lock, self._environment = threading.Lock(), environment()
        words = ["-I", "-X", "utf8", "-c", START, str(ROOT)]
        super().__init__(words, env=self._environment, stdout=subprocess.DEVNULL)

    def popen(self, command, **how):
        """Start a process; what it takes and returns is as for subprocess.Popen."""
        module = COMMANDS.get(tuple(command))
        if module is None or how["env"] != self._environment:
            return subprocess.Popen(command, **how)
        with self._lock:
            return self._forked(module)

    def _forked(self, module):
        (their_in, to_it), (from_it, their_out) = os.pipe(), os.pipe()
        data = json.dumps(module).encode()
        socket.send_fds(self._socket, [data], [their_in, their_out])
        os.close(their_in)
        os.close(their_out)
        pid = int.from_bytes(self._socket.recv(LENGTH), "big")
        assert pid, "the server has ended"
        return ForkedReader(pid, to_it, from_it)


class ForkedReader:
    """One process that was forked, spoken to as subprocess.Popen is."""

    def __init__(self, pid, to_it, from_it):
        self.pid, self.returncode = pid, None
        self.stdin, self.stdout = os.fdopen(to_it, "wb", buffering=0), os.fdopen(from_it, "rb", buffering=0)
        self._lock = threading.Lock()

    def wait(self):
        """Wait for its end, and return its exit code."""
        with self._lock:
            if self.returncode is None:
                self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return self.returncode

    def kill(self):
        """End it."""
        os.kill(self.pid, signal.SIGKILL)


def main():
    """Import what the reader needs, and become one whenever that is asked for."""
    connection = socket.socket(fileno=int(sys.argv[2]))
    module, files = serve(connection)
    os.setsid()  # whoever hears of the process may end its group
    connection.sendall(os.getpid().to_bytes(LENGTH, "big"))
    connection.close()
    files.append(os.open(os.devnull, os.O_WRONLY))
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    import_module(module).main()


def serve(connection):
    """Fork for each module that is asked for; return in the fork, with the module and its input and output."""
    while True:
        asked, files, _flags, _from = socket.recv_fds(connection, 1000, 2)
        if not asked:
            sys.exit()
        import_all()
        if not sibling():
            return json.loads(asked), files
        for each in files:
            os.close(each)


def import_all():
    """Import what any reader needs; only the first time does anything."""
    for name in (*MAINS, *(f"fleetdesk.documents.{each}" for each in LATER), *(work.module for work in WORK.values())):
        import_module(name)
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork would lack the other threads"
    gc.freeze()


def sibling():
    """Fork a child of this process's parent, which waits for it; return its number, and 0 in the child."""
    python = ctypes.PyDLL(None, use_errno=True)
    python.PyOS_BeforeFork()
    number = python.syscall(CLONE, CLONE_PARENT | signal.SIGCHLD, 0, 0, 0, 0)
    if number:
        python.PyOS_AfterFork_Parent()
    else:
        python.PyOS_AfterFork_Child()
    if number < 0:
        raise OSError(ctypes.get_errno(), "the system makes no process")
    return number


if __name__ == "__main__":
    main()
