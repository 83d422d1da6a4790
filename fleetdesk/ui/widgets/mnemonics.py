"""The letters of a menu's entries that open them with Alt, chosen so that no two have the same, in any language."""

from collections.abc import Sequence


def with_mnemonics(texts: Sequence[str]) -> list[str]:
    """Return the texts with & before one letter each: the first of a word where it is free, else any; else none."""
    taken: set[str] = set()
    return [_marked(text, taken) for text in texts]


def _marked(text: str, taken: set[str]) -> str:
    place = next((place for place in _places(text) if text[place].casefold() not in taken), None)
    if place is None:
        return _shown(text)
    taken.add(text[place].casefold())
    return f"{_shown(text[:place])}&{_shown(text[place:])}"


def _places(text: str) -> list[int]:
    """Return where letters are that one can press: those that begin a word first."""
    letters = [place for place, letter in enumerate(text) if letter.isalnum()]
    first = [place for place in letters if place == 0 or not text[place - 1].isalnum()]
    return [*first, *letters]


def _shown(text: str) -> str:
    return text.replace("&", "&&")
