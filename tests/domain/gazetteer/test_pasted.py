"""A pasted text gives its place and leaves its address; an address alone stays one."""

import pytest

from fleetdesk.domain.gazetteer.pasted import LONGEST, PastedPlace, ShortCode, pasted_place

TALLINN = (59.437, 24.757)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("59.437, 24.757", PastedPlace(*TALLINN)),
        ("Narva mnt 5, Tallinn (59.4370, 24.7570)", PastedPlace(*TALLINN, "Narva mnt 5, Tallinn")),
        ("Ladu 12 geo:59.437,24.757", PastedPlace(*TALLINN, "Ladu 12")),
        ("https://www.openstreetmap.org/?mlat=59.437&mlon=24.757", PastedPlace(*TALLINN)),
        ("CQP6+RW Tallinn", ShortCode("CQP6+RW", "Tallinn")),
    ],
)
def test_a_place_is_read_with_its_address(text, place):
    assert pasted_place(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Narva mnt 5, 10117 Tallinn",
        "Tartu mnt 83-12, 10115",
        "+372 5555 1234",
        "",
        "5+5 tn",
        "https://maps.app.goo.gl/x",
    ],
)
def test_an_address_alone_is_no_place(text):
    assert pasted_place(text) is None


def test_a_text_that_nobody_pastes_is_not_read():
    assert pasted_place(" " * LONGEST + "59.437, 24.757") is None


def test_a_short_code_is_read_near_its_town():
    short = pasted_place("CQP6+RW Tallinn")
    assert isinstance(short, ShortCode)
    found = short.near(59.43, 24.74)
    assert found is not None
    assert (found.lat, found.lon) == pytest.approx((59.4370625, 24.7623125))
