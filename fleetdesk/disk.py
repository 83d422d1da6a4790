"""What a disk needs before a new name lasts."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """A new name lasts through a power cut only once its folder is on the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
