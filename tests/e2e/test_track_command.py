"""fleetdesk track: the way of a vehicle as a file, and exit codes for what is missing of it."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from defusedxml.ElementTree import fromstring

from tests.e2e.test_commands import Shell

pytestmark = pytest.mark.process
PERIOD = ("--from", (datetime.now(UTC) - timedelta(days=2)).date().isoformat(),
          "--to", (datetime.now(UTC) - timedelta(days=1)).date().isoformat(), "--timezone", "UTC")  # fmt: skip


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


@pytest.fixture
def unit(simulator):
    rows = simulator.control("truth/positions")["positions"]
    return next(row["object_id"] for row in rows if row["driving"])


def test_every_format_has_the_same_points(shell, unit):
    gpx = fromstring(shell.run("track", unit, *PERIOD).stdout)
    places = [(each.attrib["lat"], each.attrib["lon"]) for each in gpx.iter("{http://www.topografix.com/GPX/1/1}trkpt")]
    assert len(places) > 100
    features = shell.data("track", unit, *PERIOD, "--format", "geojson")["features"]
    assert sum(len(each["properties"]["times"]) for each in features) == len(places)
    rows = list(csv.DictReader(io.StringIO(shell.run("track", unit, *PERIOD, "--format", "csv").stdout)))
    assert [(float(row["lat"]), float(row["lon"])) for row in rows] == [(float(a), float(b)) for a, b in places]
    kml = shell.home / "way.kml"
    assert shell.run("track", unit, *PERIOD, "--out", kml).stdout == ""
    assert fromstring(kml.read_text()).tag == "{http://www.opengis.net/kml/2.2}kml"


def test_a_closed_period_is_asked_for_once(shell, unit, simulator):
    def requests():
        return [row["count"] for row in simulator.control("state")["requests"] if row["operation"] == "history.track"]

    first = shell.run("track", unit, *PERIOD)
    before = sum(requests())
    assert shell.run("track", unit, *PERIOD).stdout == first.stdout
    assert sum(requests()) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["NOBODY", *PERIOD], 2),
        (["NOBODY", "--from", "soon", "--to", "later"], 2),
        (["NOBODY", "--from", "2026-10-02", "--to", "2026-10-01"], 2),
        (["NOBODY"], 2),
        (["NOBODY", *PERIOD, "--out", "way.txt"], 2),
        (["NOBODY", *PERIOD, "--account", "nobody"], 2),
    ],
)
def test_wrong_words_are_2(shell, words, code):
    done = shell.run("track", *words)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_no_point_in_the_period_is_1(shell, unit):
    done = shell.run("track", unit, "--from", "2031-01-01", "--to", "2031-01-02")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no point" in done.stderr


@pytest.mark.parametrize(("status", "code"), [(400, 4), (500, 5)])
def test_what_the_server_fails_to_tell_is_in_the_exit_code(shell, unit, simulator, status, code):
    simulator.control("faults", [{"operation": "history.track", "count": 9, "action": {"status": status}}])
    done = shell.run("track", unit, *PERIOD)
    assert (done.returncode, done.stdout) == (code, "")


def test_a_vendor_without_tracks_is_1(shell):
    assert shell.add_vezma().returncode == 0
    done = shell.run("track", "Ján", *PERIOD, "--account", "v")
    assert done.returncode == 1
    assert "VEZMA tells no way" in done.stderr


def test_a_place_that_takes_no_file_is_said(shell, unit):
    done = shell.run("track", unit, *PERIOD, "--out", shell.home / "nowhere" / "way.gpx")
    assert done.returncode == 1
    assert "way.gpx cannot be written" in done.stderr


def test_a_file_holds_the_name_of_the_vehicle(shell, unit):
    out = shell.home / "way.geojson"
    shell.run("track", unit, *PERIOD, "--out", out)
    listed = {each["id"]: each["name"] or each["id"] for each in shell.data("call", "vehicles.list")}
    assert {each["properties"]["name"] for each in json.loads(out.read_text())["features"]} == {listed[unit]}
