"""The language of the desk: texts are English in the code, and a catalogue of gettext has them in the user's language.

`_`, `ngettext`, `pgettext` and `npgettext` are those of gettext; what a text lacks is filled in with `str.format` and
names. Texts may be translated where a module is imported, because the language is chosen before: by the environment,
as gettext has it (LANGUAGE, LC_ALL, LC_MESSAGES, LANG). JSON and logs stay English: `source` gives a text back as it
stands in the code.
"""

import gettext
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fleetdesk.base import resources

DOMAIN = "fleetdesk"
FOLDER = "FLEETDESK_TRANSLATIONS"
"""The variable of the environment that names a folder of catalogues, to try one that is not in FleetDesk yet."""
ENVIRONMENT = (FOLDER, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""What another process of ours needs of the environment to speak the same language."""


class Translated(str):
    """A text in the user's language that knows its `source`, the same text in English."""

    __slots__ = ("source",)
    source: str

    def __new__(cls, text: str, source: str) -> "Translated":
        """Make a text that keeps both the translation and the English."""
        made = super().__new__(cls, text)
        made.source = source
        return made

    def __reduce__(self) -> tuple[type["Translated"], tuple[str, str]]:
        """Return the class and both texts, of which a copy or a pickle is made."""
        return Translated, (str.__str__(self), self.source)

    def __str__(self) -> str:
        """Return the text itself, so that an exception made with it does not lose the source."""
        return self

    def format(self, *args: object, **named: object) -> "Translated":
        """Fill in both texts; a translation with a name that the English text has not is passed over."""
        english = self.source.format(*map(source, args), **{name: source(value) for name, value in named.items()})
        try:
            return Translated(super().format(*args, **named), english)
        except (KeyError, IndexError, ValueError, AttributeError):
            return Translated(self.source.format(*args, **named), english)


def translated(text: str, english: str) -> str:
    """Return a text that keeps its English; where both are the same, the text alone."""
    return text if text == english else Translated(text, english)


def source(text: Any) -> Any:
    """Return a translated text, or the sentence of an exception, in English; anything else as it is."""
    if isinstance(text, Translated):
        return text.source
    if isinstance(text, Exception) and text.args and isinstance(text.args[0], Translated):
        return text.args[0].source
    return text


def find_catalogue(environment: Mapping[str, str] = os.environ) -> gettext.NullTranslations | None:
    """Return the catalogue of the environment's language; None where that is English or has no catalogue."""
    folders = [Path(environment[FOLDER])] if environment.get(FOLDER) else []
    for folder in (*folders, resources.path("translations")):
        try:
            return gettext.translation(DOMAIN, str(folder), languages=_languages(environment))
        except (OSError, ValueError, struct.error):  # not there, or damaged
            continue
    return None


def _languages(environment: Mapping[str, str]) -> list[str]:
    """Return the wanted languages, the first one first, up to English, which needs no catalogue."""
    wanted = next(filter(None, (environment.get(name) for name in ENVIRONMENT[1:])), "").split(":")
    english = next((place for place, each in enumerate(wanted) if each.startswith("en")), len(wanted))
    return [each for each in wanted[:english] if each]


catalogue = find_catalogue()
"""The one that texts come from now; None where they are English."""


def language() -> str:
    """Return the language code of texts, as the catalogue names it: "sk"; "en" without a catalogue."""
    return "en" if catalogue is None else str(catalogue.info().get("language", "en"))


def _(text: str) -> str:
    """Return the text in the user's language."""
    return text if catalogue is None else Translated(catalogue.gettext(text), text)


def pgettext(context: str, text: str) -> str:
    """Return a short text in the user's language; `context` says which of several meanings it has."""
    return text if catalogue is None else Translated(catalogue.pgettext(context, text), text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the text for so many; each language has its own number of forms."""
    english = one if count == 1 else many
    return english if catalogue is None else Translated(catalogue.ngettext(one, many, count), english)


def npgettext(context: str, one: str, many: str, count: int) -> str:
    """Return a short text for so many, as pgettext() and ngettext() do."""
    english = one if count == 1 else many
    if catalogue is None:
        return english
    return Translated(catalogue.npgettext(context, one, many, count), english)
