"""Texts made of texts: joined, listed, filled in, carried on; the English of translated ones is kept."""

from collections.abc import Iterable
from typing import Any

from fleetdesk.base.translation import Translated, _, source, translated


def together(*parts: object) -> str:
    """Join sentences, or sentences of exceptions, with blanks between them; empty ones are left out."""
    return joined(parts, " ")


def joined(parts: Iterable[object], between: str = ", ") -> str:
    """Join words or names to one text; where one is translated, the result keeps the English of each too."""
    kept = [part for part in parts if part]
    text, english = (between.join(map(str, each)) for each in (kept, map(source, kept)))
    return translated(text, english)


def filled(template: str, **texts: object) -> str:
    """Fill in a template that holds signs and no words, such as "{task}: {change}"."""
    english = {name: source(each) for name, each in texts.items()}
    return translated(template.format(**texts), template.format(**english))


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence has them: "a", "a and b", "a, b and c"."""
    *first, last = names
    return _("{names} and {last}").format(names=joined(first), last=last) if first else last


def ended(text: str) -> str:
    """Return the text with a full stop at its end, where it ends with no sign of a sentence."""
    return text if text.rstrip().endswith((".", "!", "?", "…")) else filled("{text}.", text=text)


def capitalized(text: str) -> str:
    """Return the text with a capital letter first, the rest as it is."""
    return text[:1].upper() + text[1:]


def plain(value: object) -> str:
    """Return a translated text as an encoder takes it that knows no kinds of `str`; TypeError for anything else."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"{type(value).__name__} cannot be encoded")


def carried(value: Any) -> Any:
    """Return a JSON value with each translated text as an object of both languages, for `arrived` to read."""
    if isinstance(value, Translated):
        return {"text": plain(value), "english": value.source}
    if isinstance(value, dict):
        return {name: carried(each) for name, each in value.items()}
    return [carried(each) for each in value] if isinstance(value, list | tuple) else value


def arrived(made: dict[str, Any]) -> Any:
    """Read what `carried` made, as an `object_hook`: a translated text again, else the object itself."""
    if made.keys() == {"text", "english"} and all(isinstance(each, str) for each in made.values()):
        return Translated(made["text"], made["english"])
    return made
