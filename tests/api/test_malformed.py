"""Whatever a server sends, reading ends in domain values that can be kept, or in an error of ours."""

import json
import random

import msgspec
import pytest

from fleetdesk.api.answers import Reply, parsed, raise_for_status, reason_of, retry_after, server_time
from fleetdesk.base.errors import BadAnswer, FleetError
from tests.api.odd import CHARSETS, HEADERS, HOLE, ODD, PLACES, STATUSES, mutated, storable
from tests.api.test_examples import ANSWERS, operation_of
from tests.conftest import example
from tests.day_seed import cases_of_the_day

JSON = {"content-type": "application/json"}


def read(readers, vendor, name, body):
    """What became of a body: its values, or None for an error of ours; anything else fails the test."""
    operation = operation_of(vendor, name)
    try:
        if name == "positions.list.answer" and vendor == "metrotec":
            msgspec.msgpack.encode(readers[vendor].read_list(Reply(200, JSON, body)).values)
        answered = readers[vendor].read(operation, Reply(200, JSON, body), {"object_id": "A"})
    except FleetError:
        return None
    storable(answered)
    return answered


def holes(value, at=None):
    """The example once for each of its places, with a hole there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {**value, key: HOLE}
            yield {other: kept for other, kept in value.items() if other != key}
            yield from ({**value, key: changed} for changed in holes(inner))
    elif isinstance(value, list):
        for number, inner in enumerate(value[:2]):
            yield [*value[:number], HOLE, *value[number + 1 :]]
            yield from ([*value[:number], changed, *value[number + 1 :]] for changed in holes(inner))


@pytest.mark.parametrize(("vendor", "name"), cases_of_the_day(ANSWERS, 20))
async def test_odd_values_in_every_place(readers, vendor, name):
    tried = 0
    for changed in (HOLE, *holes(example(vendor, name))):
        text = json.dumps(changed)
        for odd in ODD if HOLE in text else ["null"]:
            read(readers, vendor, name, text.replace(f'"{HOLE}"', odd).encode())
            tried += 1
    assert tried >= len(ODD)


@pytest.mark.parametrize(("vendor", "name"), ANSWERS)
async def test_a_cut_answer_is_no_answer(readers, vendor, name):
    whole = json.dumps(example(vendor, name)).encode()
    random.seed(name)
    for at in sorted(random.sample(range(1, len(whole)), min(60, len(whole) - 1))):
        assert read(readers, vendor, name, whole[:at]) is None or not whole[:at].strip()


@pytest.mark.parametrize(("vendor", "name"), ANSWERS)
async def test_hostile_bytes(readers, vendor, name):
    whole = json.dumps(example(vendor, name)).encode()
    random.seed(name)
    for _ in range(60):
        at = random.randrange(len(whole))
        read(readers, vendor, name, whole[:at] + random.randbytes(random.choice((1, 1, 4))) + whole[at + 1 :])


async def test_one_bad_text_costs_one_character(readers):
    body = b'[{"id": "A", "alias": "x\\ud800y"}, {"id": "B", "alias": "\\\\ud800 \\ud83d\\ude80"}]'
    names = [each.name for each in read(readers, "metrotec", "vehicles.list.answer", body).values]
    assert names == ["x\ufffdy", "\\ud800 \U0001f680"]


async def test_a_byte_order_mark_is_no_damage(readers):
    assert read(readers, "metrotec", "vehicles.list.answer", b'\xef\xbb\xbf[{"id": "A"}]').values[0].id == "A"


async def test_what_cannot_be_read_is_counted(readers):
    rows = [{"id": 7}, {"id": None}, 5, "x", None, [], {"id": "8"}]
    answered = read(readers, "metrotec", "tasks.list.answer", json.dumps(rows).encode())
    assert [each.id for each in answered.values] == [7, 8]
    assert len(answered.dropped) == 5


async def test_a_time_no_clock_shows_is_no_time(readers):
    rows = [{"id": 7, "start_time": "0001-01-01 00:00:00", "stop_time": "9999-12-31 23:59:59"}]
    task = read(readers, "metrotec", "tasks.list.answer", json.dumps(rows).encode()).values[0]
    assert (task.start_at, task.stop_at) == (None, None)


@pytest.mark.parametrize("said", HEADERS)
def test_odd_headers_are_no_fault_of_ours(said):
    wait_s = retry_after(Reply(503, {"retry-after": said}, b""))
    assert wait_s is None or 0 <= wait_s <= 3600
    server_time(Reply(200, {"date": said}, b""))


def test_a_retry_date_is_read_by_the_servers_clock():
    headers = {"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT", "date": "Wed, 21 Oct 2015 07:28:00 GMT"}
    assert retry_after(Reply(503, headers, b"")) == 30


@pytest.mark.parametrize("odd", ODD)
def test_odd_refusals_have_a_reason_or_none(odd):
    for body in (odd, f'{{"error": {odd}}}'):
        reason_of(Reply(400, JSON, body.encode("utf-8", "surrogatepass"))).encode()


def test_nesting_that_would_break_the_reader_later_is_refused():
    with pytest.raises(FleetError):
        parsed(Reply(200, JSON, b"[" * 200 + b"]" * 200))
    assert parsed(Reply(200, JSON, b"[" * 20 + b"]" * 20))


@pytest.mark.parametrize(("vendor", "name"), ANSWERS)
async def test_mutated_answers_in_any_charset_end_in_values_or_an_error_of_ours(readers, vendor, name):
    """Statuses that are none of success too: a refusal's own words are read from the same bytes."""
    whole, dice = json.dumps(example(vendor, name)).encode(), random.Random(f"charsets {name}")
    operation = operation_of(vendor, name)
    for _ in range(150):
        body, charset = mutated(dice, whole), dice.choice(CHARSETS)
        headers = {"content-type": f"application/json; charset={charset}", "location": dice.choice(PLACES)}
        reply = Reply(dice.choice(STATUSES), headers, body, "https://fleet.example/api/x")
        reading = [lambda it: readers[vendor].read(operation, it, {"object_id": "A"}), raise_for_status]
        if name == "positions.list.answer" and vendor == "metrotec":
            reading.append(readers[vendor].read_list)
        for each in reading:
            try:
                found = each(reply)
            except FleetError as error:
                str(error).encode()
                continue
            if each is reading[0]:
                storable(found)


def test_a_charset_that_is_no_text_is_not_believed():
    for charset in ("idna", "punycode", "unicode_escape", "utf-7", "undefined", "base64", "rot13"):
        reply = Reply(400, {"content-type": f"text/plain; charset={charset}"}, b"Nimi \xff puudub +2AA- \\ud800")
        reason_of(reply).encode()


@pytest.mark.parametrize("place", PLACES)
def test_a_redirect_to_no_address_is_an_answer_that_is_none(place):
    with pytest.raises(BadAnswer):
        raise_for_status(Reply(302, {"location": place}, b"", "https://fleet.example/api/y"))
