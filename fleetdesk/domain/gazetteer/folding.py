"""Texts of addresses in the letters by which they are compared: a spelling, an alphabet and a keyboard less each."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 200
"""So many letters of a text are looked at; an address that is longer is told apart by them."""
_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфхцыіїєэё", "abvgdezijklmnoprstufhcyiieee", strict=True)),
    "ж": "z",
    "ч": "c",
    "ш": "s",
    "щ": "s",
    "ю": "ju",
    "я": "ja",
    "ъ": "",
    "ь": "",
}
_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_LETTERS = str.maketrans(_CYRILLIC | _LATIN)
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ch", "h"), ("ts", "c"), ("w", "v"),
    ("y", "i"), ("j", "i"),
)  # fmt: skip
"""Ways to write one sound in two alphabets: Michalovce, Mihalovce and Михаловце are one word."""
HALVES = {"c": "h", "k": "h", "t": "c"}
"""What a last letter becomes when the rest of its sound is typed: Mic is the beginning of Michalovce, folded mih."""
_DOUBLED = re.compile(r"([a-z])\1+")
_SHORTENED = re.compile(r"\b([^\W\d_]{1,2})-([^\W\d_]{1,2})\b")
_APART = re.compile(r"[^0-9a-z]+")
_NUMBER_AND_LETTER = re.compile(r"\b(\d+) ([a-z])\b")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a text's words as they are compared, in the letters a to z and digits, with single blanks.

    Cached, because the places found for a letter are mostly those of the letter before.
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", _spelled(text[:LONGEST])) if each.isascii())
    for sound, letter in _SOUNDS:
        plain = plain.replace(sound, letter)
    words = _APART.sub(" ", _DOUBLED.sub(r"\1", plain)).strip()
    return _NUMBER_AND_LETTER.sub(r"\1\2", words)


def _spelled(text: str) -> str:
    """Return a text in Latin letters, пр-т as one word; й and ё are put together, which NFKD would take apart."""
    return _SHORTENED.sub(r"\1\2", unicodedata.normalize("NFC", text).casefold()).translate(_LETTERS)


def is_number(word: str) -> bool:
    """Return whether a folded word is the number of a house, as 5, 5a or 12b."""
    return word[:1].isdigit() and len(word) <= 5
