"""Exports, written whole or not at all; what the disk says becomes a sentence for the user."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from fleetdesk.base.errors import FleetError
from fleetdesk.base.files import OURS, write_whole
from fleetdesk.base.translation import _


def write_export(path: Path, content: bytes | Callable[[BinaryIO], object]) -> None:
    """Write a file that the user asked for, whole or not at all; FleetError where its place does not take it."""
    try:
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        write_whole(path, content, OURS)
    except OSError as error:
        raise FleetError(
            _("{file} cannot be written: {reason}. Choose another place.").format(
                file=path.name, reason=error.strerror or error
            )
        ) from error
