"""Prepares the checkout with a Python that FleetDesk runs on: `python3 packaging/prepare.py run|dev|libraries`.

`make` calls it before everything else. Whatever Python the system has runs this file, so it is written for old ones
too; packaging/environment.py does the work.
"""

import os
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
WANTED = "FleetDesk needs Python 3.11, 3.12 or 3.13, and this is Python %d.%d. Install one of them and run make again."


def fits(command):
    """Whether this command starts a Python from 3.11 to 3.13."""
    asked = "import sys; sys.exit(not (%r <= tuple(sys.version_info[:2]) <= %r))" % (OLDEST, NEWEST)
    try:
        with open(os.devnull, "w") as nowhere:
            return subprocess.call([command, "-c", asked], stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False


def find_python():
    """Give the command of a Python that fits: this one where it does, else the newest on the path."""
    if OLDEST <= tuple(sys.version_info[:2]) <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if fits("python3.%d" % minor):
            return "python3.%d" % minor
    sys.exit(WANTED % tuple(sys.version_info[:2]))


if __name__ == "__main__":
    steps = os.path.join(os.path.dirname(os.path.abspath(__file__)), "environment.py")
    sys.exit(subprocess.call([find_python(), steps] + sys.argv[1:]))
