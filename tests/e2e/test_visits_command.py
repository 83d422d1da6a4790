"""fleetdesk visits: who was in an area and when, fetched once, and exit codes for what is missing."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.test_commands import Shell

pytestmark = pytest.mark.process
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
PERIOD = ("--from", YESTERDAY, "--to", YESTERDAY, "--timezone", "UTC")


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A simulator with few vehicles: all of them are asked about."""
    from tests.conftest import Simulator

    made = Simulator("--vehicles", "3", "--seed", "7")
    yield made
    made.close()


@pytest.fixture
def shell(tmp_path, few):
    few.calm()
    return Shell(tmp_path, few).with_metrotec()


def points(shell, unit):
    rows = csv.DictReader(io.StringIO(shell.run("track", unit, *PERIOD, "--format", "csv").stdout))
    return [(row["time"], float(row["lat"]), float(row["lon"])) for row in rows]


def square(shell, lat, lon, half=0.004):
    corners = [(lon - half, lat - half), (lon + half, lat - half), (lon + half, lat + half), (lon - half, lat + half)]
    path = shell.home / "site.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]}))
    return path


def history_requests(simulator):
    rows = simulator.control("state")["requests"]
    return sum(row["count"] for row in rows if row["operation"].startswith("history."))


def test_who_was_there_is_told_and_closed_days_are_fetched_once(shell, few):
    units = [row["id"] for row in shell.data("call", "vehicles.list")]
    ways = {unit: points(shell, unit) for unit in units}
    unit = max(ways, key=lambda each: len(ways[each]))
    at, lat, lon = ways[unit][len(ways[unit]) // 2]
    site = square(shell, lat, lon)
    told = shell.data("visits", site, *PERIOD)
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
    assert shell.data("visits", site, *PERIOD, "--kept") == told
    assert shell.data("visits", site, *PERIOD) == told
    assert history_requests(few) == before


def test_without_fetching_what_is_not_here_is_unknown(shell, few):
    before = history_requests(few)
    told = shell.data("visits", square(shell, 58.4, 26.7), *PERIOD, "--kept")
    assert told["visits"] == []
    assert len(told["unknown"]) == len(shell.data("call", "vehicles.list"))
    assert history_requests(few) == before


def test_what_the_server_fails_to_tell_is_in_the_exit_code(shell, few):
    few.control("faults", [{"operation": "history.track", "count": -1, "action": {"status": 500}}])
    done = shell.run("visits", square(shell, 58.4, 26.7), *PERIOD)
    assert done.returncode == 5
    assert json.loads(done.stdout)["visits"] == []


@pytest.mark.parametrize(
    "words", [["none.geojson", *PERIOD], ["site.geojson"], ["site.geojson", "--from", "soon", "--to", "later"]]
)
def test_wrong_words_are_2(shell, words):
    square(shell, 58.4, 26.7)
    done = shell.run("visits", shell.home / words[0], *words[1:])
    assert (done.returncode, done.stdout) == (2, ""), done.stderr


def test_a_vendor_without_tracks_is_1(shell):
    assert shell.add_vezma().returncode == 0
    done = shell.run("visits", square(shell, 48.1, 17.1), *PERIOD, "--account", "v")
    assert (done.returncode, done.stdout) == (1, "")
    assert "VEZMA tells no way" in done.stderr
