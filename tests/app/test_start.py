"""What is there when the window opens."""

import json
import subprocess
import sys
from contextlib import closing

from fleetdesk.storage.cache import CACHE_DB, Cache
from tests.conftest import ROOT
from tests.sync.fakes import position, unit
from tests.ui.conftest import folders_in

LATER = ("fastapi", "folium", "keyring", "openpyxl", "pikepdf", "PIL", "pyqtgraph", "reportlab", "xlsxwriter")
"""Libraries that a start can do without, each imported by what needs it."""
SCRIPT = "import json, sys, fleetdesk.cli, fleetdesk.app.main; print(json.dumps(list(sys.modules)))"


def test_the_last_known_fleet_is_in_the_window_when_it_opens(tmp_path):
    with closing(Cache(folders_in(tmp_path).cache / CACHE_DB)) as cache:
        cache.keep_units("m", [unit("242KDN"), unit("820BHT")])
        cache.keep_positions([position("242KDN"), position("820BHT")])
    command = [sys.executable, "-m", "tests.app.first_sight", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert (tmp_path / "seen").read_text() == "2"


def test_a_start_imports_no_library_that_is_needed_later():
    told = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert set(LATER).isdisjoint(json.loads(told.stdout.splitlines()[-1]))
