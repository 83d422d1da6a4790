"""What the page's process may take of this computer's memory; where the system has no such limit, none of ours."""

import contextlib
import sys

MOST_BYTES = 2 << 30  # a page with 10,000 units and streets takes 0.8 GB so counted, 0.5 GB of it real


def bind(process: int) -> None:
    """Bind a process of the page by its number: at the limit it dies, and the page is loaded anew."""
    if sys.platform != "linux" or process <= 0:
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.prlimit(process, resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
