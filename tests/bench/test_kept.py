"""What a run of the benchmark keeps: its figures as JSON, those of before by the yardstick, and a chart of both."""

import json
from xml.etree import ElementTree

from tests.bench.kept import Earlier, keep, medians, with_before
from tests.bench.measure import Figure, Row

UPDATE = "an update, whole window, all moved"
ROWS = [
    Row(UPDATE, Figure((50.0, 60.0, 70.0)), units=10_000),
    Row("memory of all processes", Figure((500.0,)), unit="MB", units=10_000),
    Row("a plain thing", Figure((1.0,)), Figure((2.0,)), "done otherwise"),
]
EARLIER = Earlier({(UPDATE, 10_000): 400.0, ("memory of all processes", 10_000): 900.0}, yardstick_ms=20.0)


def plain(row):
    found = with_before(row, EARLIER, Figure((30.0,))).plain
    return found and found.median


def test_a_time_of_before_is_that_of_a_machine_as_fast_as_this_one():
    assert plain(ROWS[0]) == 600.0


def test_memory_does_not_depend_on_how_fast_a_machine_is():
    assert plain(ROWS[1]) == 900.0


def test_a_row_keeps_the_plain_way_that_it_has():
    assert plain(ROWS[2]) == 2.0


def test_what_is_kept_is_read_as_what_was_before(tmp_path):
    keep(tmp_path, ROWS, Figure((30.0,)))
    told = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert medians(told)[(UPDATE, 10_000)] == 60.0
    assert told["yardstick"]["median"] == 30.0


def test_the_chart_has_a_bar_for_now_and_for_before_and_a_line_to_reach(tmp_path):
    keep(tmp_path, [with_before(row, EARLIER, Figure((20.0,))) for row in ROWS], Figure((20.0,)))
    drawn = ElementTree.parse(tmp_path / "chart.svg")
    names = [each.get("class") for each in drawn.iter()]
    assert (names.count("now"), names.count("before"), names.count("reach")) == (2, 2, 2)
