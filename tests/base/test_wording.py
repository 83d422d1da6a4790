"""Texts made of texts keep their English source."""

import pytest

from fleetdesk.base.sentences import capitalized, filled, listed
from fleetdesk.base.translation import Translated, source

LATE = Translated("hilinenud", "late")


def test_a_filled_template_keeps_the_source_of_what_it_holds():
    made = filled("{task}: {state}", task="FD-1", state=LATE)
    assert made == "FD-1: hilinenud"
    assert source(made) == "FD-1: late"


def test_plain_texts_stay_plain():
    assert type(filled("{task}: {state}", task="FD-1", state="late")) is str


@pytest.mark.parametrize(("names", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_names_are_listed_as_a_sentence_has_them(names, said):
    assert listed(names) == said


def test_only_the_first_letter_becomes_a_capital():
    assert capitalized("in Arbeit") == "In Arbeit"
