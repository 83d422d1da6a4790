"""Names of files as they may be shown."""

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _

LONGEST = 255


def plain_name(name: str) -> str:
    """Return the name on one line; invisible characters and those that turn text around stand as their names."""
    return readable(name, LONGEST) or _("The file")


def short_name(name: str, most: int = 60) -> str:
    """Return the plain name for a sentence, cut in its middle where it has more than `most` characters."""
    return readable(name, most) or _("The file")


def megabytes(size: int) -> str:
    """Write a size as 12.3 MB, rounded up so that no file over a limit seems to be at it."""
    if size < 100_000:
        return _("{number} kB").format(number=number(-(-size // 1000)))
    tenths = -(-size // 100_000)
    return _("{number} MB").format(number=number(tenths / 10, 1 if tenths % 10 else 0))
