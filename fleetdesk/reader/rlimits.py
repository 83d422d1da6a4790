"""What the reading process may take of this computer; where the system has no such limits, none."""

import contextlib

MEMORY_BYTES = 1 << 30  # a picture of 100 megapixels takes 400 MB, and its decoder as much again
OPEN_FILES = 32


def limit(cpu_s: int, file_bytes: int = 0) -> None:
    """Limit this process to so many seconds of work and bytes of a file, 1 GB of memory, few files, no core dump."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some
            resource.setrlimit(what, (most, most))
