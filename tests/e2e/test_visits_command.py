"""fleetdesk visits: who was in an area and when, fetched once, and exit codes for what is missing."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.process
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
PERIOD = ("--from", YESTERDAY, "--to", YESTERDAY, "--timezone", "UTC")


def points(few_shell, unit):
    rows = csv.DictReader(io.StringIO(few_shell.run("track", unit, *PERIOD, "--format", "csv").stdout))
    return [(row["time"], float(row["lat"]), float(row["lon"])) for row in rows]


def square(few_shell, lat, lon, half=0.004):
    corners = [(lon - half, lat - half), (lon + half, lat - half), (lon + half, lat + half), (lon - half, lat + half)]
    path = few_shell.home / "site.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]}))
    return path


def history_requests(simulator):
    rows = simulator.control("state")["requests"]
    return sum(row["count"] for row in rows if row["operation"].startswith("history."))


def test_who_was_there_is_told_and_closed_days_are_fetched_once(few_shell, few):
    units = [row["id"] for row in few_shell.data("call", "vehicles.list")]
    ways = {unit: points(few_shell, unit) for unit in units}
    unit = max(ways, key=lambda each: len(ways[each]))
    at, lat, lon = ways[unit][len(ways[unit]) // 2]
    site = square(few_shell, lat, lon)
    told = few_shell.data("visits", site, *PERIOD)
    assert any(row["unit"] == unit and row["inside_from"] <= at <= row["inside_to"] for row in told["visits"])
    for row in told["visits"]:
        assert row["came_at"] in (None, row["inside_from"])
        assert row["left_at"] in (None, row["inside_to"])
        assert row["duration_s"] >= 0
    inside = {
        each for each, way in ways.items() if any(abs(y - lat) < 0.004 and abs(x - lon) < 0.004 for _, y, x in way)
    }
    assert inside <= {row["unit"] for row in told["visits"]}
    assert sorted(told["unknown"]) == sorted(each for each, way in ways.items() if not way)
    before = history_requests(few)
    assert few_shell.data("visits", site, *PERIOD, "--kept") == told
    assert few_shell.data("visits", site, *PERIOD) == told
    assert history_requests(few) == before


def test_without_fetching_what_is_not_here_is_unknown(few_shell, few):
    before = history_requests(few)
    told = few_shell.data("visits", square(few_shell, 58.4, 26.7), *PERIOD, "--kept")
    assert told["visits"] == []
    assert len(told["unknown"]) == len(few_shell.data("call", "vehicles.list"))
    assert history_requests(few) == before


def test_what_the_server_fails_to_tell_is_in_the_exit_code(few_shell, few):
    few.control("faults", [{"operation": "history.track", "count": -1, "action": {"status": 500}}])
    done = few_shell.run("visits", square(few_shell, 58.4, 26.7), *PERIOD)
    assert done.returncode == 5
    assert json.loads(done.stdout)["visits"] == []


@pytest.mark.parametrize(
    "words", [["none.geojson", *PERIOD], ["site.geojson"], ["site.geojson", "--from", "soon", "--to", "later"]]
)
def test_wrong_words_are_2(few_shell, words):
    square(few_shell, 58.4, 26.7)
    done = few_shell.run("visits", few_shell.home / words[0], *words[1:])
    assert (done.returncode, done.stdout) == (2, ""), done.stderr


def test_a_vendor_without_tracks_is_1(few_shell):
    assert few_shell.add_vezma().returncode == 0
    done = few_shell.run("visits", square(few_shell, 48.1, 17.1), *PERIOD, "--account", "v")
    assert (done.returncode, done.stdout) == (1, "")
    assert "VEZMA tells no way" in done.stderr
