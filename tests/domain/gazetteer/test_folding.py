"""Spellings of one address are one text: case, marks, alphabets, doubled letters, signs."""

import pytest

from fleetdesk.domain.gazetteer.abbreviations import is_optional, kinds
from fleetdesk.domain.gazetteer.folding import LONGEST, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Õismäe tee", "OISMAE TEE"),
        ("Köln", "Ko\u0308ln"),
        ("Таллинн", "Tallinn"),
        ("Вильянди", "Viljandi"),
        ("Йыхви", "jyhvi"),
        ("Михаловце", "Michalovce"),
        ("Kharkiv", "Харкив"),
        ("Jõhvi, Jaama 12", "johvi   jaama-12"),
        ("Tallin", "Tallinn"),
        ("Łódź", "lodz"),
    ],
)
def test_spellings_of_one_text_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Narva 5", "Narva 55"), ("Kase", "Kasse 1"), ("Tartu", "Narva")])
def test_other_texts_stay_other(one, other):
    assert fold(one) != fold(other)


def test_a_number_and_its_letter_are_one_word():
    assert fold("Pikk 5 a, Tallinn") == fold("pikk 5A tallin") == "pik 5a talin"


@pytest.mark.parametrize("nothing", ["", "   ", "—", "\u202e", "☃"])
def test_what_has_no_letter_is_nothing(nothing):
    assert fold(nothing) == ""


def test_however_long_a_text_is_only_its_beginning_is_read():
    assert fold("ab " * LONGEST) == fold(("ab " * LONGEST)[:LONGEST])


@pytest.mark.parametrize(
    ("one", "other"), [("mnt", "maantee"), ("ul.", "улица"), ("pst", "проспект"), ("nám.", "площадь"), ("пр-т", "пр.")]
)
def test_ways_are_of_one_kind_in_every_language_and_length(one, other):
    assert kinds(fold(one).split()) == kinds(fold(other).split()) != frozenset()


def test_a_kind_of_way_and_an_initial_may_lack_but_no_name_and_no_number():
    assert [is_optional(fold(each)) for each in ("tänav", "F.", "Narva", "5")] == [True, True, False, False]
