"""Streets of places come from a process of their own, which is left alone when it fails, and always ends."""

import sys

import pytest

from fleetdesk.streets import map_file
from fleetdesk.streets.street_finder import COMMAND, MOST_FAILURES, StreetFinder
from tests.streets.maps import make_pmtiles, town_tiles
from tests.streets.test_near_streets import MIDDLE, place


@pytest.fixture
def finder(tmp_path):
    opened = []

    def make(*command):
        opened.append(StreetFinder(str(make_pmtiles(tmp_path / "a.pmtiles", town_tiles("protomaps"))), *command))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def test_a_street_comes_from_the_process(finder):
    found = finder()
    assert [found.at(*place(3000, MIDDLE)), found.at(*place(9, 9)), found.at(0.0, 0.0)] == ["Kase tänav", "", ""]


@pytest.mark.parametrize("answer", ["", "print('x' * 99)"])
def test_a_process_that_fails_is_asked_a_few_times(finder, tmp_path, answer):
    begun = tmp_path / "begun"
    found = finder((sys.executable, "-c", f"open({str(begun)!r}, 'a').write('x');{answer}"))
    assert [found.at(58.2, 26.4) for _ in range(9)] == [""] * 9
    assert begun.read_text() == "x" * MOST_FAILURES


def test_a_process_that_does_not_answer_is_ended(finder, monkeypatch):
    monkeypatch.setattr(map_file, "OPEN_S", 0.3)
    assert finder((sys.executable, "-c", "import time; time.sleep(999)")).at(58.2, 26.4) == ""


def test_a_file_that_is_no_map_has_no_streets(tmp_path):
    (tmp_path / "a.pmtiles").write_bytes(b"Dear customer")
    found = StreetFinder(str(tmp_path / "a.pmtiles"), COMMAND)
    assert found.at(58.2, 26.4) == ""
    found.close()


def test_a_finder_that_is_closed_has_no_streets(finder):
    found = finder()
    assert found.at(*place(3000, MIDDLE)) == "Kase tänav"
    found.close()
    assert found.at(*place(3000, MIDDLE)) == ""
