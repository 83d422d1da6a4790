"""What a search in the vehicle list understands."""

from dataclasses import replace

import pytest

from fleetdesk.domain.drivers import TachoState
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.vehicles.search import haystack, search
from tests.sync.fakes import NOW, position, unit

MOVER = Seen(unit("242KDN", name="Tartu 4", group="Külmik"))
MOVER.update(position("242KDN", speed_kmh=82.0), NOW)
MOVER.driving = TachoState("m", unit="242KDN", driver_name="JAAN TAMM", until_daily_rest_min=84)
PARKED = Seen(unit("820BHT"))
PARKED.update(position("820BHT", speed_kmh=0.0, ignition=False), NOW)


@pytest.mark.parametrize(
    "text", ["242", "kdn", "tartu", "TAMM", "külm", "moving", "speed>80", "tartu speed>80 left<90", ""]
)
def test_the_mover_is_found(text):
    assert search(text)(MOVER)


@pytest.mark.parametrize("text", ["speed>90", "left<10", "820", "tartu 820", "speed>", "<img"])
def test_the_mover_is_not_found(text):
    assert not search(text)(MOVER)


def test_the_parked_one_has_no_speed():
    assert search("speed<1 stopped")(PARKED)


def test_a_unit_with_another_name_or_driver_is_found_by_these():
    seen = Seen(unit("242KDN", name="Tartu 4"))
    assert search("tartu")(seen)
    seen.unit = replace(seen.unit, name="Narva 2")
    seen.driving = TachoState("m", unit="242KDN", driver_name="Jaan Tamm")
    assert [search(text)(seen) for text in ("tartu", "narva", "tamm")] == [False, True, True]


@pytest.mark.parametrize("text", ["", "mov", "82", "t", "krn", "jaan tamm", "silent", "820bht stopped"])
def test_a_search_finds_what_has_every_word_in_its_texts(text):
    for seen in (MOVER, PARKED):
        assert search(text)(seen) == all(word in haystack(seen) for word in text.split())


def test_units_with_one_number_in_two_accounts_are_told_apart():
    ours, theirs = Seen(unit("1", name="Tartu")), Seen(replace(unit("1", name="Narva"), account="other"))
    for _again in range(2):
        assert [search("tartu")(each) for each in (ours, theirs)] == [True, False]
        assert [search("other")(each) for each in (ours, theirs)] == [False, True]
