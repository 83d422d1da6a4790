"""Answers of address services: bad rows are dropped and the rest kept, whatever strangers put into them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.base.errors import BadAnswer
from fleetdesk.domain.gazetteer.place_hit import Exactness
from fleetdesk.geocoding.presets import Protocol
from fleetdesk.geocoding.readers import LONGEST, read_hits
from tests.geocoding.fakes import FOUND


def photon(lat, lon, name="Elva", **more):
    return {"geometry": {"coordinates": [lon, lat]}, "properties": {"type": "city", "name": name, **more}}


def labels(*rows):
    return [hit.label for hit in read_hits(Protocol.PHOTON, {"features": list(rows)})]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (91, 20), (58, 181), (0, 0), (math.inf, 20), (math.nan, 20), ("nan", "nan"), ("1e1", "2"), ("5_8", "2_6"),
        ("58,4", "26,7"), (True, True), (None, 26), ([58], [26]), ("9" * 400, "26"), (10**400, 26), ("", ""),
    ],
)  # fmt: skip
def test_a_row_without_a_place_on_earth_is_dropped(lat, lon):
    assert labels(photon(lat, lon), photon(58.2, 26.4, "Rõngu")) == ["Rõngu"]


@pytest.mark.parametrize(
    "row",
    [
        None, 5, "x", [], {}, {"geometry": 5, "properties": 5}, {"geometry": {"coordinates": [26]}},
        {"geometry": {"coordinates": {"0": 1}}, "properties": {"name": "x"}}, photon(58, 26, None),
        photon(58, 26, ["x"]),
        photon(58, 26, "   "), photon(58, 26, "…"), photon(58, 26, "x" * (LONGEST + 1)),
    ],
)  # fmt: skip
def test_a_row_of_another_shape_is_dropped(row):
    assert labels(row, photon(58.2, 26.4, "Rõngu")) == ["Rõngu"]


def test_labels_lose_what_nobody_sees():
    assert labels(photon(58, 26, "El\u202eva\n\x00linn\t 1")) == ["Elva linn 1"]


def test_mark_up_of_strangers_stays_text():
    assert labels(photon(58, 26, "<b>Elva</b>")) == ["<b>Elva</b>"]


def test_the_same_row_twice_is_one_hit():
    assert labels(photon(58, 26), photon(58, 26)) == ["Elva"]


def test_an_interpolated_house_is_somewhere_in_its_street():
    row = {
        "geometry": {"coordinates": [26, 58]},
        "properties": {"layer": "address", "accuracy": "interpolated", "label": "A 5"},
    }
    (hit,) = read_hits(Protocol.PELIAS, {"features": [row]})
    assert hit.exactness is Exactness.STREET


def test_a_partial_address_of_in_aks_is_not_exact():
    row = {**FOUND[Protocol.IN_AKS]["addresses"][0], "kvaliteet": "osaline"}
    (hit,) = read_hits(Protocol.IN_AKS, {"addresses": [row]})
    assert hit.exactness is Exactness.STREET


def test_names_of_places_stand_before_their_addresses():
    named = photon(58, 26, "Selver", type="house", street="Kase", housenumber="2", city="Elva", postcode="61505")
    assert labels(named) == ["Selver, Kase 2, 61505 Elva"]


def test_a_place_without_an_address_is_none_for_nominatim():
    assert read_hits(Protocol.NOMINATIM, {"error": "Unable to geocode"}) == []


@pytest.mark.parametrize("protocol", list(Protocol), ids=str)
@given(
    answer=st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["features", "addresses", "geometry", "coordinates", "properties", "address", "lat", "lon", "name",
                     "host", "viitepunkt_b", "viitepunkt_l", "label", "layer", "type", "city"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)  # fmt: skip
def test_nothing_that_is_answered_breaks_the_reading(protocol, answer):
    try:
        hits = read_hits(protocol, answer)
    except BadAnswer:
        return
    assert all(abs(hit.lat) <= 90 and abs(hit.lon) <= 180 and hit.label for hit in hits)
