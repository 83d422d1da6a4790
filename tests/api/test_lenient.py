"""One character, number or row that JSON has not costs itself alone."""

import json

import pytest

from fleetdesk.api.answers import Reply, parsed
from tests.api.test_examples import ANSWERS, operation_of
from tests.conftest import example

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b'"J\xfcri"', "J\ufffdri"),
        (b'"cut \xe2\x82"', "cut \ufffd"),
        (b'"\\ud800"', "\ufffd"),
        (b'"a\\qb"', "aqb"),
        (b'"C:\\\\dir\\new"', "C:\\dir\new"),
        (b'"a\tb\nc"', "a\tb\nc"),
        (b"1e999", None),
        (b"-1e999", None),
        (b"NaN", None),
        (b"-Infinity", None),
        (b"9" * 5000, None),
        (b"9" * 30, 10**30 - 1),
        (b"[" * 80 + b"]" * 80, None),
    ],
)
def test_a_bad_value_costs_itself(written, read):
    value = b"[" * 2 + written + b"]" * 2 if written.startswith(b"[[") else written
    rows = parsed(Reply(200, JSON, b'[{"id": 1, "name": %s}, {"id": 2}]' % value))
    assert rows[1] == {"id": 2}
    assert rows[0] == ({"id": 1, "name": read} if not written.startswith(b"[[") else None)


@pytest.mark.parametrize(
    "body", ['[{"id": "Jüri"}]'.encode(code) for code in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32")]
)
def test_any_unicode_is_read(body):
    assert parsed(Reply(200, JSON, body)) == [{"id": "Jüri"}]


@pytest.mark.parametrize(
    ("charset", "read"),
    [("iso-8859-1", "Jüri"), ('"windows-1257"', "Jüri"), ("no-such-thing", "J\ufffdri"), ("rot13", "J\ufffdri")],
)
def test_a_charset_that_is_told_is_taken_where_utf_8_fails(charset, read):
    reply = Reply(200, {"content-type": f"application/json; charset={charset}"}, b'["J\xfcri"]')
    assert parsed(reply) == [read]


def test_a_told_charset_does_not_spoil_utf_8():
    assert parsed(Reply(200, {"content-type": "application/json; charset=latin1"}, '["Jüri"]'.encode())) == ["Jüri"]


BAD = [
    b"1e999",
    b"NaN",
    b'"\xfc"',
    b'"\\q"',
    b"[" * 80 + b"]" * 80,
    b'"a\x01"',
    b'{"a": [1]}',
    b"[[1]]",
    b"true",
    b'"x"',
    b"-1",
]
HOLE = "@hole@"


def rows_of(vendor, name):
    """The rows of an example of the reference, and a function that makes an answer of rows."""
    operation, raw = operation_of(vendor, name), example(vendor, name)
    rows = raw.get(operation.items) if operation.items and isinstance(raw, dict) else raw
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        return None, None
    return rows[0], lambda changed: {**raw, operation.items: changed} if rows is not raw else changed


LISTS = [each for each in ANSWERS if rows_of(*each)[0] is not None and operation_of(*each).record is not None]


@pytest.mark.parametrize(("vendor", "name"), LISTS)
async def test_a_bad_value_costs_at_most_its_row_in_every_operation(readers, vendor, name):
    row, answer = rows_of(vendor, name)
    for key in row:
        text = json.dumps(answer([row, {**row, key: HOLE}, row]))
        for bad in BAD:
            body = text.encode().replace(f'"{HOLE}"'.encode(), bad)
            answered = readers[vendor].read(operation_of(vendor, name), Reply(200, JSON, body), {"object_id": "A"})
            assert len(answered.values) >= 2, (key, bad)
            assert len(answered.values) + len(answered.dropped) == 3, (key, bad)


def test_one_bad_id_of_an_area_costs_itself(readers):
    client = readers["metrotec"]
    body = b'["A", 1e999, NaN, "J\xfc", {}, "B"]'
    assert client.read(client.table.find("vehicles.in_area"), Reply(200, JSON, body), {}).values == [
        "A",
        "J\ufffd",
        "B",
    ]
