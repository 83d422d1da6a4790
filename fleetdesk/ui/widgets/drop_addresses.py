"""Addresses in what is dragged: which are files of this computer, and what to do about those that are not."""

import os
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _

ELSEWHERE = _("That is an address on the web and no file. Save it on this computer first, then drop the file.")
PROMISED = _(
    "The other program offers a mail or a file that is not on this computer yet. "
    "Save it, or its attachment, on this computer first, then drop the file."
)
MOST = 1000
TOO_MANY = _("These are more than {most} files, so none was taken. Drop at most {most} at once.").format(
    most=grouped(MOST)
)
_LONGEST = 1 << 15  # no file's path is longer, and of other addresses only the beginning counts
_WEB = {"http", "https"}
_KINDS = {
    "smb sftp ftp ftps dav davs nfs afp fish ssh webdav webdavs": _(
        "That file lies on another computer ({scheme}:). Copy it to this computer first, then drop the copy."
    ),
    "mtp gphoto2 ptp camera afc": _(
        "That file lies on a phone or a camera ({scheme}:). Copy it to this computer first, then drop the copy."
    ),
    "trash": _("That file is in the trash. Restore it first, then drop it."),
    "imap imaps imap-message mailbox mailbox-message pop news nntp mid cid message outlook": _(
        "That is a mail, or a part of one ({scheme}:). Save the attachment on this computer first, then drop the file."
    ),
    "data blob": _("That is a part of a web page and no file. Save it on this computer first, then drop the file."),
}
_SENTENCES = {scheme: sentence for schemes, sentence in _KINDS.items() for scheme in schemes.split()}
_OTHER = _(
    "What begins with {scheme}: is no file of this computer. Save it on this computer first, then drop the file."
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_VERBS = {b"copy", b"cut", b"link", b"x-special/nautilus-clipboard"}
_PROMISES = ("FileGroupDescriptor", "x-moz-file-promise", "promised-file")


@dataclass(frozen=True, slots=True)
class Address:
    """Something dragged that is no file of this computer."""

    text: str

    def __str__(self) -> str:
        return self.text

    def exists(self) -> bool:
        """Return False: an address is no file here; the method stands in for that of a path."""
        return False

    @property
    def sentence(self) -> str:
        """Return a sentence that says what the address is and what to do instead."""
        scheme = _scheme(self.text)
        if scheme in _WEB:
            return ELSEWHERE
        if scheme == "file":
            return _("That file lies on another computer. Copy it to this computer first, then drop the copy.")
        return _SENTENCES.get(scheme, _OTHER).format(scheme=scheme)


@dataclass(frozen=True, slots=True)
class Crowd(Address):
    """More files than are taken at once."""

    @property
    def sentence(self) -> str:
        """Return a sentence that says what to do instead."""
        return TOO_MANY


def addresses(data: QMimeData) -> list[bytes]:
    """Return the addresses as written, from the first format that has any; other programs use several.

    Return at most one more than MOST: a list may have millions, and is read at each move of the mouse.
    """
    for name, read in _FORMS.items():
        found = filter(None, read(bytes(data.data(name).data()))) if data.hasFormat(name) else ()
        if some := list(islice(found, MOST + 1)):
            return list(dict.fromkeys(some))
    return []


def is_promised(data: QMimeData) -> bool:
    """Return whether another program offers files that it writes only when they are fetched, such as mails."""
    return any(sign in name for name in data.formats() for sign in _PROMISES)


def place(address: bytes) -> Path | Address:
    """Return the path of a file on this computer, whose name is bytes, or the address of anything elsewhere."""
    text = address.decode("utf-8", "surrogateescape")
    scheme = _scheme(text)
    if scheme == "file":
        return _file(address) or Address(text.encode("utf-8", "replace").decode())
    if not scheme and address.startswith((b"/", b"\\\\")):
        return Path(os.fsdecode(unquote_to_bytes(address)))  # Qt has put percent signs into it
    return Address(text.encode("utf-8", "replace").decode())


def _scheme(text: str) -> str:
    found = _SCHEME.match(text)
    return found.group(1).lower() if found else ""


def _file(address: bytes) -> Path | None:
    if os.name == "nt":
        return Path(QUrl.fromEncoded(address).toLocalFile())
    rest = address[len("file:") :]
    host, path = b"", rest
    if rest.startswith(b"//"):
        host, slash, path = rest[2:].partition(b"/")
        path = slash + path
    ours = {"", "localhost", "127.0.0.1", "::1", socket.gethostname().lower()}
    if host.decode("ascii", "replace").strip("[]").lower() not in ours or not path.startswith(b"/"):
        return None
    return Path(os.fsdecode(unquote_to_bytes(path)))


def _lines(raw: bytes) -> Iterator[bytes]:
    """Return the lines of a text/uri-list (RFC 2483) without comments, which begin with #."""
    lines = (found.group()[:_LONGEST].strip(b" \t\0") for found in re.finditer(rb"[^\r\n]+", raw))
    return (each for each in lines if not each.startswith(b"#") and each not in _VERBS)


def _first_line(raw: bytes) -> Iterator[bytes]:
    """Return the first line, which is the address; its title is below it."""
    return islice(_lines(raw), 1)


def _wide(raw: bytes) -> bytes:
    """Return UTF-16 in little-endian order, as Mozilla writes it, as UTF-8; leave UTF-8 as it is."""
    return raw.decode("utf-16-le", "replace").encode("utf-8", "replace") if b"\0" in raw[:2] else raw


_FORMS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "text/uri-list": _lines,
    "application/x-kde4-urilist": _lines,
    "x-special/gnome-copied-files": _lines,
    "x-special/mate-copied-files": _lines,
    "x-special/nautilus-clipboard": _lines,
    "text/x-moz-url": lambda raw: iter([each.strip(b"\r\0 ") for each in _wide(raw).split(b"\n")[::2]]),
    "_NETSCAPE_URL": _first_line,
    "application/x-moz-file-promise-url": lambda raw: _first_line(_wide(raw)),
}
