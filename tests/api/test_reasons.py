"""The server's own words, in the shapes in which frameworks give them."""

import json

import pytest

from fleetdesk.api.answers import Reply, raise_for_status, reason_of
from fleetdesk.base.errors import Refused

JSON = {"content-type": "application/json"}
LATE = "The stop must come after the start."


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"message": "Order reference is taken"}, "Order reference is taken"),
        ({"error": True, "message": "Order reference is taken"}, "Order reference is taken"),
        ({"error": "invalid_grant", "error_description": "The key has expired."}, "The key has expired."),
        ({"error": {"code": 400, "message": "Taken"}}, "Taken"),
        (
            {"Message": "The request is invalid.", "ModelState": {"stop": [LATE]}},
            f"The request is invalid: stop: {LATE}",
        ),
        ({"message": "Invalid.", "errors": {"stop_time": [LATE]}}, f"Invalid: stop_time: {LATE}"),
        ({"stop_time": [LATE], "start_time": ["Required."]}, f"stop_time: {LATE}; start_time: Required."),
        ({"non_field_errors": [LATE]}, LATE),
        ({"detail": "Not found."}, "Not found."),
        ({"detail": [{"loc": ["body", "stop_time"], "msg": LATE, "type": "value_error"}]}, f"stop_time: {LATE}"),
        (
            {"type": "about:blank", "title": "Conflict", "status": 409, "detail": "Task 7 is closed."},
            "Task 7 is closed.",
        ),
        (
            {"title": "Invalid", "status": 400, "invalid-params": [{"name": "stop", "reason": LATE}]},
            f"Invalid: stop: {LATE}",
        ),
        ({"title": "Invalid", "violations": [{"propertyPath": "stop", "message": LATE}]}, f"Invalid: stop: {LATE}"),
        (
            {"errors": [{"title": "Invalid", "detail": LATE, "source": {"pointer": "/data/attributes/stop"}}]},
            f"stop: {LATE}",
        ),
        ({"errors": [LATE, "Address is missing."]}, f"{LATE}; Address is missing."),
        ({"errors": LATE}, LATE),
        ([{"field": "stop", "message": LATE}], f"stop: {LATE}"),
        ({"message": [LATE, "Two"], "error": "Bad Request", "statusCode": 400}, f"Bad Request: {LATE}; Two"),
        ({"timestamp": "x", "status": 400, "error": "Bad Request", "path": "/a"}, "Bad Request"),
        ({"errors": {"address": {"street": ["Required."]}}}, "address.street: Required."),
        ({"success": False, "msg": "Vehicle is sold"}, "Vehicle is sold"),
        ({"fault": {"faultstring": "Quota", "detail": {"errorcode": "x"}}}, "Quota"),
        ({"code": "TASK_TAKEN"}, "TASK_TAKEN"),
        ("Order reference is taken", "Order reference is taken"),
        ({"error": True}, ""),
        ({"error": None, "message": ""}, ""),
        ([], ""),
        (7, ""),
    ],
)
def test_a_reason_is_found(said, words):
    assert reason_of(Reply(422, JSON, json.dumps(said).encode())) == words


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("text/plain", b"Order reference is taken\r\n", "Order reference is taken"),
        (
            "text/html",
            b"<html><head><title>413 Request Entity Too Large</title></head><body>x</body></html>",
            "413 Request Entity Too Large",
        ),
        ("text/html", b"<p>Order reference <b>is</b> taken</p>", "Order reference"),
        ("application/problem+xml", b"<?xml version='1.0'?><problem><detail>Taken</detail></problem>", "Taken"),
        ("text/plain; charset=iso-8859-1", b"J\xfcri is away", "Jüri is away"),
        ("application/json", b"Order reference is taken", "Order reference is taken"),
        ("", b'{"message": "Taken"}', "Taken"),
        ("application/octet-stream", b"", ""),
    ],
)
def test_words_outside_json_are_found(kind, body, words):
    assert reason_of(Reply(400, {"content-type": kind}, body)) == words


def test_a_reason_has_an_end():
    deep = {"errors": {"a": "x"}}
    for _ in range(200):
        deep = {"errors": [deep, deep]}
    assert len(reason_of(Reply(400, JSON, json.dumps({"message": "m" * 5000}).encode()))) == 300
    assert reason_of(Reply(400, JSON, b'{"errors":' * 60 + b'"x"' + b"}" * 60)) == ""


def test_the_user_reads_the_field_and_why():
    body = json.dumps({"message": "The given data was invalid.", "errors": {"stop_time": [LATE]}}).encode()
    with pytest.raises(Refused, match="stop_time: The stop must come after the start"):
        raise_for_status(Reply(422, JSON, body))


@pytest.mark.parametrize(
    ("status", "said", "sentence"),
    [
        (
            404,
            {"message": "no such vehicle"},
            "The server refused: no such vehicle. It may be gone: press F5 and look. Where nothing is found, let "
            "FleetDesk learn the server's addresses.",
        ),
        (422, {"message": LATE}, f"The server refused: {LATE} Correct that and try again."),
        (
            403,
            {},
            "The server refused: 403. This account may not do that. Ask for the right to, or sign in as somebody who "
            "has it.",
        ),
    ],
)
def test_a_refusal_is_a_sentence_with_what_to_do(status, said, sentence):
    with pytest.raises(Refused) as refused:
        raise_for_status(Reply(status, JSON, json.dumps(said).encode()))
    assert str(refused.value) == sentence
    assert sentence.startswith(refused.value.said)
