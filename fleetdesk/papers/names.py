"""Names of files as they may be shown."""

import unicodedata

LONGEST = 255
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def plain_name(name: str) -> str:
    """The name on one line: what cannot be seen, turns text around or is no character becomes U+FFFD."""
    cleaned = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _HIDDEN else c for c in name)
    return cleaned[:LONGEST] or "The file"


def short_name(name: str, most: int = 60) -> str:
    """The plain name for a sentence, cut in its middle where it has more than `most` characters."""
    plain = plain_name(name)
    if len(plain) <= most:
        return plain
    tail = most // 3
    return f"{plain[: most - tail - 1]}…{plain[-tail:]}"


def megabytes(size: int) -> str:
    """12.3 MB, rounded up so that no file over a limit seems to be at it."""
    return f"{-(-size // 100_000) / 10:g} MB" if size >= 100_000 else f"{-(-size // 1000)} kB"
