"""A workbook's parts as openpyxl reads them: one spelling of names and namespaces, and no escapes of the format."""

import io
import re
import zipfile
from typing import BinaryIO

from fleetdesk.sheets.archive import part_name

_TYPES = "[Content_Types].xml"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_NAMED = re.compile(rb"""(\s(?:PartName|Target)\s*=\s*)("[^"]*"|'[^']*')""")
_ESCAPE = re.compile(rb"_x([0-9A-Fa-f]{4})_")
_STANDS_FOR = 0xE000  # private characters: for a sign that XML cannot hold, and for an underscore that begins no escape
_ORDINARY = {9, 10, 13}
_EATEN = b"x005F_"  # openpyxl takes it out of texts wherever it stands
_KEPT = "x\ue0ff005F_".encode()
_BACK = {
    0xE0FF: "",
    **{_STANDS_FOR + code: chr(code) if code else "" for code in (*(set(range(0x20)) - _ORDINARY), 0x5F)},
}


def ordinary(file: BinaryIO) -> BinaryIO:
    """Copy the workbook's parts of XML alone, in the one spelling; pictures and macros are left out."""
    copy = io.BytesIO()
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as made:
        written = set()
        for member in archive.infolist():
            name = part_name(member.filename)
            if name.endswith((".xml", ".rels")) and name not in written:
                written.add(name)
                made.writestr(_TYPES if name == _TYPES.casefold() else name, _plain(archive.read(member), name))
    copy.seek(0)
    return copy


def unescaped(text: str) -> str:
    """Return the text of a cell with the signs back for which private characters stand in the copy."""
    return text.translate(_BACK)


def _plain(data: bytes, name: str) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = re.sub(rb"^<\?xml[^>]*\?>", b"", data.decode("utf-16").encode())
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    if name.endswith(".rels") or name == _TYPES.casefold():
        return _NAMED.sub(lambda found: found[1] + found[2].replace(b"\\", b"/").lower(), data)
    return _ESCAPE.sub(_sign, data).replace(_EATEN, _KEPT)


def _sign(found: re.Match[bytes]) -> bytes:
    code = int(found[1], 16)
    if code == 0x5F or (code < 0x20 and code not in _ORDINARY):
        return chr(_STANDS_FOR + code).encode()
    if 0xD800 <= code < 0xE000 or code >= 0xFFFE:
        return "\N{REPLACEMENT CHARACTER}".encode()
    return f"&#{code};".encode()
