"""What a file is, seen from its first bytes; its name is not asked."""

import re

from fleetdesk.base.translation import _

HEAD_BYTES = 4096
PDF_WITHIN = 1024  # so far in do the readers look for the sign of a PDF

_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"II+\0": "image/tiff",
    b"MM\0+": "image/tiff",
    b"%PDF-": "application/pdf",
}
# At the beginning of a line, or behind what is no text: a letter that only speaks of the sign is none.
_PDF = re.compile(rb"(?:^|[\r\n\0-\x08\x0e-\x1f\x7f-\xff])[ \t]*%PDF-\d")
# Brands of ISO 23008-12 (HEIF) and of the AV1 image format; a video has others.
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_AVIF = {b"avif", b"avis"}

WORDS = {
    "image/jpeg": _("a JPEG picture"),
    "image/png": _("a PNG picture"),
    "image/gif": _("a GIF picture"),
    "image/webp": _("a WebP picture"),
    "image/tiff": _("a TIFF picture"),
    "image/heic": _("a HEIC picture"),
    "image/avif": _("an AVIF picture"),
    "application/pdf": _("a PDF"),
}
_STRANGERS = {
    b"MZ": _("a Windows program"),
    b"\x7fELF": _("a program"),
    b"\xcf\xfa\xed\xfe": _("a program"),
    b"\xca\xfe\xba\xbe": _("a program"),
    b"#!": _("a script"),
    b"PK": _("a ZIP archive or an Office document"),
    b"\xd0\xcf\x11\xe0": _("an old Office document"),
    b"Rar!": _("an archive"),
    b"7z\xbc\xaf": _("an archive"),
    b"\x1f\x8b": _("a compressed file"),
    b"{\\rtf": _("a text document"),
    b"BM": _("a BMP picture"),
    b"%!PS": _("a PostScript document"),
    b"\0\0\1\0": _("an icon"),
}


def sign_of(head: bytes) -> str | None:
    """Return the MIME type that these first bytes (some hundreds do) belong to; None where we do not send it."""
    for start, mime in _STARTS.items():
        if head.startswith(start):
            return mime
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _sign_of_box(head)
    return "application/pdf" if _is_late_pdf(head) else None


def _is_late_pdf(head: bytes) -> bool:
    """Return whether the sign of a PDF follows a byte order mark, blank lines or a printer's words."""
    if head.startswith((*_STRANGERS, b"RIFF")) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    return bool(_PDF.search(head[: PDF_WITHIN + len("%PDF-1")]))


def _sign_of_box(head: bytes) -> str | None:
    end = min(int.from_bytes(head[:4]), len(head), 512)
    brands = {head[8:12]} | {head[place : place + 4] for place in range(16, end, 4)}
    if brands & _AVIF:
        return "image/avif"
    return "image/heic" if brands & _HEIC else None


def stranger(head: bytes) -> str:
    """Say in words what a file is that `sign_of` does not know, as far as it can be said."""
    for start, words in _STRANGERS.items():
        if head.startswith(start):
            return words
    if head[4:8] == b"ftyp":
        return _("a video, or a picture of a kind that is not known here")
    return _text(head) if head.strip(b"\0") else _("nothing but zeros")


def _text(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lower()
    for mark, words in (
        (b"<svg", _("an SVG drawing")),
        (b"<html", _("a web page")),
        (b"<!doctype html", _("a web page")),
    ):
        if mark in start[:1024]:
            return words
    if start.startswith(b"<?xml"):
        return _("an XML text")
    return _("a text") if b"\0" not in head and _readable(head) else _("of a kind that is not known here")


def _readable(head: bytes) -> bool:
    return sum(byte < 9 or 13 < byte < 32 for byte in head) == 0
