"""Some hundreds of files that are not what they seem, are broken, or were made to do harm.

`python -m tests.documents.corpus FOLDER` writes them, each into a folder of its own; the memory this takes is not ours.
"""

import io
import os
import sys
import zipfile
from pathlib import Path

from tests.documents.corpus_pdfs import bad_pdfs
from tests.documents.corpus_pictures import bombs
from tests.documents.made import HEIC_BOX, halves, pdf

SOUND = {
    "jpg": lambda: halves(200, 150),
    "png": lambda: halves(200, 150, "PNG"),
    "gif": lambda: halves(200, 150, "GIF"),
    "webp": lambda: halves(200, 150, "WEBP"),
    "tif": lambda: halves(200, 150, "TIFF"),
    "avif": lambda: halves(200, 150, "AVIF"),
    "heic": lambda: HEIC_BOX + bytes(500),
    "pdf": lambda: pdf("CMR", "page two"),
}
FALSE_ENDINGS = (".svg", ".html", ".exe", ".txt", ".jpg.exe", "", ".zip", ".JPG", ".pdf")


def files():
    """Pairs of a name and its bytes."""
    sound = {ending: make() for ending, make in SOUND.items()}
    for ending, data in sound.items():
        yield from ((f"false{wrong}", data) for wrong in FALSE_ENDINGS)
        yield from ((f"cut.{ending}", data[:size]) for size in (1, 4, 12, len(data) // 2, len(data) - 3))
        yield f"tail.{ending}", data + b"<script>alert(1)</script>"
        yield f"noise.{ending}", data[:40] + bytes(byte ^ 0x5A for byte in data[40:])
    for data in strangers():
        yield from ((f"stranger.{ending}", data) for ending in ("jpg", "pdf"))
    yield from ((name, sound["jpg"]) for name in NAMES)
    yield from polyglots(sound)
    yield from bombs()
    yield from ((f"bad{number}.pdf", data) for number, data in enumerate(bad_pdfs()))


NAMES = (
    "..jpg",
    "...",
    "a..jpg",
    "\u202egpj.exe",
    "a\x01\x1b[2J.jpg",
    "line\nbreak.jpg",
    "cr\rlf.jpg",
    "x" * 251 + ".jpg",
    "CON",
    "nul.jpg",
    "-rf",
    "--help.jpg",
    "trailing dot.",
    "blank ",
    " ",
    "~",
    "$(id).jpg",
    "`id`.jpg",
    '"; x=".jpg',
    "a;b.jpg",
    "%2e%2e%2fx.jpg",
    "..\\..\\x.jpg",
    "\U0001f69a.jpg",
    "e\u0301.jpg",
    "\ufeffa.jpg",
    "<b>bold</b>.jpg",
    "a:b.jpg",
    "*.jpg",
    "?",
    "CMR\u2028\u2029.jpg",
)


def strangers():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
    yield from (
        svg,
        b'<?xml version="1.0"?>' + svg,
        b"\xef\xbb\xbf" + svg,
        b"<!-- -->\n" + svg,
        svg.decode().encode("utf-16"),
    )
    yield from (b"<html></html>", b"<!DOCTYPE html><script>1</script>", b"   <HTML>", b"<?php system('id');")
    yield from (
        b"MZ\x90\0" + bytes(99),
        b"\x7fELF\2\1\1" + bytes(99),
        b"\xcf\xfa\xed\xfe" + bytes(99),
        b"#!/bin/sh\nid\n",
    )
    yield from (
        archive.getvalue(),
        b"PK\5\6" + bytes(18),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1 x}",
        b"\x1f\x8b\x08",
    )
    yield from (
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\7",
        b"BM" + bytes(60),
        b"\0\0\1\0\1\0",
        b"%!PS-Adobe-3.0",
        b"8BPS\0\1",
    )
    yield from (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", b"RIFF\0\0\0\0WAVEfmt ", b"ID3\4", b"OggS", b"\0asm\1\0\0\0")
    yield from (
        b"Dear Sir",
        b"a;b\n1;2\n",
        b'{"a": 1}',
        bytes(5000),
        b" " * 5000,
        b"\xff" * 5000,
        b"\xff\xd8",
        b"\x89PNG",
    )
    yield from (
        b"GIF88a",
        b"\0\0\0\x0cjP  \r\n\x87\n",
        b"\xff\x0a",
        b"II+\0\x08\0\0\0",
        b"FORM\0\0\0\0ILBM",
        b"SIMPLE  =",
    )


def polyglots(sound):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("x.class", b"\xca\xfe\xba\xbe")
    yield "gifar.gif", sound["gif"] + archive.getvalue()
    yield "pdf.zip.pdf", sound["pdf"] + archive.getvalue()
    yield "zip.pdf", archive.getvalue() + sound["pdf"]
    yield "html.pdf", b"<html>" + sound["pdf"]
    yield "late.pdf", b"\n" * 900 + sound["pdf"]
    yield "script.gif", b"GIF89a/*" + sound["gif"][8:] + b"*/=1;alert(1)"
    yield "comment.jpg", sound["jpg"][:2] + b"\xff\xfe\0\x14<?php system(1);?>" + sound["jpg"][2:]
    yield "exe.png", sound["png"] + b"MZ\x90\0" + bytes(500)
    yield "both.jpg", sound["jpg"] + sound["pdf"]


def write(folder):
    """Writes them all, and returns how many there are; a name that this disk does not take is left out."""
    count = 0
    for number, (name, data) in enumerate(files()):
        place = folder / f"{number:04}"
        place.mkdir()
        try:
            (place / name).write_bytes(data)
        except OSError:
            continue
        count += 1
    return count


if __name__ == "__main__":
    sys.stdout.write(str(write(Path(os.fsencode(sys.argv[1]).decode()))))
