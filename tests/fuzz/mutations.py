"""One answer of HTTP made of a sound body: its values, bytes, packing, headers and framing spoilt by a seed."""

import gzip
import zlib

from tests.api.odd import CHARSETS, HEADERS, PLACES, STATUSES
from tests.damage.spoiling import cut, flip
from tests.fuzz.values import flood, spoilt_bytes, spoilt_values

TYPES = (
    "text/html",
    "text/plain",
    "",
    "application/problem+json",
    "application/JSON, text/html",
    "\xff",
    "application/xml",
    "application/json;charset",
    "application/octet-stream",
    "a" * 3000,
    "json",
    "/",
    ";;;",
    "a/b",
)
LABELS = (
    "gzip",
    "deflate",
    "br",
    "zstd",
    "gzip, gzip",
    "gzip, deflate, gzip",
    "x-gzip",
    "identity",
    "\xff",
    ",",
    "GZIP",
    "none",
    "aws-chunked",
    "compress",
)
STARTS = (
    b"HTTP/1.0 200 OK",
    b"HTTP/1.1 200",
    b"HTTP/2 200 OK",
    b"HTTP/1.1 999 x",
    b"HTTP/1.1 99999 x",
    b"ICY 200",
    b"HTTP/1.1 -1 x",
    b"<html>",
    b"HTTP/1.1 200 " + b"x" * 70_000,
    b"\x16\x03\x01\x02\0",
    b"HTTP/1.1 2\xb2 x",
    b"HTTP/1.1 101 Switching Protocols",
    b"HTTP/1.1 204 No Content",
    b"HTTP/1.1 100 Continue",
)
LINES = (
    b"X: \xff\xfe",
    b": x",
    b"X",
    b" folded: x",
    b"X: " + b"y" * 70_000,
    b"X\0: y",
    b"Content-Length: 5",
    b"Content-Length: -1",
    b"Content-Length: 1e3",
    b"Content-Length: 5, 6",
    b"Transfer-Encoding: gzip",
    b"Content-Type: text/html",
    b"Set-Cookie: a=b; Domain=x",
    b"Content-Encoding: gzip",
    b"Connection: upgrade",
    b"Transfer-Encoding: identity",
    b"X: y\r\nY: z\rW: v",
    b"Trailer: X",
    b"Date: yesterday",
    b"Refresh: 0",
    b"Transfer-Encoding: chunked, chunked",
)
BODIES = (spoilt_values,) * 12 + (spoilt_bytes,) * 6 + (flood,)


def case(sound, others, dice):
    """The bytes of an answer, whether the connection closes after it, and what was done first."""
    source = sound if dice.random() < 0.95 else dice.choice(others)
    body, kind = _body(source, dice)
    wire = dice.choice((None,) * 6 + (status, redirect, kind_of, pack, frame, start, line))
    if wire is None:
        return _answer(body), False, kind
    return *wire(body, dice), wire.__name__


def _body(source, dice):
    try:
        return dice.choice(BODIES)(source, dice)
    except ValueError:  # a body that is no JSON has no values
        return spoilt_bytes(source, dice)


def _answer(body, headers=(), first=b"HTTP/1.1 200 OK", kind="application/json"):
    typed = () if kind is None else (("Content-Type", kind),)
    lines = [f"{name}: {value}".encode("utf-8", "replace") for name, value in (*typed, *headers)]
    return b"\r\n".join([first, *lines, b"Content-Length: %d" % len(body), b"", b""]) + body


def status(body, dice):
    number = dice.choice([*STATUSES, 401, 403, 405, 418, 201, 204, 206, 299, 304, 423, 502, 599])
    named = dice.choice(["Retry-After", "Date", "WWW-Authenticate"])
    kind = f"application/json; charset={dice.choice(CHARSETS)}" if dice.random() < 0.5 else "text/html"
    return _answer(body, [(named, dice.choice(HEADERS))], b"HTTP/1.1 %d x" % number, kind), True


def redirect(body, dice):
    place = dice.choice(PLACES).replace("\x00", "%00")
    return _answer(body, [("Location", place)], b"HTTP/1.1 %d x" % dice.choice((301, 302, 303, 307, 308, 300))), True


def kind_of(body, dice):
    return _answer(body, kind=dice.choice([*TYPES, None, f"application/json; charset={dice.choice(CHARSETS)}"])), False


def _gzip(body):
    """Pack without the time, which gzip writes into its head."""
    return gzip.compress(body, mtime=0)


def pack(body, dice):
    """Packed, and the packing damaged or called something else."""
    packed = dice.choice([_gzip, zlib.compress, lambda it: _gzip(_gzip(it)), bytes])(body)
    for _ in range(dice.choice((0, 1, 2))):
        packed = dice.choice([flip, cut, lambda it, _: it + it, lambda it, _: it + b"\0"])(packed or b"x", dice)
    return _answer(packed, [("Content-Encoding", dice.choice(LABELS))]), True


def frame(body, dice):
    """Chunks, lengths that are none, and ends in the middle."""
    kind = dice.choice(("chunked", "broken", "long", "short", "none"))
    if kind in ("chunked", "broken"):
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:]) if part) + b"0\r\n\r\n"
        chunks = flip(chunks, dice) if kind == "broken" else chunks
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, True
    whole = _answer(body)
    told = {"long": b": %d" % (len(body) + 9), "short": b": %d" % (len(body) // 2), "none": b": "}[kind]
    return whole.replace(b": %d\r\n\r\n" % len(body), told + b"\r\n\r\n", 1), True


def start(body, dice):
    return _answer(body, first=dice.choice(STARTS)), True


def line(body, dice):
    return _answer(body).replace(b"\r\n", b"\r\n" + dice.choice(LINES) + b"\r\n", 1), True
