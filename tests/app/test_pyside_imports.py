"""A start reads no source of its modules again, which are compiled already."""

import json
import subprocess
import sys

SCRIPT = """
import json, linecache, sys
import fleetdesk.app.main
ours = [name for name in sys.modules if name.startswith("fleetdesk.ui")]
print(json.dumps([len(ours), [name for name in linecache.cache if "fleetdesk" in name and "/ui/" in name]]))
"""


def test_no_source_of_the_window_is_read_at_a_start():
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    modules, read = json.loads(told.stdout.splitlines()[-1])
    assert modules > 100
    assert read == []
