"""The reading process with a wrapper around it, which notes how much memory it took."""

import sys

from fleetdesk.reader.worker_process import COMMAND

# The output stays open until the figure is written, for whoever hears its end ends this process too.
_WRAPPER = """
import os, sys
pid = os.fork()
if not pid:
    os.execv(sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(pid, 0)
with open(sys.argv[1], "a") as file:
    file.write(f"{used.ru_maxrss}\\n")
os._exit(os.waitstatus_to_exitcode(status) & 255)
"""


class Measured:
    """A command like the reader's own; `take_mb` tells what its last process took.

    `mark` stands on the command lines of the wrapper and of the process, so that one that is left is found.
    """

    def __init__(self, folder, command=COMMAND):
        self._notes = folder / "peaks"
        self._notes.touch()
        self.mark = str(self._notes)
        self._command = command

    def around(self, command=None):
        """The command, the reading process's own where none is named, with the wrapper around it."""
        return (sys.executable, "-I", "-S", "-c", _WRAPPER, self.mark, *(command or self._command), self.mark)

    def take_mb(self):
        """Megabytes at most since the last time; 0 where the process was ended before it ended itself."""
        noted = [int(line) / 1024 for line in self._notes.read_text().splitlines()]
        self._notes.write_text("")
        return max(noted, default=0.0)
