"""Telephone numbers as others wrote them, made into something that a phone program takes."""

import re

_NUMBER = re.compile(r"\+?[\d\s()./-]{3,40}", re.ASCII)
LEAST_DIGITS, MOST_DIGITS = 3, 15
"""How many digits a number has; the most are those of ITU-T E.164."""


def dialled(text: str | None) -> str:
    """Return a number as +37255501234 or 55501234, without what only makes it readable; empty where there is none."""
    written = (text or "").strip()
    if not _NUMBER.fullmatch(written):
        return ""
    digits = re.sub(r"\D", "", written, flags=re.ASCII)
    if not LEAST_DIGITS <= len(digits) <= MOST_DIGITS:
        return ""
    return f"+{digits}" if written.startswith("+") else digits
