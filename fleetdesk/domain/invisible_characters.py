"""Characters that nobody sees: programs copy them along with what people mean."""

import re
import unicodedata

_UNSEEN = frozenset(("Cf", "Cc"))
_KEPT = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85")  # blanks, as str.split() has it
_BLANKS = re.compile(r"[^\S\n]")


def seen(text: str) -> str:
    """Return the text without marks of direction and width, soft hyphens and controls; every blank an ordinary one."""
    if text.isascii() and text.isprintable():
        return text
    kept = (each for each in text if each in _KEPT or unicodedata.category(each) not in _UNSEEN)
    return _BLANKS.sub(" ", "".join(kept))


def unseen_in(text: str) -> str:
    """Return the first invisible character of the text, as its name and code; empty where there is none."""
    for each in text:
        if each not in _KEPT and unicodedata.category(each) in _UNSEEN:
            return f"{unicodedata.name(each, 'CONTROL CHARACTER').lower()}, U+{ord(each):04X}"
    return ""
