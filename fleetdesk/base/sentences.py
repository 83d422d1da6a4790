"""Whole sentences behind one another; the English of translated ones is kept for JSON."""

from collections.abc import Iterable
from typing import Any

from fleetdesk.base.translation import Translated, source


def together(*parts: object, between: str = " ") -> str:
    """What is not empty of these sentences, or sentences of exceptions, with blanks between them."""
    return joined(parts, between)


def joined(parts: Iterable[object], between: str = ", ") -> str:
    """A list of words or names as one text; whoever wants its English gets that of each."""
    kept = [part for part in parts if part]
    text, english = (between.join(map(str, each)) for each in (kept, map(source, kept)))
    return text if text == english else Translated(text, english)


def plain(value: object) -> str:
    """A translated text as an encoder takes it that knows no kinds of `str`; TypeError for anything else."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"{type(value).__name__} cannot be encoded")


def carried(value: Any) -> Any:
    """A JSON value in which each translated text is an object with both languages, to be read with `arrived`."""
    if isinstance(value, Translated):
        return {"text": plain(value), "english": value.source}
    if isinstance(value, dict):
        return {name: carried(each) for name, each in value.items()}
    return [carried(each) for each in value] if isinstance(value, list | tuple) else value


def arrived(made: dict[str, Any]) -> Any:
    """The `object_hook` for what `carried` made: a translated text again, else the object itself."""
    if made.keys() == {"text", "english"} and all(isinstance(each, str) for each in made.values()):
        return Translated(made["text"], made["english"])
    return made
