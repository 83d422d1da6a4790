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
    """Only the lines that hold more than ASCII tell anything."""
    lines = [line for line in data.splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:_SAMPLE], cp_isolation=list(GUESSED)).best()
    if best is not None and best.encoding in GUESSED:
        return best.encoding
    return next((each for each in GUESSED if _fits(data, each)), GUESSED[-1])


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
