"""What becomes of the places of a file: new, there already, twice in it, or wrong with the reason."""

import pytest

from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.place_import import (
    NO_NAME,
    NO_PLACE,
    THERE,
    TOO_WIDE,
    TWICE,
    FoundPlace,
    Verdict,
    draft_of,
    judge,
)
from fleetdesk.domain.places import Poi

KNOWN = [Poi("m", 1, 59.4, 24.7, "Depot")]


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (FoundPlace("", 59.4, 24.7), NO_NAME),
        (FoundPlace("x", None, 24.7), NO_PLACE),
        (FoundPlace("x", float("nan"), 24.7), NO_PLACE),
        (FoundPlace("x", 91.0, 24.7), NO_PLACE),
        (FoundPlace("x", 59.4, 24.7, 200_000.0), TOO_WIDE),
        (FoundPlace("x", 59.4, 24.7, trouble="no point"), "no point"),
    ],
)
def test_what_is_wrong_says_why(found, reason):
    (judged,) = judge([found], [])
    assert (judged.verdict, judged.reason) == (Verdict.WRONG, reason)


def test_the_same_name_within_30_m_is_there_already(tmp_path):
    near, far, other = (
        FoundPlace("DEPOT ", 59.4001, 24.7),
        FoundPlace("Depot", 59.41, 24.7),
        FoundPlace("x", 59.4, 24.7),
    )
    assert [each.reason for each in judge([near, far, other], KNOWN)] == [THERE, "", ""]


def test_what_stands_twice_in_a_file_is_made_once():
    first, again = judge([FoundPlace("x", 59.4, 24.7), FoundPlace("X", 59.4, 24.7)], [])
    assert (first.verdict, again.verdict, again.reason) == (Verdict.NEW, Verdict.DOUBLE, TWICE)


def test_a_long_name_is_cut_and_stands_whole_in_the_comment():
    draft = draft_of("m", FoundPlace("N" * 60, 59.4, 24.7, comment="gate"), "customer")
    assert (draft.kind, draft.fields["name"]) == (OpKind.POI, "N" * 50)
    assert draft.fields["comment"] == f"{'N' * 60} – gate"


def test_a_shape_becomes_a_geozone():
    draft = draft_of("m", FoundPlace("Yard", 59.4, 24.7, 400.0), "poi")
    assert (draft.kind, draft.fields["radius_m"]) == (OpKind.ZONE, 400.0)
