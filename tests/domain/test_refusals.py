"""Every refusal of a server says what to do about it."""

import pytest

from fleetdesk.domain.outbox import Op, OpKind, OpState, next_words
from fleetdesk.domain.refusals import way_out


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "Correct that"),
        (402, "contract"),
        (403, "Ask for the right"),
        (404, "learn the server's addresses"),
        (405, "learn the server's addresses"),
        (408, "Try again"),
        (409, "Somebody else"),
        (410, "gone for good"),
        (413, "smaller"),
        (414, "fewer corners"),
        (415, "may have changed"),
        (418, "vendor"),
        (422, "Correct that"),
        (451, "vendor"),
    ],
)
def test_a_refusal_has_a_way_out_by_its_status(status, words):
    assert words in way_out(status)
    assert way_out(status).endswith(".")


def refused(status):
    return Op(
        1,
        "u",
        "m",
        "7",
        1,
        OpKind.UPDATE,
        OpState.DEAD,
        {"notes": "x"},
        {},
        reason="The server refused: no.",
        http=status,
    )


def test_a_refused_write_says_once_what_to_do():
    assert next_words(refused(400), 0.0) == "The server refused: no. Edit it and save again, or discard it."


def test_a_write_that_no_other_values_mend_says_what_does():
    told = next_words(refused(403), 0.0)
    assert told.startswith("The server refused: no. This account may not do that.")
    assert told.endswith("or discard it.")
