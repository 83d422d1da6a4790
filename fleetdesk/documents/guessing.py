"""What type a document is, guessed and reasoned; and what is odd about a type that was chosen."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _, ngettext
from fleetdesk.documents.facts import Facts
from fleetdesk.documents.guess_words import PARTIES, SIGNATURE, WORDS
from fleetdesk.domain.documents import DocumentType

SMALL_PX = 400
PHOTO_PIXELS = 5_000_000
SIGNATURE_PAGES = 1
_A4 = 842 / 595
_SHAPES = (4 / 3, 3 / 2, 16 / 9)
_SIGNATURES = frozenset(PARTIES)
_FORMS = frozenset({DocumentType.CMR, DocumentType.DELIVERY_NOTE, DocumentType.ORDER})


@dataclass(frozen=True, slots=True)
class Guess:
    """A type, and why, as a sentence."""

    type: DocumentType
    reason: str


def guess(name: str, mime: str, facts: Facts) -> Guess:
    """Guess the likeliest type: by words in the name, then by the text, then by whether it is photo, picture or PDF."""
    return _by_name(name) or _by_text(facts) or _by_looks(mime, facts)


def _by_name(name: str) -> Guess | None:
    words = _plain(name.rpartition(".")[0] or name)
    if found := _first(words, SIGNATURE):
        return _signature(words, found)
    for type_, known in WORDS.items():
        if found := _first(words, known):
            return Guess(type_, _("Its name has the word “{word}”.").format(word=found))
    return None


def _signature(words: str, found: str) -> Guess:
    for type_, known in PARTIES.items():
        if party := _first(words, known):
            return Guess(type_, _("Its name has the words “{word}” and “{other}”.").format(word=found, other=party))
    return Guess(
        DocumentType.RECEIVER_SIGNATURE,
        _("Its name has the word “{word}”, and most sign as the receiver.").format(word=found),
    )


def _by_text(facts: Facts) -> Guess | None:
    if facts.is_picture or not facts.text:
        return None
    words = _plain(facts.text)
    if facts.pages == 1 and _is_a4(facts) and _first(words, ("cmr",)):
        return Guess(DocumentType.CMR, _("It is one A4 page, and its text has the word CMR."))
    heading = " ".join(words.split()[:12])
    for type_, known in WORDS.items():
        if found := _first(heading, known):
            return Guess(type_, _("Its text begins with “{words}”.").format(words=found))
    return None


def _by_looks(mime: str, facts: Facts) -> Guess:
    if not mime.startswith("image/"):
        return Guess(DocumentType.OTHER, _("It is a PDF, and neither its name nor its text says what it is."))
    if facts.camera or facts.taken:
        taken = _("It is a photo, taken with {camera}.").format(camera=facts.camera)
        return Guess(DocumentType.IMAGE, taken if facts.camera else _("It is a photo."))
    if _is_photo_shaped(facts):
        return Guess(DocumentType.IMAGE, _("It has the shape and size of a photo."))
    return Guess(DocumentType.IMAGE, _("It is a picture, and its name does not say of what."))


def odd(type_: DocumentType, facts: Facts) -> str:
    """Return a sentence on why this type hardly fits this document, or ""."""
    short, pixels = min(facts.width, facts.height), facts.width * facts.height
    if not facts.is_picture:
        return _odd_pdf(type_, facts)
    if type_ in _FORMS and 0 < short < SMALL_PX:
        return _("A {type} of {width} × {height} pixels can hardly be read.").format(
            type=type_.within, width=number(facts.width), height=number(facts.height)
        )
    if type_ in _SIGNATURES and pixels > PHOTO_PIXELS and (facts.camera or _is_photo_shaped(facts)):
        return _("A signature is seldom a photo of {count} megapixels. Is it the whole document?").format(
            count=number(pixels / 1e6)
        )
    if type_ in _FORMS and short and max(facts.width, facts.height) > 4 * short:
        return _("A {type} is a page; this picture is a narrow strip.").format(type=type_.within)
    return ""


def _odd_pdf(type_: DocumentType, facts: Facts) -> str:
    if type_ is DocumentType.IMAGE:
        return _("This is a PDF, not a picture.")
    if type_ in _SIGNATURES and facts.pages > SIGNATURE_PAGES:
        return ngettext(
            "A signature is seldom a PDF of {count} page.", "A signature is seldom a PDF of {count} pages.", facts.pages
        ).format(count=facts.pages)
    if type_ is DocumentType.CMR and facts.pages > 10:
        many = ngettext("A CMR seldom has {count} page.", "A CMR seldom has {count} pages.", facts.pages)
        return many.format(count=facts.pages)
    return ""


def _is_a4(facts: Facts) -> bool:
    short, long = sorted((facts.width, facts.height))
    return 560 <= short <= 640 and abs(long / short - _A4) < 0.1  # points; Letter and bad scanners are let in


def _is_photo_shaped(facts: Facts) -> bool:
    short, long = sorted((facts.width, facts.height))
    return short >= 1000 and any(abs(long / short - shape) < 0.02 for shape in _SHAPES)


def _plain(text: str) -> str:
    """Reduce a text to words without accents and case, with one blank between: FooBar_CMR12 is foo bar cmr."""
    apart = re.sub(r"([a-zß-ÿ])([A-Z])", r"\1 \2", text)
    bare = "".join(c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+", bare.casefold()))


def _first(words: str, known: Iterable[str]) -> str:
    """Return the first of the known words that stands whole among these, or ""."""
    return next((each for each in known if f" {each} " in f" {words} "), "")
