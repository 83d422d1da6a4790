"""Files written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from fleetdesk.base.errors import FleetError
from fleetdesk.base.files import sync_folder


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Lets `write` fill a file beside `path`, then puts it in its place; a failure leaves what was there before."""
    try:
        descriptor, beside = tempfile.mkstemp(prefix=".fleetdesk-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise FleetError(f"{path.name} cannot be written: {error.strerror or error}. Choose another place.") from error
