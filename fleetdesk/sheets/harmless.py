"""Text that no spreadsheet takes for a formula, and that every file can hold; and the way back."""

import re

TRIGGERS = frozenset("=+-@\t\r\0＝＋－＠")
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)
_MARKED = re.compile(f"'+[{re.escape(''.join(sorted(TRIGGERS)))}]")


def harmless(text: str) -> str:
    """Return the text with ' before it where a spreadsheet would run it; numbers such as -5.3 stay as they are."""
    text = storable(text)
    if text and text[0] in TRIGGERS and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return marked(text)


def marked(text: str) -> str:
    """Return the text with one more ' where it looks marked by harmless(), so that unmarked() restores every text."""
    text = storable(text)
    return "'" + text if _MARKED.match(text) else text


def unmarked(text: str) -> str:
    """Return the text that harmless() or marked() was given, from their answer."""
    return text[1:] if _MARKED.match(text) else text


def storable(text: str) -> str:
    """Return the text without NUL, and with ? for halves of characters: neither can be written."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
