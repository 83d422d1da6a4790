"""Text that no spreadsheet takes for a formula, and that every file can hold."""

import re

TRIGGERS = frozenset("=+-@\t\r\0＝＋－＠")
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)


def harmless(text: str) -> str:
    """The text with ' before it where a spreadsheet would run it; plain numbers such as -5.3 stay as they are."""
    if text[:1] in TRIGGERS and text and not _PLAIN_NUMBER.fullmatch(text):
        text = "'" + text
    return storable(text)


def storable(text: str) -> str:
    """The text without NUL, and with ? for halves of characters: neither can be written."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
