"""Bytes of a text file as text: what they say of themselves first, then strict UTF-8, then a guess that is told."""

import codecs

from charset_normalizer import from_bytes

from fleetdesk.errors import UsageError

GUESSED = ("cp1257", "cp1252", "cp1250", "iso8859_4", "iso8859_15")
NAMES = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8 with mark", "utf-16": "UTF-16", "cp1257": "Windows-1257 (Baltic)",
    "cp1252": "Windows-1252 (Western)", "cp1250": "Windows-1250 (Central Europe)", "iso8859_4": "ISO 8859-4 (Baltic)",
    "iso8859_15": "ISO 8859-15 (Western)", "cp1251": "Windows-1251 (Cyrillic)",
}  # fmt: skip
"""The encodings that can be chosen, and their names for people."""
_LETTERS = "äöõüšžåéßáčďíľĺňóôŕťúýěřůāēģīķļņūąęėįųźćłńśż"
USUAL = frozenset(_LETTERS + _LETTERS.upper() + "„“”‚‘’–—…€°§²³½«»·\N{NO-BREAK SPACE}")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of `data` and the encoding it was read by, guessed if none is given; `name` is the file's, for words."""
    used = _known(encoding) if encoding else _marked(data) or _guess(data)
    if used not in ("utf-16",) and b"\0" in data:
        raise UsageError(f"{name} holds bytes that are no text. Save it as CSV in UTF-8, or as XLSX.")
    try:
        text = data.decode(used)
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not written in {NAMES.get(used, used)}. Choose another encoding.") from error
    if "\0" in text:
        raise UsageError(f"{name} holds characters that are no text. Save it as CSV in UTF-8, or as XLSX.")
    return text, used


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise UsageError(f"{encoding} is no encoding. Take one of: {', '.join(NAMES)}.") from error
    names = {codecs.lookup(each).name: each for each in NAMES}
    if found.name not in names:
        raise UsageError(f"Tables are not read in {encoding}. Take one of: {', '.join(NAMES)}.")
    return "utf-8-sig" if names[found.name] == "utf-8" else names[found.name]


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _guess(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _likeliest(data)
    return "utf-8"


def _likeliest(data: bytes) -> str:
    """The one that makes the fewest letters our users never write; among equals, what charset-normalizer says."""
    told = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    strange = {each: count for each in GUESSED if (count := _strange(told, each)) is not None}
    fewest = min(strange.values())  # ISO 8859 reads any byte, so there is one
    equals = [each for each, count in strange.items() if count == fewest]
    best = from_bytes(told, cp_isolation=equals).best() if len(equals) > 1 else None
    return best.encoding if best is not None and best.encoding in equals else equals[0]


def _strange(data: bytes, encoding: str) -> int | None:
    try:
        return sum(not each.isascii() and each not in USUAL for each in data.decode(encoding))
    except UnicodeDecodeError:
        return None
