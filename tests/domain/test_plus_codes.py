"""Plus codes are read as their specification has it, whole or near a place."""

import pytest

from fleetdesk.domain.plus_codes import code_in, is_whole, middle, nearest


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("7FG49QCJ+2V", (20.3700625, 2.7821875)),
        ("7FG49QCJ+2VX", (20.3701125, 2.782234375)),
        ("8FVC9G8F+6X", (47.3655625, 8.5249375)),
        ("849VGJQF+VX7QR3J", (37.5396691, -122.3750698)),
    ],
)
def test_a_whole_code_has_its_middle(code, place):
    assert middle(code) == pytest.approx(place, abs=1e-6)


@pytest.mark.parametrize(
    ("code", "near", "whole"),
    [
        ("9G8F+6X", (47.4, 8.6), "8FVC9G8F+6X"),
        ("CJ+2VX", (51.3708675, -1.217765625), "9C3W9QCJ+2VX"),
        ("8F+GG", (47.4, 8.6), "8FVCCJ8F+GG"),
    ],
)
def test_a_short_code_is_the_one_that_is_nearest(code, near, whole):
    found, wanted = nearest(code, near), middle(whole)
    assert found == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ladu, 8fvc9g8f+6x", ("8FVC9G8F+6X", "Ladu")),
        ("9G8F+6X Zürich", ("9G8F+6X", "Zürich")),
        ("Narva mnt 5, Tallinn", None),
        ("+372 5555 1234", None),
        ("A+B", None),
        ("5+5", None),
    ],
)
def test_a_code_is_found_in_a_text_with_the_rest_of_it(text, found):
    assert code_in(text) == found


def test_only_a_code_of_eight_before_its_plus_is_whole():
    assert [is_whole(each) for each in ("8FVC9G8F+6X", "9G8F+6X")] == [True, False]


def test_a_code_beyond_the_earth_is_none():
    assert middle("X2222222+22") is None
