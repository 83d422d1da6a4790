"""Sentences put together keep both languages."""

import json

import msgspec
import pytest

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import arrived, carried, joined, plain, together
from fleetdesk.base.translation import Translated, source

HELLO = Translated("Tere.", "Hello.")


def test_english_sentences_are_a_plain_text():
    assert together("One.", "", None, "Two.") == "One. Two."
    assert not isinstance(together("One.", "Two."), Translated)


def test_translated_sentences_keep_their_english():
    made = together("m:", FleetError(HELLO), "", HELLO)
    assert (made, source(made)) == ("m: Tere. Tere.", "m: Hello. Hello.")


def test_a_list_of_words_keeps_its_english():
    made = joined([Translated("aeg", "time"), "id"])
    assert (made, source(made)) == ("aeg, id", "time, id")


def test_nothing_is_an_empty_text():
    assert together("", None) == ""


def test_encoders_take_a_plain_text():
    assert msgspec.msgpack.decode(msgspec.msgpack.encode([HELLO], enc_hook=plain)) == ["Tere."]
    assert type(plain(HELLO)) is str
    with pytest.raises(TypeError):
        plain(object())


def test_both_languages_go_through_json():
    told = json.loads(json.dumps(carried({"a": [HELLO, "b"], "n": 1})), object_hook=arrived)
    assert told == {"a": ["Tere.", "b"], "n": 1}
    assert source(told["a"][0]) == "Hello."
