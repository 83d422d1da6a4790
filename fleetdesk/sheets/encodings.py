"""Bytes of a text file as text: what they say of themselves, then strict UTF-8, then a guess, which is told."""

import codecs

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.sheets.guessing import likeliest, whole_lines_of_utf8

NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": _("UTF-8 with mark"),
    "utf-16": "UTF-16",
    "cp1257": _("Windows-1257 (Baltic)"),
    "cp1252": _("Windows-1252 (Western)"),
    "cp1250": _("Windows-1250 (Central Europe)"),
    "cp1251": _("Windows-1251 (Cyrillic)"),
    "cp1253": _("Windows-1253 (Greek)"),
    "cp1254": _("Windows-1254 (Turkish)"),
    "iso8859_2": _("ISO 8859-2 (Central Europe)"),
    "iso8859_4": _("ISO 8859-4 (Baltic)"),
    "iso8859_5": _("ISO 8859-5 (Cyrillic)"),
    "iso8859_13": _("ISO 8859-13 (Baltic)"),
    "iso8859_15": _("ISO 8859-15 (Western)"),
    "cp775": _("DOS 775 (Baltic)"),
    "cp850": _("DOS 850 (Western)"),
    "cp852": _("DOS 852 (Central Europe)"),
    "cp866": _("DOS 866 (Cyrillic)"),
    "koi8_r": _("KOI8-R (Cyrillic)"),
    "koi8_u": _("KOI8-U (Cyrillic)"),
    "mac_roman": _("Mac (Western)"),
    "mac_cyrillic": _("Mac (Cyrillic)"),
}
"""The encodings that can be chosen, and their names for people."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class EncodingWanted(UsageError):
    """The file's encoding cannot be told, or is not the one that was given: the user must choose."""


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the encoding it was read by, guessed if none is given; `name` is the file's."""
    used = _known(encoding) if encoding else _marked(data) or _guess(data, name)
    if used not in ("utf-16",) and b"\0" in data:
        raise EncodingWanted(
            _("{file} holds bytes that are no text. Save it as CSV in UTF-8, or as XLSX.").format(file=name)
        )
    try:
        text = data.decode(used)
    except UnicodeDecodeError as error:
        raise EncodingWanted(
            _("{file} is not written in {encoding}. Choose another encoding.").format(
                file=name, encoding=NAMES.get(used, used)
            )
        ) from error
    if "\0" in text:
        raise UsageError(
            _("{file} holds characters that are no text. Save it as CSV in UTF-8, or as XLSX.").format(file=name)
        )
    return text, used


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise UsageError(
            _("{encoding} is no encoding. Take one of: {encodings}.").format(
                encoding=encoding, encodings=", ".join(NAMES)
            )
        ) from error
    names = {codecs.lookup(each).name: each for each in NAMES}
    if found.name not in names:
        raise UsageError(
            _("Tables are not read in {encoding}. Take one of: {encodings}.").format(
                encoding=encoding, encodings=", ".join(NAMES)
            )
        )
    return "utf-8-sig" if names[found.name] == "utf-8" else names[found.name]


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _guess(data: bytes, name: str) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if line := whole_lines_of_utf8(data):
            raise EncodingWanted(
                _("{file} is UTF-8 except for line {line}. Put that line right, or choose an encoding.").format(
                    file=name, line=line
                )
            ) from error
        found = likeliest(data)
        if found is None:
            raise EncodingWanted(
                _("{file} does not tell how its letters are written. Choose an encoding, or save it as UTF-8.").format(
                    file=name
                )
            ) from error
        return found
    return "utf-8"
