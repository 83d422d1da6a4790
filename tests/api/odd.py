"""What servers send that is no answer: odd values for any place of one, odd bytes, headers and redirects."""

import json

import msgspec

from fleetdesk.base.jsonable import jsonable
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit

SURROGATE = "\ud800"
DEEP = b"[" * 600 + b"]" * 600
ODD = [
    "null",
    '""',
    '"x"',
    "[]",
    "{}",
    "true",
    "-1",
    "10" * 20,
    "9" * 5000,
    f'"{"9" * 400}"',
    '"1e999"',
    "1e308",
    "1e400",
    "NaN",
    "Infinity",
    json.dumps(SURROGATE),
    '"\\ud83d\\ude80"',
    '"\\u0000"',
    DEEP.decode(),
    '{"a":' * 600 + "1" + "}" * 600,
    '"0001-01-01 00:00:00"',
    '"9999-12-31T23:59:59-14:00"',
    '"99.99.9999 99:99"',
    '"99999999999:59:59"',
    '"²:²:²"',
    json.dumps("[" * 100_000),
    '"[NaN]"',
    '"{\\"latlng\\": 5}"',
    '{"latlng": {"lat": "x", "lng": []}}',
    '[{"end": 5}, null]',
    "1.5e-320",
    '"-0"',
    '"357°"',
    '"٣٤"',
]
HOLE = "@hole@"
CACHED = (Unit, Position, Task)
HEADERS = [
    "²",
    "9" * 400,
    "-5",
    "5, 5",
    "Wed, 21 Oct 99999999999999999999 07:28:00 GMT",
    ",",
    "1e3",
    "\x00",
    "Wed, 21 Oct 2015 07:28:00 +999999999999",
    "Wed, 31 Feb 2026 07:28:00 GMT",
    "Wed, 21 Oct 0000 00:00:00 GMT",
]
CHARSETS = (
    "",
    "utf-8",
    "utf-7",
    "utf-16",
    "utf-32",
    "latin-1",
    "cp037",
    "hz",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "base64",
    "rot13",
    "mbcs",
    "õ",
    "x" * 200,
)
PIECES = (
    rb"\ud800",
    rb"\udc00",
    rb"\ud83d\ude80",
    rb"\uD83D",
    b"\\",
    b"\\\\",
    rb"\u",
    rb"\ud8",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"\xed\xa0\x80",
    b"\xff",
    b"\0",
    b",",
    b":",
    b"1e999",
    b"NaN",
    b"null",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\\x",
    b"\n",
    b"+2AA-",
    b"9" * 30,
)
STATUSES = (200, 200, 200, 302, 400, 404, 409, 429, 500, 503, 511)
PLACES = (
    "javascript:1",
    "http://[",
    "//",
    "http://a:99999999/",
    "\x00",
    "data:,x",
    "http://xn--/",
    "/api/x",
    "",
    "http://\u0130/",
    "x" * 70_000,
    "http://a\\b/",
    "mailto:x@y",
    ":::",
    "https://fleet.example:443/api/x",
)


def storable(answered):
    """The values fit the cache and JSON."""
    values = answered.values if isinstance(answered.values, list) else [answered.values]
    msgspec.msgpack.encode([each for each in values if isinstance(each, CACHED)])
    json.dumps(jsonable(answered.values), allow_nan=False, ensure_ascii=False).encode()
    json.dumps(jsonable(answered.raw), allow_nan=False, ensure_ascii=False).encode()


def mutated(dice, whole):
    body = bytearray(whole)
    for _ in range(dice.choice((1, 1, 2, 3, 5))):
        at = dice.randrange(len(body) + 1)
        body[at : at + dice.choice((0, 0, 1, 3))] = dice.choice(PIECES)
    return bytes(body)
