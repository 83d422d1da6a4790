"""What a process holds of this computer, and whether it grew through a day."""

import gc
import os
import threading
from pathlib import Path

from PySide6.QtCore import QTimer

from tests.processes import own_memory_mb

MB = 1 << 20
GROWTH, SLACK_MB = 0.1, 30
"""How much more memory a process may hold at the end than after the first quarter: a share of it, and so much more."""
BOUNDED_MB = {"recording.db": 320, "log": 12}
"""What may grow, up to the bound that the program keeps it in: the recorded minutes (settings), the log's files."""
FLAT_MB = 5
FEW = 3


def figures(folder, window, page):
    """Own memory of this process and of the map's page in MB, descriptors, threads, timers, and files' sizes in MB."""
    gc.collect()
    return {
        "memory_mb": own_memory_mb(os.getpid()),
        "map_mb": own_memory_mb(page.renderProcessPid()),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
        "timers": len(window.findChildren(QTimer)),
        "files_mb": _files_mb(Path(folder)),
    }


def grown(early, late):
    """What has grown from one time to another by more than it may, as sentences."""
    found = [
        f"{name} grew from {early[name]:.0f} to {late[name]:.0f}"
        for name in ("memory_mb", "map_mb")
        if late[name] > early[name] * (1 + GROWTH) + SLACK_MB
    ]
    found += [
        f"{name} grew from {early[name]} to {late[name]}"
        for name in ("descriptors", "threads", "timers")
        if late[name] > early[name] + FEW
    ]
    for name, size in late["files_mb"].items():
        most = BOUNDED_MB.get(name, early["files_mb"].get(name, 0) + FLAT_MB)
        if size > most:
            found.append(f"{name} is {size:.1f} MB, more than {most:.1f}")
    return found


def _files_mb(folder):
    """The sizes of databases with their logs, by the names of the databases, and of all files of the log together."""
    sizes = {}
    for file in folder.rglob("*"):
        name = "log" if "logs" in file.parts else file.name.removesuffix("-wal").removesuffix("-shm")
        if file.is_file() and (name == "log" or name.endswith(".db")):
            sizes[name] = sizes.get(name, 0.0) + file.stat().st_size / MB
    return {name: round(size, 2) for name, size in sorted(sizes.items())}
