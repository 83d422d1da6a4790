"""What this process and those that it has begun hold of the computer, where the system tells it (Linux)."""

import contextlib
import os
from pathlib import Path


def memory_mb(process):
    """Return the memory of a process in MB, with its share of what it has with others; 0 for one that has ended."""
    return _told_mb(process, "Pss:")


def own_memory_mb(process):
    """Return what a process alone has written to in MB, however many others share its libraries with it meanwhile."""
    return _told_mb(process, "Private_Dirty:")


def _told_mb(process, name):
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)
    return 0.0


def memory_of_all_mb():
    """Return the memory of this process and of all below it in MB."""
    return sum(map(memory_mb, (os.getpid(), *below(os.getpid()))))


def used_s():
    """Return the seconds of the processor that this process and those that run below it have taken."""
    return sum(map(_used_by, (os.getpid(), *below(os.getpid()))))


def below(process):
    """Return the processes that a process has begun, and theirs."""
    children = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                children.setdefault(int(_stat(folder.name)[1]), []).append(int(folder.name))
    found, open_ = [], [process]
    while open_:
        begun = children.get(open_.pop(), [])
        found += begun
        open_ += begun
    return found


def _stat(process):
    """Return the fields of a process that follow its name, which may hold anything."""
    return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()


def _used_by(process):
    with contextlib.suppress(OSError):
        return (int(_stat(process)[11]) + int(_stat(process)[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0
