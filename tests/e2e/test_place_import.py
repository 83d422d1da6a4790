"""fleetdesk places import as a stranger uses it, against the simulator."""

import json
import uuid

import pytest

from tests.e2e.test_commands import Shell

pytestmark = pytest.mark.process
KML = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>{depot}</name><Point><coordinates>25.0,58.5</coordinates></Point></Placemark>
<Placemark><name>{yard}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
24.0,59.0 24.01,59.0 24.01,59.01 24.0,59.0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
</Document></kml>"""


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


@pytest.fixture
def names():
    """Names that no other test has given to a place of the simulator."""
    mark = uuid.uuid4().hex[:8]
    return [f"Depot {mark}", f"Yard {mark}"]


@pytest.fixture
def file(shell, names):
    (shell.home / "earth.kml").write_text(KML.format(depot=names[0], yard=names[1]))
    return shell.home / "earth.kml"


def made(shell, names):
    rows = shell.simulator.control("made")
    return [each["name"] for kind in ("poi", "geozone") for each in rows[kind] if each["name"] in names]


def test_new_places_are_made_once_and_confirmed(shell, file, names):
    rehearsed = shell.data("places", "import", file, "--dry-run", "--purpose", "customer")
    assert [(each["state"], each["becomes"]) for each in rehearsed["places"]] == [
        ("new", "customer"),
        ("new", "geozone"),
    ]
    assert made(shell, names) == []
    assert shell.data("places", "import", file) == {"confirmed": 2, "asking": 0, "waiting": 0}
    again = shell.run("places", "import", file)
    assert (again.returncode, again.stdout) == (0, ""), again.stderr
    assert "2 there already" in again.stderr
    assert made(shell, names) == names
    assert shell.data("outbox") == []


def test_a_lost_answer_is_looked_up_and_nothing_is_made_twice(shell, file, names):
    shell.simulator.control("faults", {"operation": "pois.create", "action": {"cut": "after"}, "count": 1})
    done = shell.run("places", "import", file, module="tests.e2e.impatient")
    assert json.loads(done.stdout)["confirmed"] == 2, done.stderr
    assert made(shell, names) == names


def test_without_a_network_they_are_saved_and_what_waits_is_there_already(shell, file):
    busy = {"status": 429, "headers": {"retry-after": "3000"}}
    for operation in ("pois.create", "geozones.create"):
        shell.simulator.control("faults", {"operation": operation, "action": busy, "count": -1})
    done = shell.run("places", "import", file)
    assert done.returncode == 6, done.stderr
    assert json.loads(done.stdout)["waiting"] == 2
    rehearsed = shell.data("places", "import", file, "--dry-run")
    assert rehearsed["counts"] == {"new": 0, "double": 2, "wrong": 0}


def test_a_vendor_that_takes_no_places_is_said(shell, file):
    shell.add_vezma()
    done = shell.run("places", "import", file, "--account", "v")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "fleetdesk: VEZMA takes no new places, geozones, orders or reports.\n"
