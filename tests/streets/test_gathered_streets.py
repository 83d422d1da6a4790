"""A street in a settlement is one row, in however many tiles it lies; far parts are streets of their own."""

import pytest

from fleetdesk.streets import gathered_streets
from fleetdesk.streets.gathered_streets import GatheredStreets
from fleetdesk.streets.street_names import Settlement, StreetPart, TileNames

ELVA, UDERNA = Settlement("Elva", 58.22, 26.41, 6.0), Settlement("Uderna", 58.2, 26.5, 3.0)


def gathered(parts, settlements=(ELVA, UDERNA)):
    streets = GatheredStreets()
    for each in parts:
        streets.add(TileNames([each], []))
    streets.add(TileNames([], list(settlements)))
    return sorted(streets.rows())


def test_parts_of_many_tiles_are_one_row_at_the_part_nearest_to_the_middle():
    parts = [StreetPart("Kase", 58.22, 26.40 + step * 0.02, 1.0) for step in range(3)]
    assert gathered(parts) == [("Kase", "Elva", 58.22, 26.42)]


def test_the_nearest_settlement_names_a_street_by_how_far_it_reaches():
    """2.8 km from a village and 3.6 km from a town: the town's reach is twice the village's."""
    parts = [StreetPart("Kase", 58.2205, 26.471, 1.0), StreetPart("Kooli", 58.2, 26.49, 1.0)]
    assert [row[:2] for row in gathered(parts)] == [("Kase", "Elva"), ("Kooli", "Uderna")]


def test_a_street_far_from_all_settlements_has_none():
    assert gathered([StreetPart("Metsa tee", 58.5, 26.4, 1.0)]) == [("Metsa tee", "", 58.5, 26.4)]


def test_streets_of_one_name_that_are_far_apart_are_several():
    parts = [StreetPart("Kase", lat, 26.4, 1.0) for lat in (58.22, 59.0, 59.2)]
    assert gathered(parts) == [("Kase", "", 59.0, 26.4), ("Kase", "", 59.2, 26.4), ("Kase", "Elva", 58.22, 26.4)]


def test_above_its_limits_nothing_more_is_taken(monkeypatch):
    monkeypatch.setattr(gathered_streets, "MOST_ROWS", 3)
    monkeypatch.setattr(gathered_streets, "MOST_PARTS", 5)
    streets = GatheredStreets()
    for number in range(9):
        assert streets.full == (number >= 5)
        streets.add(TileNames([StreetPart(f"{number}. tänav", 58.22, 26.4, 1.0)], []))
    assert len(list(streets.rows())) == 3


@pytest.mark.parametrize("lat", [0.0, 84.9, -84.9])
def test_a_settlement_at_any_latitude_names_its_streets(lat):
    assert gathered([StreetPart("Kase", lat, 0.001, 1.0)], [Settlement("Elva", lat, 0.0, 6.0)])[0][1] == "Elva"
