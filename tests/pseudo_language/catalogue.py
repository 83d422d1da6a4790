"""A catalogue of a language made up from English: accents, 40 % longer, and each text in brackets of its own."""

import re

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.pseudo_language.messages import messages

LANGUAGE = "eo"
"""The code of Esperanto, in which nobody runs the tests: gettext wants one that it knows the plurals of."""
OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.4
_ACCENTS = str.maketrans("aeiouyAEIOUYcnszgkltr", "áéíóúýÁÉÍÓÚÝčñšžğķľťř")
_KEPT = re.compile(r"\{[^}]*\}|\(\*[^)]*\)|;;|https?://\S+|--\S+")
"""What a translator leaves as it is: names to be filled in, patterns of files, addresses, words of the command line."""
FIXED = {"date pattern": None, "time pattern": None, "decimal separator": ",", "thousands separator": " "}
"""What a translation writes for contexts that are no words; None for the same as English."""


def pseudo(text, context=""):
    """The text in the made-up language."""
    if context in FIXED:
        return FIXED[context] or text
    kept = _KEPT.findall(text)
    words = [part.translate(_ACCENTS) for part in _KEPT.split(text)]
    if not any(letter.isalpha() for part in words for letter in part):
        return text  # an order of what is filled in, and no words
    longer = "ẽ" * max(1, round(LONGER * sum(map(len, words))))
    mixed = "".join(part + (kept[place] if place < len(kept) else "") for place, part in enumerate(words))
    return f"{OPEN}{mixed}{longer}{CLOSE}"


def write_catalogue(folder):
    """Write the catalogue where FLEETDESK_TRANSLATIONS finds it."""
    made = Catalog(locale=LANGUAGE, domain="fleetdesk")
    for texts, context in messages():
        translated = tuple(pseudo(text, context) for text in texts)
        many = len(texts) > 1
        made.add(texts if many else texts[0], translated if many else translated[0], context=context or None)
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "fleetdesk.mo").open("wb") as file:
        write_mo(file, made)
