"""Of which one place a report can be ordered alone, and what that is called."""

from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.domain.report_places import place_names
from fleetdesk.domain.reports import ReportType

PLACES = [
    Poi("m", 1, name="Depot"),
    Poi("m", 2, name="depot"),
    Poi("m", 3, comment="Gate 4"),
    Poi("m", 4),
    Poi("m", None, name="Not there yet"),
    Poi("n", 5, name="Of another account"),
    Geozone("m", 6, "Yard"),
    Place("m", 7, "Visited"),
]


def test_places_and_geozones_are_told_apart_by_the_type():
    assert place_names(PLACES, "m", ReportType.ZONES) == {6: "Yard"}
    assert place_names(PLACES, "m", ReportType.COUNTRIES) == {}


def test_those_of_one_name_have_their_ids_and_the_nameless_their_comment():
    assert place_names(PLACES, "m", "poi") == {1: "Depot (1)", 2: "depot (2)", 3: "Gate 4", 4: "4"}
