"""Texts made of texts, which know their English source as their parts do (`base/translation.py`)."""

from collections.abc import Iterable

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import Translated, _, source


def filled(template: str, **texts: object) -> str:
    """A template that holds signs and no words, such as "{task}: {change}", filled in."""
    if any(isinstance(source(each), str) and source(each) is not each for each in texts.values()):
        return Translated(template, template).format(**texts)
    return template.format(**texts)


def listed(names: Iterable[str]) -> str:
    """Names as a sentence has them: "a", "a and b", "a, b and c"."""
    *first, last = names
    return _("{names} and {last}").format(names=joined(first), last=last) if first else last


def capitalized(text: str) -> str:
    """The text with a capital letter first, the rest as it is."""
    return text[:1].upper() + text[1:]
