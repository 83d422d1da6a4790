"""Whole sentences behind one another; the English of translated ones is kept for JSON."""

from collections.abc import Iterable

from fleetdesk.base.translation import Translated, source


def together(*parts: object, between: str = " ") -> str:
    """What is not empty of these sentences, or sentences of exceptions, with blanks between them."""
    return joined(parts, between)


def joined(parts: Iterable[object], between: str = ", ") -> str:
    """A list of words or names as one text; whoever wants its English gets that of each."""
    kept = [part for part in parts if part]
    text, english = (between.join(map(str, each)) for each in (kept, map(source, kept)))
    return text if text == english else Translated(text, english)
